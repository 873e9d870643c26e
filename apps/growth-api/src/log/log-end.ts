import { badRequest, failure } from '@silkgauge/calls';
import { isKnownServer, lastSequence, type AsOf, type Queryable } from '@silkgauge/read-model';

/**
 * Refuses a sequence ahead of the log, whose last one may be given; an instant may lie ahead.
 *
 * @throws ProblemError 400 for a sequence from another system, or a year meant as an instant. 503 while a restarted
 * database may have lost the end of its log, as its readers get a resync afterwards.
 */
export async function requireReached(
  db: Queryable,
  parameter: string,
  point: AsOf | null,
  end?: string,
): Promise<void> {
  if (point === null || !('sequence' in point)) return;
  const last = end ?? (await lastSequence(db));
  if (BigInt(point.sequence) <= BigInt(last)) return;
  if (!(await isKnownServer(db)))
    throw failure('unavailable', 'The database has started anew and may have lost the end of its log.', {
      headers: { 'retry-after': '2' },
    });
  throw badRequest([
    {
      parameter,
      rule: 'ahead-of-log',
      message: `${parameter} is ${point.sequence}, ahead of the log, whose last sequence is ${last}`,
      fix: 'take the sequence of a state that was served here',
    },
  ]);
}

/** Applies {@link requireReached} to `asOf`. */
export const requireAsOf = (db: Queryable, asOf: AsOf | null): Promise<void> =>
  requireReached(db, 'asOf', asOf);
