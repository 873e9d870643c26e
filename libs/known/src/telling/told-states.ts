import type { ToldState } from '@silkgauge/bulletin';
import { stateJson, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import type { ShowState } from '../explain/read-explanation.ts';
import { latestMonths, saidOfMonth } from '../states/sale-months.ts';

/** Formats states with what is worked out as of a place in the log. */
export async function showStates(
  db: Queryable,
  rows: readonly StateChange[],
  asOf: AsOf,
): Promise<ShowState> {
  const latest = await latestMonths(db, rows, asOf);
  return (row) => stateJson(row, (said) => saidOfMonth(said, row.period, latest(row.key)));
}

/** States as a bulletin takes them. */
export async function toldStates(
  db: Queryable,
  rows: readonly StateChange[],
  asOf: AsOf,
): Promise<ToldState[]> {
  const show = await showStates(db, rows, asOf);
  return rows.map((row) => JSON.parse(show(row)) as ToldState);
}
