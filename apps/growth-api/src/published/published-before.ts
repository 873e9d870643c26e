import { addFigure, affectedByTotal, affectedKeys, seriesBehind, setTotal } from '@silkgauge/growth';
import { SaidBefore } from '@silkgauge/known';
import type { Candidate, Turns } from '@silkgauge/read-model';
import { SpokenOf, type Publications } from './published-figures.ts';
import type { PublishedLot } from './published-lots.ts';
import { bodyBy } from './published-state.ts';
import { arrivalsOf } from './published-vintages.ts';

/** What the sides of a state said before, one publication after another; nothing for a state without any. */
export async function publishedBefore(
  { published, facts }: Pick<PublishedLot, 'published' | 'facts'>,
  { smallBases }: Pick<Publications, 'smallBases'>,
  { key, period }: Candidate,
  turns: Turns,
): Promise<SaidBefore> {
  const said = new SaidBefore();
  const known = facts.get(key);
  if (!known) return said;
  const behind = new Set(seriesBehind(known).map((one) => one.key));
  const bears = ({ series_id }: { readonly series_id: string }): boolean =>
    behind.has(published.series.get(series_id)?.key ?? '');
  const spokenOf = new SpokenOf(published.series, smallBases);
  const arrivals = arrivalsOf(
    { ...published, prints: published.prints.filter(bears), totals: published.totals.filter(bears) },
    [],
  );
  let vintages = 0;
  for (const until of [...arrivals.keys()].sort()) {
    await turns.next();
    const { prints = [], totals = [] } = arrivals.get(until) ?? {};
    let isTouched = false;
    // One by one: what a print affects is told of the figures before it.
    for (const { series_id, print } of prints) {
      await turns.next();
      const of = spokenOf.facts(series_id);
      addFigure(of, print);
      isTouched ||= affectedKeys(of, print).some((to) => to.facts.key === key && to.period === period);
    }
    for (const { series_id, period: month, ...total } of totals) {
      const of = spokenOf.facts(series_id);
      setTotal(of, month, total);
      isTouched ||= of.key === key && affectedByTotal(of, month).includes(period);
    }
    const own = spokenOf.byKey.get(key);
    if (isTouched && own) said.take(bodyBy(own, period, until), (vintages += 1));
  }
  return said;
}
