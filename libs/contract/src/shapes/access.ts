import { Type } from 'typebox';
import { instant, object, orNull, part, text, word, type Shape } from './shape.ts';

/** CloudEvents type of an entry of the audit. */
export const AUDIT_RECORDED = 'silkgauge.audit.recorded.v1';

const sha256 = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description });
const document = (description: string) => Type.Record(Type.String(), Type.Unknown(), { description });

/** What all records of keys and policy have; the other members are read by services of this system alone. */
export const AccessRecord = part('AccessRecord', 'A key, or the policy, as services hold it.', {
  kind: word(['key', 'policy'], 'Which of them.'),
  id: text('Id of the key; `policy` for the policy.'),
  version: Type.Integer({
    minimum: 1,
    description: 'One above that of the record before of the same key; any other is ignored.',
  }),
});

export const KeyUsage = part('KeyUsage', 'When a key was last used.', {
  id: text('Id of the key.'),
  at: instant('Last use that a process has seen, by its clock.'),
});
export type KeyUsage = Shape<typeof KeyUsage>;

export const AuditEntry = part('AuditEntry', 'What was done or refused, as a member of a chain.', {
  chain: text('Name of the chain, which one process writes.'),
  n: Type.Integer({ minimum: 1, description: 'Place in the chain.' }),
  prev: orNull(sha256('Hash of the entry before; null at first.')),
  at: instant('When, by the clock of the process.'),
  actor: object('Who.', {
    key: Type.Optional(text('Id of the key.')),
    jwt: Type.Optional(
      object('Whom the token stands for.', { issuer: text('Its issuer.'), subject: text('Its subject.') }),
    ),
    cli: Type.Optional(text('Name of the account that ran a command.')),
    address: Type.Optional(text('Address of the client, or its network.')),
  }),
  action: text('What, by its stable name.', 'key.created'),
  target: text('On what: `key/<id>`, `policy`, or the name of another thing.'),
  outcome: word(['done', 'refused'], 'Whether it was done.'),
  reason: Type.Optional(text('Why.')),
  before: Type.Optional(document('The target before.')),
  after: Type.Optional(document('The target after; of a refused credential, how often.')),
  record: Type.Optional(
    sha256(
      'SHA-256 of the record of keys and policy that was written with the entry, without `entry` and `signature`, as canonical JSON (RFC 8785).',
    ),
  ),
  trace: Type.Optional(text('`traceparent` of the request.')),
  hash: sha256('SHA-256 of the entry without this member, as canonical JSON (RFC 8785).'),
});
export type AuditEntry = Shape<typeof AuditEntry>;

export const WrittenRecord = part('WrittenRecord', 'A record of keys and policy, without what it decides.', {
  offset: text('Offset on the topic.'),
  key: orNull(text('Key of the record: `key/<id>` or `policy`.')),
  version: orNull(Type.Integer({ minimum: 1, description: 'Null for what is no such record.' })),
  entry: orNull(text('Hash of the audit entry that it names.')),
  digest: orNull(text('SHA-256 of what it decides, as its audit entry has it in `record`.')),
  isSigned: orNull(
    Type.Boolean({
      description: 'Whether a key signed it that counts; null where records count unsigned.',
    }),
  ),
});
export type WrittenRecord = Shape<typeof WrittenRecord>;
