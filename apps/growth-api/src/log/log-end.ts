import { isKnownServer, lastSequence, type AsOf, type Queryable } from '@silkgauge/read-model';
import { failure } from '../http/problems.ts';
import { badRequest } from '../query/query-pipe.ts';

/**
 * Throws a 400 unless the log has reached `sequence`. One ahead of it was never handed out here: whoever has it
 * reads another system's log, or took a year for an instant, and would wait for changes that pass it by. While it is not known whether the
 * log lost its end it is a 503: whoever saw that end gets a resync afterwards.
 */
export async function requireReached(db: Queryable, parameter: string, sequence: string): Promise<void> {
  const last = await lastSequence(db);
  if (BigInt(sequence) <= BigInt(last)) return;
  if (!(await isKnownServer(db)))
    throw failure('unavailable', 'The database has started anew and may have lost the end of its log.', {
      headers: { 'retry-after': '2' },
    });
  throw badRequest([
    {
      parameter,
      rule: 'ahead-of-log',
      message: `${parameter} is ${sequence}, ahead of the log, whose last sequence is ${last}`,
      fix: 'take the sequence of a state that was served here',
    },
  ]);
}

/** The same for the exact form of `asOf`. An instant needs no such check: what is known by it only grows. */
export async function requireAsOf(db: Queryable, asOf: AsOf | null): Promise<void> {
  if (asOf !== null && 'sequence' in asOf) await requireReached(db, 'asOf', asOf.sequence);
}
