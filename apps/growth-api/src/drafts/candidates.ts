import { fitOf, isAnchored, wantedOf, type Contains, type ReadDraft, type Wanted } from '@silkgauge/draft';
import { seriesKey } from '@silkgauge/contract';
import { matchesFilter, type ScopeFilter, type StateName } from '@silkgauge/read-model';
import type { HeldSeries } from '../states/available-states.ts';

/** States that are read for one text: the best fits come first. */
export const MOST_CANDIDATES = 500;
/** Series and their periods that a text is held against, each in each of its contexts: tenths of a second. */
const MOST_LOOKS = 200_000;

export interface Candidates {
  readonly names: readonly StateName[];
  /** States that fit and are left out. */
  readonly left: number;
}

/** The states that the numbers of a draft may be of, by series and period alone. */
export function candidatesOf(
  draft: ReadDraft,
  held: readonly HeldSeries[],
  filter: ScopeFilter,
  contains: Contains,
): Candidates {
  const scores = new Map<string, { readonly name: StateName; score: number }>();
  const contexts = differentContexts(draft, contains);
  let looks = 0;
  let unseen = 0;
  const isNamed = namedByAny(contexts);
  for (const { series, domain, periods } of held) {
    if (!isNamed(series)) continue;
    if (looks >= MOST_LOOKS) {
      unseen += periods.length;
      continue;
    }
    for (const wanted of contexts) {
      looks += 1;
      if (looks >= MOST_LOOKS) {
        unseen += periods.length;
        break;
      }
      if (!isAnchored(wanted, series)) continue;
      for (const { code: period, bounds } of periods) {
        looks += 1;
        const fit = fitOf(wanted, series, period);
        if (!fit || !matchesFilter(filter, { series, domain, period, bounds })) continue;
        const name = { key: seriesKey(series), period };
        const known = scores.get(`${name.key}/${period}`);
        if (!known) scores.set(`${name.key}/${period}`, { name, score: fit.score });
        else known.score = Math.max(known.score, fit.score);
      }
    }
  }
  const best = [...scores.values()].sort((a, b) => b.score - a.score);
  return {
    names: best.slice(0, MOST_CANDIDATES).map(({ name }) => name),
    left: Math.max(0, best.length - MOST_CANDIDATES) + unseen,
  };
}

/** What numbers are of, each once: many numbers of a text share it. */
function differentContexts({ numbers }: ReadDraft, contains: Contains): readonly Wanted[] {
  const wanted = numbers
    .filter(({ isOpinion, context }) => !isOpinion && !context.isOfUnknown)
    .map(({ context }) => wantedOf(context, contains));
  return [
    ...new Map(
      wanted.map((one) => [
        JSON.stringify({ ...one, period: one.period && (one.period.period ?? one.period.form) }),
        one,
      ]),
    ).values(),
  ];
}

/** A quick look at whether any number's words name a series; it takes the same time for many contexts. */
function namedByAny(contexts: readonly Wanted[]): (series: HeldSeries['series']) => boolean {
  const reporters = new Set(contexts.flatMap(({ own, earlier }) => [...own.reporter, ...earlier.reporter]));
  const areas = new Set(contexts.flatMap(({ own, earlier }) => [...own.area, ...earlier.area]));
  return ({ reporter, area, counterpart }) =>
    reporters.has(reporter) || areas.has(area) || areas.has(counterpart);
}
