import { addFigure, newWorld, seriesIn, setTotal, type SeriesFacts } from '@silkgauge/growth';
import { readPublished, type Published, type Queryable } from '@silkgauge/read-model';

/** What is known of series, by key. */
export type Facts = ReadonlyMap<string, SeriesFacts>;

/** Everything that was ever published: no store holds a later instant. */
export const ALWAYS = '9999-12-31T23:59:59.999Z';

/**
 * What could be known of some series by an instant: the prints published by then, theirs and those of the series that bear on
 * them, and the totals of the months of sales that were over. All periods: what a state rests on may lie in any.
 */
export function publishedOf(db: Queryable, keys: readonly string[], until: string): Promise<Published> {
  return readPublished(db, keys, { until, lastMonth: lastMonthOver(until), withRelated: true });
}

/** The same by series key, ready to work states out from. */
export async function worldOf(db: Queryable, keys: readonly string[], until: string): Promise<Facts> {
  return factsOf(await publishedOf(db, keys, until));
}

/** These series alone, without what may be worked out from others: their prints. */
export async function printsOf(db: Queryable, keys: readonly string[], until: string): Promise<Facts> {
  return factsOf(await readPublished(db, keys, { until, lastMonth: '', withRelated: false }));
}

function factsOf(published: Published): Facts {
  const facts = emptyFacts(published);
  for (const { series_id, print } of published.prints) {
    const of = facts.get(series_id);
    if (of) addFigure(of, print);
  }
  for (const { series_id, period, ...total } of published.totals) {
    const of = facts.get(series_id);
    if (of) setTotal(of, period, total);
  }
  return new Map([...facts.values()].map((of) => [of.key, of]));
}

/** By series id, with nothing in them yet. Customs and platforms never bear on one another: each has a world of its own. */
export function emptyFacts({ series }: Published): ReadonlyMap<number, SeriesFacts> {
  const worlds = { customs: newWorld(), platform: newWorld() };
  return new Map(series.map((row) => [row.series_id, seriesIn(worlds[row.domain], row)]));
}

/** The last month that is over with an instant, `YYYY-MM` in UTC. */
export function lastMonthOver(until: string): string {
  const date = new Date(until);
  const isLastMoment = new Date(date.getTime() + 1).getUTCMonth() !== date.getUTCMonth();
  if (!isLastMoment) date.setUTCDate(0);
  return date.toISOString().slice(0, 7);
}
