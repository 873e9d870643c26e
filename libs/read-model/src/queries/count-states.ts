import type { GrowthFilter } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { Conditions } from './conditions.ts';
import { countOf, type AsOf } from './select-states.ts';

/** Number of states that match the filter, now or as of a point in the log, and the last sequence. */
export async function countStates(
  db: Queryable,
  filter: GrowthFilter,
  asOf: AsOf | null,
): Promise<{ readonly states: number; readonly last: string }> {
  const conditions = await Conditions.of(db, filter);
  const { rows } = await db.query<{ states: number; last: string }>(
    `select states, (select last from change_cursor) from (${countOf(filter, { asOf }, conditions)}) counted`,
    conditions.values,
  );
  return rows[0] ?? { states: 0, last: '0' };
}
