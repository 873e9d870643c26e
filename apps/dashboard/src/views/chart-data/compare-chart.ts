import type { ServedState } from '@silkgauge/contract';
import type { ShownMeasure, RunsOver } from '../../address/address.ts';
import { barLegendOf } from '../../charts/mark/legend-keys.ts';
import { measuresOf } from '../../figures/sides.ts';
import { frequencyOf, nearestPeriods, newestFirst } from '../../words/period.ts';
import { rankingsOf, type RankingOptions } from './rankings.ts';
import { commonPeriod, isPart, measuresAmong } from './selection.ts';

/** The most other periods below the ranking. */
const MOST_OTHERS = 3;

export const partsOf = (states: readonly ServedState[], by: RunsOver): readonly ServedState[] =>
  states.filter((state) => isPart(state, by));

export interface FocusAsked {
  readonly measure: ShownMeasure;
  readonly period: string | null;
  /** The headline's period. */
  readonly headline: string | null;
  /** Whether the states are an incomplete list. */
  readonly isCut: boolean;
}

/**
 * Measure and period: the headline's period if two states have the measure in it, else the most common one.
 * Of an incomplete list the most common period is unknown, so the headline's is taken.
 */
export function compareFocus(states: readonly ServedState[], asked: FocusAsked) {
  const measures = measuresAmong(states);
  const measure = measures.includes(asked.measure) ? asked.measure : (measures[0] ?? 'growth');
  const { headline, isCut } = asked;
  const told = states.filter(
    (state) => state.period === headline && measuresOf(state).some((one) => one.measure === measure),
  );
  const period = isCut || told.length > 1 ? headline : commonPeriod(states, measure);
  return { measures, measure, period: asked.period ?? period };
}

export type CompareFocus = ReturnType<typeof compareFocus>;

/** Rankings of one period, with periods of other lengths apart. */
export function compareChart(states: readonly ServedState[], period: string | null, options: RankingOptions) {
  const of = (one: string) =>
    rankingsOf(
      states.filter((state) => state.period === one),
      options,
    );
  const told = [...new Set(states.map((state) => state.period))];
  const others = nearestPeriods(told, period).filter(
    (one) => period === null || frequencyOf(one) !== frequencyOf(period) || one === '_U',
  );
  const ranked = period === null ? [] : of(period);
  const apart = others
    .map((one) => ({ period: one, rankings: of(one) }))
    .filter(({ rankings }) => rankings.length > 0)
    .slice(0, MOST_OTHERS);
  const shown = [period, ...apart.map((one) => one.period)];
  const rankings = [...ranked, ...apart.flatMap((one) => one.rankings)];
  return {
    ranked,
    /** Rankings of periods of other lengths, the nearest first. */
    apart,
    states: states.filter((state) => shown.includes(state.period)),
    /** Periods to choose from, newest first. */
    periods: [...new Set([...told, ...(period === null ? [] : [period])])].sort(newestFirst),
    legend: barLegendOf(rankings.flatMap(({ marks }) => marks)),
  };
}

export type CompareChart = ReturnType<typeof compareChart>;
