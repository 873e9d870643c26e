import type { Queryable } from '../read-model.ts';
import type { RegisterKind } from '../state-json.ts';
import { sequenceBefore } from './states.ts';

/** An entry of the log, of a state or of a register. */
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
 * The sequence up to which the log holds what states, registers of `kinds` and months of sales were known by an instant (ISO,
 * inclusive) and nothing else; null where no sequence does: times of brokers may cross the order of the log.
 */
export async function sequenceKnownBy(
  db: Queryable,
  instant: string,
  end: string,
  kinds: readonly RegisterKind[] = ['notice'],
): Promise<string | null> {
  const before = await sequenceBefore(db, instant);
  const { rows } = await db.query<{ known: string; crosses: boolean }>({
    name: 'sequence-known-by',
    text: `with beside as (select sequence, known_at from register_version where kind = any($4::text[])
                           union all select sequence, known_at from sale_month),
             place as (select least($1::bigint, $2::bigint,
                         (select min(sequence) - 1 from beside where known_at > $3::timestamptz)) as known)
           select known, exists (select from change where sequence > known and sequence <= $2 and known_at <= $3)
             or exists (select from beside where sequence > known and sequence <= $2 and known_at <= $3) as crosses
           from place`,
    values: [before, end, instant, kinds],
  });
  const [place] = rows;
  return place === undefined || place.crosses ? null : place.known;
}
