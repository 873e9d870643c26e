import { hash } from 'node:crypto';
import {
  downsampledUntil,
  lastEventId,
  readLogPlace,
  readLogTime,
  type Queryable,
} from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODE_REGISTERS } from '../codes.ts';
import { FOR_EVER, lastModifiedBy } from '../http/log-answers.ts';
import { requireAsOf } from '../log/log-end.ts';
import { ALWAYS } from '../published/published-figures.ts';
import type { WholeQuery } from '../query/table-queries.ts';
import type { Streamed } from './streamed.ts';

/** A query of one moment, with what tells whether its answer is the same as before. */
export interface Pinned extends Pick<Streamed, 'request' | 'reply' | 'version' | 'lastModified'> {
  readonly pinned: WholeQuery;
  /** Sequence of the log that the answer tells of. */
  readonly sequence: string;
}

/**
 * Pins a query without clock to the end of the log: an answer is read in pages, and shows one moment. What was
 * published by a day may change without the log, so that its version names the newest event too.
 *
 * @throws ProblemError 400 for a sequence ahead of the log
 */
export async function pinnedBy(
  db: Queryable,
  query: WholeQuery,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Pinned> {
  const { asOf, publishedBy, release } = query;
  await requireAsOf(db, asOf);
  const isPinned = asOf !== null && 'sequence' in asOf;
  const time = await readLogTime(db, isPinned ? asOf.sequence : null);
  const { sequence } = time;
  const { rebuild } = await readLogPlace(db);
  const isOfLog = publishedBy === null && release === null;
  void reply.headers({
    'cache-control': isPinned ? FOR_EVER : 'no-cache',
    [SEQUENCE_HEADER]: sequence,
  });
  return {
    request,
    reply,
    sequence,
    pinned: isOfLog && asOf === null ? { ...query, asOf: { sequence } } : query,
    version: [
      ...[RELEASE, rebuild, await downsampledUntil(db), sequence],
      isOfLog ? '' : await evidenceBy(db, publishedBy ?? ALWAYS),
    ].join(' '),
    lastModified: isOfLog ? lastModifiedBy(time) : undefined,
  };
}

/** Tells the sequence of the log that an answer shows. */
export const SEQUENCE_HEADER = 'x-silkgauge-sequence';

/** The newest event, and the day where an instant still runs: periods end with days. */
async function evidenceBy(db: Queryable, until: string): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  return `${await lastEventId(db)} ${until < today ? '' : today}`;
}

/** Digest of the registers: names and notices in force are theirs. */
const RELEASE = hash(
  'sha256',
  JSON.stringify(Object.values(CODE_REGISTERS).map((register) => [...register])),
  'base64url',
).slice(0, 12);
