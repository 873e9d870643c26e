import {
  ANONYMOUS_SCOPES,
  DIMENSIONS,
  LIMIT_NAMES,
  SCOPES,
  type LimitName,
  type Scope,
  type WriteRights,
} from '@silkgauge/contract';
import { Type, type Static, type TSchema } from 'typebox';

/*
 * Values of the topic of keys and policy. Unknown members are accepted, since later versions may add some; what a
 * caller of the API writes is held to more.
 */

type DeepReadonly<T> = T extends object ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> } : T;
type Shape<Schema extends TSchema> = DeepReadonly<Static<Schema>>;

const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const texts = Type.Array(Type.String());
const instant = Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$` });
const words = <const Words extends readonly string[]>(list: Words) => Type.Enum<[...Words]>([...list]);
const optional = <const Names extends readonly string[], Schema extends TSchema>(
  names: Names,
  schema: Schema,
) => {
  const members = Object.fromEntries(names.map((name) => [name, Type.Optional(schema)]));
  return Type.Object(members as Record<Names[number], ReturnType<typeof Type.Optional<Schema>>>);
};

/** The largest integer of structured fields (RFC 9651), in which answers tell a limit. */
export const MOST_COUNTED = 999_999_999_999_999;

/** `q` in `w` seconds; of open streams `q` at once, without `w`. */
const Limit = Type.Object({
  q: Type.Integer({ minimum: 1 }),
  w: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type Limit = Shape<typeof Limit>;

/** Limits by name; null is none, an absent one is that of the policy or the default. */
const Limits = optional(LIMIT_NAMES, orNull(Limit));
export type Limits = Readonly<Partial<Record<LimitName, Limit | null>>>;

const WriteRights = Type.Object({
  types: texts,
  sources: texts,
  series: Type.Array(optional(DIMENSIONS, texts)),
  names: texts,
});

/** Where the tokens of a key without a secret come from. */
const JwtPrincipal = Type.Object({ issuer: Type.String(), subject: Type.String() });
export type JwtPrincipal = Shape<typeof JwtPrincipal>;

const Secret = Type.Object({
  /** SHA-256 of the whole key, in hexadecimal. */
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  from: instant,
  /** Instant from which the secret does not count any more; null is for ever. */
  until: orNull(instant),
});
export type Secret = Shape<typeof Secret>;

const versioned = {
  version: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** Hash of the audit entry that tells of this version. */
  entry: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
  /** Of the access service, over all other members (signatures.ts). */
  signature: Type.Optional(Type.String()),
};

/** A key, under the record key `key/<id>`. */
export const KeyRecord = Type.Object({
  kind: Type.Literal('key'),
  id: Type.String({ pattern: '^[0-9A-Za-z]{12}$' }),
  ...versioned,
  name: Type.String(),
  scopes: Type.Array(words(SCOPES)),
  write: orNull(WriteRights),
  limits: orNull(Limits),
  /** CIDRs that the key is shown from; null is any. */
  addresses: orNull(texts),
  expiresAt: orNull(instant),
  jwt: orNull(JwtPrincipal),
  createdAt: instant,
  /** Who made the key: an id of a key, or `cli`. */
  createdBy: Type.String(),
  revokedAt: orNull(instant),
  revokedReason: orNull(Type.String()),
  /** Newest first; none for a key whose tokens an issuer makes. */
  secrets: Type.Array(Secret),
});
export interface KeyRecord extends Omit<Shape<typeof KeyRecord>, 'write' | 'limits' | 'scopes'> {
  readonly scopes: readonly Scope[];
  readonly write: WriteRights | null;
  readonly limits: Limits | null;
}

/** Algorithms of tokens; an issuer names some of them. */
export const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Types of tokens, the first unless said (RFC 9068). */
export const TOKEN_TYPES = ['at+jwt', 'JWT'] as const;

/** Issuer of tokens, with either the address of its key set or the set itself (RFC 7517). */
const Issuer = Type.Object({
  issuer: Type.String(),
  audience: Type.String(),
  jwksUri: Type.Optional(Type.String()),
  jwks: Type.Optional(Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) })),
  algorithms: Type.Array(words(ALGORITHMS)),
  typ: Type.Optional(words(TOKEN_TYPES)),
});
export type Issuer = Shape<typeof Issuer>;

/** What an operator decided; a member left out is its default. */
export const PolicyDocument = Type.Object({
  anonymous: Type.Optional(Type.Array(words(ANONYMOUS_SCOPES))),
  issuers: Type.Optional(Type.Array(Issuer)),
  limits: Type.Optional(Type.Object({ anonymous: Type.Optional(Limits), key: Type.Optional(Limits) })),
  webhooks: Type.Optional(
    Type.Object({
      allow: Type.Optional(texts),
      http: Type.Optional(texts),
      trusted: Type.Optional(texts),
    }),
  ),
});
export interface PolicyDocument {
  readonly anonymous?: readonly (typeof ANONYMOUS_SCOPES)[number][];
  readonly issuers?: readonly Issuer[];
  readonly limits?: { readonly anonymous?: Limits; readonly key?: Limits };
  readonly webhooks?: {
    readonly allow?: readonly string[];
    readonly http?: readonly string[];
    readonly trusted?: readonly string[];
  };
}

/** The policy, under the record key `policy`. */
export const PolicyRecord = Type.Object({
  kind: Type.Literal('policy'),
  id: Type.Literal('policy'),
  ...versioned,
  policy: PolicyDocument,
});
export interface PolicyRecord extends Omit<Shape<typeof PolicyRecord>, 'policy'> {
  readonly policy: PolicyDocument;
}

export type AccessRecord = KeyRecord | PolicyRecord;
