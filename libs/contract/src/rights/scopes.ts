/** What a credential may do; no scope implies another. */
export const SCOPES = ['push', 'read', 'subscribe', 'observe', 'operate'] as const;
export type Scope = (typeof SCOPES)[number];

/** Scopes that callers without a credential may have. */
export const ANONYMOUS_SCOPES = ['read', 'push', 'observe'] as const satisfies readonly Scope[];

/** What is counted, in the order of the documentation. */
export const LIMIT_NAMES = ['data', 'structure', 'push', 'push-bytes', 'stream', 'manage'] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];
