import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AuditCheck, type AuditReport } from '@silkgauge/access';
import { ask, type Target } from './client.ts';

const linesOf = async (target: Target, path: string): Promise<Readable> => {
  const { body } = await ask(target, 'GET', path);
  return body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
};

/** Writes the entries of the service, a line each. */
export const exportAudit = async (target: Target, path: string, to: NodeJS.WritableStream): Promise<void> => {
  await pipeline(await linesOf(target, path), to, { end: false });
};

/** Checks the lines of a file, `-` for standard input, or else of the service. */
export const verifyAudit = async (file: string | undefined, target: () => Target): Promise<AuditReport> => {
  const from =
    file === undefined
      ? await linesOf(target(), '/v1/audit.ndjson')
      : file === '-'
        ? process.stdin
        : createReadStream(file);
  const check = new AuditCheck();
  for await (const line of createInterface({ input: from, crlfDelay: Infinity }))
    if (line !== '') check.add(parsed(line));
  return check.report();
};

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

/** What a check found, in a line. */
export const reportText = ({ entries, chains, fault }: AuditReport): string => {
  const seen = `${String(entries)} entries in ${String(chains)} chains`;
  if (!fault) return `${seen}: each stands as it was written`;
  const { kind, place, chain, n } = fault;
  const which =
    chain === null ? `The one in line ${String(place)}` : `Entry ${String(n)} of the chain ${chain}`;
  return `${which} ${SAID[kind]} (line ${String(place)}; ${seen}). This is the first fault, and there may be more.`;
};
