import type { Queryable } from '../read-model.ts';
import { filterParameters, periodCondition, SERIES_CONDITION, type GrowthFilter } from './growth-filter.ts';
import { asOfParameters, type AsOf } from './states.ts';

/** Number of states that match the filter, now or as of a point in the log, and the last sequence. */
export async function countStates(
  db: Queryable,
  filter: GrowthFilter,
  asOf: AsOf | null,
): Promise<{ readonly states: number; readonly last: string }> {
  // An `or` in the condition would make PostgreSQL look up each state by itself.
  const known = asOf === null ? '' : `and ${KNOWN_BY_THEN}`;
  const { rows } = await db.query<{ states: number; last: string }>(
    `select count(*)::int as states, (select last from change_cursor)
     from series s join growth_state g on g.series_id = s.series_id
     where ${SERIES_CONDITION} and ${periodCondition('g', 'g')} ${known}`,
    asOf === null ? filterParameters(filter) : [...filterParameters(filter), ...asOfParameters(asOf)],
  );
  return rows[0] ?? { states: 0, last: '0' };
}

const KNOWN_BY_THEN = `exists (
  select from change c where c.series_id = g.series_id and c.period = g.period
    and ($14::bigint is null or c.sequence <= $14::bigint) and ($15::timestamptz is null or c.known_at <= $15::timestamptz))`;
