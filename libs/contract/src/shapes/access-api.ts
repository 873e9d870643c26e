import { Type, type TSchema } from 'typebox';
import { ANONYMOUS_SCOPES, LIMIT_NAMES, SCOPES } from '../rights/scopes.ts';
import { DIMENSIONS } from '../series-key.ts';
import {
  count,
  instant,
  integer,
  listOf,
  object,
  orNull,
  part,
  text,
  texts,
  truth,
  word,
  type Shape,
} from './shape.ts';

export const KEY_STATES = ['active', 'revoked', 'expired'] as const;

/** An object whose members have these names, all of one schema and none of them needed. */
const optional = <Schema extends TSchema>(names: readonly string[], schema: Schema, description: string) =>
  object(description, Object.fromEntries(names.map((name) => [name, Type.Optional(schema)])));

const Limit = object('So many in so many seconds; null is no limit.', {
  q: Type.Integer({ minimum: 1, description: 'How many; bytes of push-bytes, at once of stream.' }),
  w: Type.Optional(Type.Integer({ minimum: 1, description: 'In how many seconds; none of stream.' })),
});
const LIMITED = 'Limits by what is counted; one left out is that of the policy.';
const limits = optional(LIMIT_NAMES, orNull(Limit), LIMITED);
const NoLimit = word(['none'], 'No limit, as null, which a merge patch takes away.');
const writtenLimits = optional(LIMIT_NAMES, Type.Union([Limit, Type.Null(), NoLimit]), LIMITED);

const WriteRights = part('WriteRights', 'Which events a key may push; all parts must hold.', {
  types: texts('Whole event types, or their beginning up to a dot and a final *.'),
  sources: texts('Beginnings of sources that end in / or :, or "=" and a whole source.'),
  series: Type.Optional(
    listOf(
      optional(DIMENSIONS, texts('Codes, or their beginning and a final *.'), 'A pattern of series.'),
      'One of these patterns must match; a dimension that is not named is any.',
    ),
  ),
  names: Type.Optional(texts('Ids of notices, or their beginning and a final *.')),
});

const settings = {
  name: text('Name of the key, which no other active key has.', 'gacc-monthly'),
  scopes: listOf(word(SCOPES, 'A scope; none implies another.'), 'What the key may do.'),
  write: Type.Optional(orNull(WriteRights)),
  limits: Type.Optional(orNull(writtenLimits)),
  addresses: Type.Optional(orNull(texts('CIDRs that the key is shown from; null is any.'))),
  expiresAt: orNull(instant('When it ends; null is never.')),
};
const jwt = orNull(
  object('Whom tokens of an issuer stand for; the key then has no secret.', {
    issuer: text('`iss` of the tokens.'),
    subject: text('`sub` of the tokens.'),
  }),
);

/** Body of the call that makes a key. */
export const KeySettings = part('KeySettings', 'What a key is to be.', {
  ...settings,
  jwt: Type.Optional(jwt),
});

/** Body of the call that changes a key. */
export const KeyPatch = part('KeyPatch', 'A merge patch (RFC 7396) of the settings of a key.', {
  ...Object.fromEntries(Object.entries(settings).map(([name, schema]) => [name, Type.Optional(schema)])),
});

export const Key = part('Key', 'A key without its secret.', {
  id: text('Its id, which stays through rotations.'),
  state: word(KEY_STATES, 'Whether it counts.'),
  ...settings,
  limits: Type.Optional(orNull(limits)),
  jwt,
  createdAt: instant('When it was made.'),
  createdBy: text('Id of the key that made it, or `cli`.'),
  revokedAt: orNull(instant('When it was revoked.')),
  revokedReason: orNull(text('Why it was revoked.')),
  secrets: listOf(
    object('A secret that counts.', {
      from: instant('Since when.'),
      until: orNull(instant('Until when; null is without an end.')),
    }),
    'Newest first.',
  ),
  lastUsedAt: orNull(instant('Right to two minutes; null where no use is known.')),
  version: integer('Rises with each change.'),
});
export type Key = Shape<typeof Key>;

export const MadeKey = part('MadeKey', 'A key, and its secret this once.', {
  key: Key,
  token: orNull(text('The key itself, which nobody can tell again; null for one of an issuer.')),
});

const Issuer = part('Issuer', 'An issuer of tokens.', {
  issuer: text('`iss` of its tokens.'),
  audience: text('What `aud` of its tokens contains.'),
  jwksUri: Type.Optional(text('Address of its key set.')),
  jwks: Type.Optional(
    object('Its key set (RFC 7517).', {
      keys: listOf(Type.Record(Type.String(), Type.Unknown(), { description: 'A public key.' }), 'Keys.'),
    }),
  ),
  algorithms: texts('Algorithms of its tokens.'),
  typ: Type.Optional(text('`typ` of its tokens, at+jwt unless said.')),
});

const limitsOfBoth = <Schema extends TSchema>(ofEach: Schema) =>
  object('Limits.', { anonymous: Type.Optional(ofEach), key: Type.Optional(ofEach) });

const decided = {
  anonymous: listOf(word(ANONYMOUS_SCOPES, 'A scope.'), 'What callers without a credential may do.'),
  issuers: listOf(Issuer, 'Who makes tokens that count.'),
  limits: limitsOfBoth(limits),
  webhooks: object('Where webhooks may go.', {
    allow: Type.Optional(texts('CIDRs beside the public ones.')),
    http: Type.Optional(texts('CIDRs that plain HTTP may go to.')),
    trusted: Type.Optional(texts('Names that need no proof.')),
  }),
};

/** What an answer tells besides, which decides nothing where it is sent back. */
const toldBesides = {
  pinned: texts('Members that the environment of the service fixes; decides nothing.'),
  version: count('Rises with each decision; 0 before the first; decides nothing.'),
};

/** Body of the call that decides the policy: the answer of the other call may be changed and sent back. */
export const PolicySettings = part('PolicySettings', 'What is decided; a member left out is its default.', {
  ...Object.fromEntries(
    Object.entries({ ...decided, limits: limitsOfBoth(writtenLimits), ...toldBesides }).map(
      ([name, schema]) => [name, Type.Optional(schema)],
    ),
  ),
});

export const PolicyInForce = part('PolicyInForce', 'The whole policy, defaults too.', {
  ...decided,
  ...toldBesides,
});

export const AccessAnswer = part('AccessAnswer', 'Whether an event would be let in.', {
  letIn: truth('Whether a door would take the event from this key.'),
  status: integer('The status that a door would answer with.'),
  errors: listOf(
    object('What says no.', {
      pointer: text('JSON Pointer from the root of the event; empty for the key.'),
      rule: text('Stable name of the rule.'),
      message: text('What is wrong.'),
      fix: text('What to do about it.'),
    }),
    'All that says no.',
  ),
});
export type AccessAnswer = Shape<typeof AccessAnswer>;
