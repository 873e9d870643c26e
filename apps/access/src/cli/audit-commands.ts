import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AuditCheck, RecordCheck, type AuditReport, type RecordFault } from '@silkgauge/access';
import type { AuditEntry, WrittenRecord } from '@silkgauge/contract';
import { ask, type Target } from './client.ts';

const linesOf = async (target: Target, path: string): Promise<Readable> => {
  const { body } = await ask(target, 'GET', path);
  return body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
};

/** Writes the entries of the service, a line each. */
export const exportAudit = async (target: Target, path: string, to: NodeJS.WritableStream): Promise<void> => {
  await pipeline(await linesOf(target, path), to, { end: false });
};

/** What a check of the audit found, and of the records of keys and policy where it had the topic. */
export interface Verified extends AuditReport {
  readonly topic: { readonly records: number; readonly fault: RecordFault | null } | null;
}

/**
 * Checks the lines of a file, `-` for standard input, or else of the service, whose records of keys and policy are
 * compared with them.
 */
export const verifyAudit = async (file: string | undefined, target: () => Target): Promise<Verified> => {
  const check = new AuditCheck();
  if (file !== undefined) {
    for await (const value of valuesOf(file === '-' ? process.stdin : createReadStream(file)))
      check.add(value);
    return { ...check.report(), topic: null };
  }
  const asked = target();
  const records = new RecordCheck();
  for await (const value of valuesOf(await linesOf(asked, RECORDS))) records.record(value as WrittenRecord);
  for await (const value of valuesOf(await linesOf(asked, '/v1/audit.ndjson'))) {
    check.add(value);
    if (value !== null) records.entry(value as AuditEntry);
  }
  for await (const value of valuesOf(await linesOf(asked, RECORDS)))
    records.laterRecord(value as WrittenRecord);
  return { ...check.report(), topic: records.report() };
};

const RECORDS = '/v1/audit/records.ndjson';

/** The JSON value of each line; null for a line that is none. */
async function* valuesOf(input: NodeJS.ReadableStream): AsyncGenerator {
  for await (const line of createInterface({ input, crlfDelay: Infinity }))
    if (line !== '') yield parsed(line);
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

const SAID = {
  changed: 'was changed',
  missing: 'is missing',
  moved: 'stands elsewhere than it was written',
  'not-an-entry': 'is no entry',
} as const;

/** What a check found: a line for the audit, and one for the records of keys and policy. */
export const reportText = ({ topic, ...audit }: Verified): string =>
  [auditText(audit), ...(topic ? [topicText(topic)] : [])].join('\n');

const topicText = ({ records, fault }: NonNullable<Verified['topic']>): string => {
  const seen = `${String(records)} records of keys and policy`;
  if (!fault) return `${seen}: each has its entry, and each entry its record`;
  const { kind, what } = fault;
  const said =
    kind === 'forged'
      ? `The record ${what}, is forged: no entry tells of it, or it has no signature`
      : `There is no record of ${what}`;
  return `${said} (${seen}). This is the first fault, and there may be more.`;
};

const auditText = ({ entries, chains, fault }: AuditReport): string => {
  const seen = `${String(entries)} entries in ${String(chains)} chains`;
  if (!fault) return `${seen}: each stands as it was written`;
  const { kind, place, chain, n } = fault;
  const which =
    chain === null ? `The one in line ${String(place)}` : `Entry ${String(n)} of the chain ${chain}`;
  return `${which} ${SAID[kind]} (line ${String(place)}; ${seen}). This is the first fault, and there may be more.`;
};
