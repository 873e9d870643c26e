import { isKnownServer, lastSequence, type AsOf, type Queryable } from '@silkgauge/read-model';
import { failure } from '../http/problems.ts';
import { badRequest } from '../query/query-pipe.ts';

/**
 * @throws ProblemError 400 for a sequence ahead of the log: from another system, or a year meant as an
 * instant. 503 while a restarted database may have lost the end of its log, as its readers get a resync
 * afterwards.
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

/** Applies {@link requireReached} to a sequence in `asOf`; an instant may lie ahead. */
export async function requireAsOf(db: Queryable, asOf: AsOf | null): Promise<void> {
  if (asOf !== null && 'sequence' in asOf) await requireReached(db, 'asOf', asOf.sequence);
}
