import type { FastifyRequest } from 'fastify';

/** Who asks, and what for. */
export interface Caller {
  /** Id of a key, or `anonymous`. */
  readonly owner: string;
  readonly scopes: readonly string[];
}

/** What a caller without a credential may do where access is open. */
const OPEN: Caller = { owner: 'anonymous', scopes: ['subscribe'] };

/** The caller of a request; null where the caller may do nothing here. */
export type CallerOf = (request: FastifyRequest) => Caller | null;

/** While access is open everybody is one caller, and sees that caller's subscriptions. */
export const openCaller: CallerOf = () => OPEN;

/** Owner whose subscriptions a caller sees; null for all. */
export const seenBy = ({ owner, scopes }: Caller): string | null =>
  scopes.includes('operate') ? null : owner;
