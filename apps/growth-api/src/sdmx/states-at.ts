import { readStatesOf, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';

type StateName = Pick<StateChange, 'key' | 'period'>;

/** The states of some names that there were at a point of the log, in lots as large as a page. */
export async function* statesAt(
  db: Queryable,
  named: readonly StateName[],
  asOf: AsOf,
  gone: AbortSignal,
): AsyncGenerator<readonly StateChange[], void> {
  // A name that stands twice would lead back to its first place.
  const names = [...new Map(named.map((name) => [`${name.key}/${name.period}`, name])).values()];
  for (let from = 0; from < names.length;) {
    gone.throwIfAborted();
    const rows = await readStatesOf(db, names.slice(from), { asOf });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    from = names.findIndex(({ key, period }) => key === last.key && period === last.period) + 1;
  }
}
