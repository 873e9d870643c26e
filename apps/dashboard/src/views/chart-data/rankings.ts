import type { ServedState } from '@silkgauge/contract';
import type { ShownMeasure, RunsOver } from '../../address/address.ts';
import type { Mark } from '../../charts/mark/mark.ts';
import { markOf, sidesAt } from '../../figures/marks.ts';
import { mainComparison, shownSide } from '../../figures/sides.ts';
import { nameOf, seriesSource, seriesTitle, shortNameOf, sourceApart } from '../../words/series-names.ts';
import type { Words } from '../../words/words-of.ts';

/** Marks of one comparison and one unit. */
export interface Ranking {
  /** `GY`, `G1`, a period or `_U`; null for measures without a comparison. */
  readonly comparison: string | null;
  readonly unit: string;
  /** Largest first. */
  readonly marks: readonly Mark[];
}

export interface RankingOptions {
  readonly by: RunsOver;
  readonly measure: ShownMeasure;
  readonly words: Words;
}

/** Rankings of states of one period, one for each comparison and unit. */
export function rankingsOf(states: readonly ServedState[], options: RankingOptions): readonly Ranking[] {
  const { by, measure, words } = options;
  const apart = sourceApart(states.map(({ series }) => series));
  const rankings = new Map<string, { comparison: string | null; unit: string; marks: Mark[] }>();
  for (const state of states) {
    const comparison = measure === 'growth' ? mainComparison(state) : null;
    const unit = shownSide(sidesAt(state, measure, comparison))?.side.unit;
    const name = shortNameOf(by, state.series[by], words);
    const note = noteOf(state, options, apart(state.series, words));
    const mark = markOf(state, { measure, comparison, words, name, note });
    if (!mark || unit === undefined) continue;
    const key = `${comparison ?? ''} ${unit}`;
    const ranking = rankings.get(key) ?? { comparison, unit, marks: [] };
    ranking.marks.push(mark);
    rankings.set(key, ranking);
  }
  return [...rankings.values()].map(({ marks, ...rest }) => ({ ...rest, marks: marks.sort(largestFirst) }));
}

/** The note of a bar, for differences that the name does not show: source, series or flow. */
function noteOf(
  { series }: ServedState,
  { by, words }: RankingOptions,
  apart: readonly string[],
): string | null {
  const source = seriesSource(series, words);
  if (by === 'area') return source;
  if (by === 'reporter') return `${seriesTitle(series, words)} · ${source}`;
  const flow = series.flow === '_T' || by === 'flow' ? [] : [nameOf('flow', series.flow, words)];
  return [...flow, ...apart].join(' · ') || null;
}

/** Descending by value, for readings by the smallest one: no reading is preferred. */
function largestFirst(a: Mark, b: Mark): number {
  const least = ({ points }: Mark) => Math.min(...points.map(({ at, low }) => at ?? low ?? 0));
  return least(b) - least(a) || (a.name < b.name ? -1 : 1);
}
