import type { Queryable } from '../read-model.ts';
import { sequenceBefore } from './states.ts';

/** A change of the log, of a state, a notice or a claim. */
export interface LogMoment {
  readonly sequence: string;
  readonly known_at: Date;
}

/** The newest kept change up to a sequence; null before the first. */
export async function readLogMoment(db: Queryable, sequence: string): Promise<LogMoment | null> {
  const { rows } = await db.query<LogMoment>({
    name: 'read-log-moment',
    text: `select * from (
             (select sequence, known_at from change where sequence <= $1 order by sequence desc limit 1)
             union all
             (select sequence, known_at from register_version where sequence <= $1 order by sequence desc limit 1)) newest
           order by sequence desc limit 1`,
    values: [sequence],
  });
  return rows[0] ?? null;
}

/**
 * The sequence up to which the log holds what was known by an instant (ISO, inclusive) and nothing else; null where
 * no sequence does: times of brokers may cross the order of the log.
 */
export async function sequenceKnownBy(db: Queryable, instant: string, end: string): Promise<string | null> {
  const before = await sequenceBefore(db, instant);
  if (before === null || BigInt(before) > BigInt(end)) return end;
  const { rows } = await db.query<{ crosses: boolean }>({
    name: 'sequence-known-by',
    text: `select exists (select from change where sequence > $1 and known_at <= $2::timestamptz) as crosses`,
    values: [before, instant],
  });
  return rows[0]?.crosses === true ? null : before;
}
