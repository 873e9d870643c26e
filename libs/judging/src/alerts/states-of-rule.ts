import type { StateRule } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { readStateKeys, type Queryable } from '@silkgauge/read-model';

const PAGE = 200;

/** Pages of keys of the states that a rule is about, as of a place in the log; of some series or of all. */
export async function* statesOfRule(
  db: Queryable,
  { series, periods }: StateRule,
  sequence: string,
  ofSeries?: readonly string[],
): AsyncGenerator<readonly string[]> {
  const [from, to] = [periods?.from, periods?.to].map((end) => (end ? periodBounds(end) : null));
  const filter = {
    ...series,
    ...(ofSeries && { keys: ofSeries }),
    ...(from && { from: from.start }),
    ...(to && { to: to.end }),
  };
  for (let after: { key: string; period: string } | null = null; ;) {
    const rows: readonly { key: string; period: string }[] = await readStateKeys(db, filter, {
      ...{ asOf: { sequence }, after, limit: PAGE },
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ key, period }) => `${key}/${period}`);
    after = { key: last.key, period: last.period };
  }
}
