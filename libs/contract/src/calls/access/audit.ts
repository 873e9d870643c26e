import { AuditEntry, WrittenRecord } from '../../shapes/access.ts';
import { managedLines, managedPage } from '../answer.ts';
import { call, type Needs } from '../call.ts';
import { optional } from '../parameter.ts';
import * as read from '../readers.ts';
import * as t from '../terms.ts';

const OBSERVE: Needs = { scope: 'observe', limit: 'manage' };
const tag = 'audit';

const instant = (about: string) =>
  optional({ about, schema: { type: 'string', format: 'date-time' }, read: read.instant });

const entries = {
  from: instant('Only entries from this instant on.'),
  to: instant('Only entries before this instant.'),
  actor: t.free('Only entries of this key, account, subject or address.'),
  action: t.free('Only this action; a final * stands for any rest.'),
  target: t.free('Only this target; a final * stands for any rest.'),
};

const offset = ([first = '']: readonly string[]): bigint | undefined =>
  /^\d{1,18}$/.test(first) ? BigInt(first) : undefined;

export const readAudit = call('GET', '/v1/audit', {
  tag,
  summary: 'What was done',
  about:
    'In the order of the topic. A page may have fewer items than asked for and go on all the same. Scope observe, with a credential.',
  needs: OBSERVE,
  query: { ...entries, limit: t.limit, cursor: t.cursor('audit', 1, offset) },
  answer: managedPage(AuditEntry),
});

export const exportAudit = call('GET', '/v1/audit.ndjson', {
  tag,
  summary: 'What was done, a line each',
  about:
    'All entries until now; without filters the lines prove to be whole by their hashes. Scope observe, with a credential.',
  needs: OBSERVE,
  query: entries,
  answer: managedLines(AuditEntry),
});

export const exportRecords = call('GET', '/v1/audit/records.ndjson', {
  tag,
  summary: 'Which records of keys and policy were written, a line each',
  about:
    'Offset, key, version, hash of the entry, SHA-256 of what it decides, and whether it is signed, of each record of silkgauge.access until now; `npm run access -- audit verify` compares them with the audit. Scope observe, with a credential.',
  needs: OBSERVE,
  answer: managedLines(WrittenRecord),
});
