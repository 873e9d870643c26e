import { hash } from 'node:crypto';
import {
  lastEventId,
  readLogPlace,
  readLogTime,
  sequenceKnownBy,
  type AsOf,
  type LogPlace,
  type Queryable,
} from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODE_REGISTERS } from '@silkgauge/known';
import { FOR_EVER, lastModifiedBy } from '../http/log-answers.ts';
import { requireReached } from '../log/log-end.ts';
import { ALWAYS } from '../published/published-figures.ts';
import type { WholeQuery } from './whole-query.ts';
import type { Streamed } from './streamed.ts';

/** A query of one moment, with what tells whether its answer is the same as before. */
export interface Pinned extends Pick<Streamed, 'request' | 'reply' | 'version' | 'lastModified'> {
  readonly pinned: WholeQuery;
  /** Sequence of the log that the answer tells of; null for an instant that no sequence says the same as. */
  readonly sequence: string | null;
  /** Last sequence of the log. */
  readonly end: string;
}

/** As {@link pinnedAt}, at the end of the log. @throws ProblemError as {@link requireReached} does */
export async function pinnedBy(
  db: Queryable,
  query: WholeQuery,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Pinned> {
  const place = await readLogPlace(db);
  await requireReached(db, 'asOf', query.asOf, place.last);
  return pinnedAt(db, place, query, request, reply);
}

/**
 * Pins a query to the sequence that says the same as its clock, which is the end of the log without one: an answer is
 * read in pages, and shows one moment. What was published by a day may change without the log, so that its version
 * names the newest event too. Sets the headers that tell of it.
 */
export async function pinnedAt(
  db: Queryable,
  { last: end, rebuild, downsampledUntil }: LogPlace,
  query: WholeQuery,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Pinned> {
  const { asOf, publishedBy, release } = query;
  const isPinned = asOf !== null && 'sequence' in asOf;
  const sequence = await sequenceOf(db, asOf, end);
  // A change may come that an instant has known.
  const time = await readLogTime(db, isPinned ? asOf.sequence : end);
  const isOfLog = publishedBy === null && release === null;
  void reply.header('cache-control', isPinned ? FOR_EVER : 'no-cache');
  if (sequence !== null) void reply.header(SEQUENCE_HEADER, sequence);
  return {
    ...{ request, reply, sequence, end },
    pinned: isOfLog && sequence !== null ? { ...query, asOf: { sequence } } : query,
    version: [
      ...[RELEASE, rebuild, downsampledUntil, sequence ?? end],
      isOfLog ? '' : await evidenceBy(db, publishedBy ?? ALWAYS),
    ].join(' '),
    lastModified: isOfLog ? lastModifiedBy(time) : undefined,
  };
}

/** Tells the sequence of the log that an answer shows. */
export const SEQUENCE_HEADER = 'x-silkgauge-sequence';

/** The sequence of a log up to `end` that says the same as a clock; null where none does. */
export async function sequenceOf(db: Queryable, asOf: AsOf | null, end: string): Promise<string | null> {
  if (asOf === null) return end;
  return 'sequence' in asOf ? asOf.sequence : sequenceKnownBy(db, asOf.instant, end);
}

/** The newest event, and the day where an instant still runs: periods end with days. */
export async function evidenceBy(db: Queryable, until: string): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  return `${await lastEventId(db)} ${until < today ? '' : today}`;
}

/** Digest of the registers: names and notices in force are theirs. */
const RELEASE = hash(
  'sha256',
  JSON.stringify(Object.values(CODE_REGISTERS).map((register) => [...register])),
  'base64url',
).slice(0, 12);
