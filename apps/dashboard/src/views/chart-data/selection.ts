import type { Availability, ServedState } from '@silkgauge/contract';
import { MEASURES, RUNS_OVER, type Filter, type ShownMeasure, type RunsOver } from '../../address/address.ts';
import { measuresOf } from '../../figures/sides.ts';
import { nameOf } from '../../words/series-names.ts';
import { frequencyOf, newestFirst, type Frequency } from '../../words/period.ts';
import type { Words } from '../../words/words-of.ts';
import type { SeriesDimensions } from '@silkgauge/growth';

type Dimension = keyof SeriesDimensions;

/** Dimensions that may differ along a dimension. Each bar of an area names its reporter and coverage. */
const FREE: Readonly<Record<RunsOver, readonly Dimension[]>> = {
  area: ['area', 'reporter', 'coverage', 'currency', 'mode'],
  counterpart: ['counterpart', 'flow'],
  product: ['product', 'flow'],
  reporter: ['reporter', 'area', 'indicator', 'coverage', 'currency'],
  mode: ['mode', 'flow'],
  flow: ['flow'],
  indicator: ['indicator', 'coverage', 'currency', 'flow'],
};

/** The filter of a comparison along `by`: the main series with free dimensions open, within the filter. */
export function comparedFilter(main: Filter, filter: Filter, by: RunsOver): Filter {
  const free = FREE[by];
  const kept = Object.entries(main).filter(([dimension]) => !free.includes(dimension as Dimension));
  const flow: Filter = free.includes('flow') ? {} : { flow: ['_T', '_Z'] };
  return { ...flow, ...Object.fromEntries(kept), ...filter };
}

/** The code of totals. */
const WHOLE = '_T';
const NO_MEMBERS: ReadonlySet<string> = new Set([WHOLE, '_Z', '_U']);

/** Dimensions of which a filter leaves members to compare, in the order of `RUNS_OVER`. */
export function dimensionsToRun({ dimensions }: Pick<Availability, 'dimensions'>, filter: Filter) {
  const membersOf = (by: RunsOver) =>
    dimensions[by].filter(({ code }) => !NO_MEMBERS.has(code) && (filter[by]?.includes(code) ?? true));
  const several = RUNS_OVER.filter((by) => membersOf(by).length > 1);
  return several.length > 0 ? several : RUNS_OVER.filter((by) => membersOf(by).length > 0);
}

export function isPart(state: ServedState, by: RunsOver): boolean {
  return state.series[by] !== WHOLE || by === 'flow';
}

/** Flows with a line each: total, exports, imports, and `_Z` where flows do not apply. */
export const FLOWS = ['_T', 'X', 'M', '_Z'] as const;

export const flowName = (flow: string, words: Words): string =>
  flow === '_T' || flow === '_Z' ? words.t('answer.total') : nameOf('flow', flow, words);

/** Frequencies with figures, longest periods first. */
export function frequenciesOf(states: readonly ServedState[]): readonly Frequency[] {
  const there = new Set(
    states.filter((state) => measuresOf(state).length > 0).map(({ period }) => frequencyOf(period)),
  );
  return (['A', 'S', 'Q', 'M', 'D', 'part'] as const).filter((one) => there.has(one));
}

/** The key with the highest count, of equals the first; null without keys. */
const most = <Key>(keys: readonly Key[], countOf: (key: Key) => number): Key | null =>
  keys.reduce<Key | null>((best, key) => (best === null || countOf(key) > countOf(best) ? key : best), null);

/** The frequency with most stated periods, of equals the longer one; null without periods. */
export function mainFrequency(states: readonly ServedState[]): Frequency | null {
  const told = states.filter((state) => measuresOf(state).length > 0 && state.period !== '_U');
  const periods = [...new Set(told.map(({ period }) => period))];
  const countOf = (one: Frequency) => periods.filter((period) => frequencyOf(period) === one).length;
  return most(frequenciesOf(told), countOf);
}

export interface ChosenFrequency {
  /** Frequencies to choose from, longest periods first. */
  readonly frequencies: readonly Frequency[];
  readonly frequency: Frequency | null;
}

/** The frequency asked for if offered, else the main one. */
export function chosenFrequency(
  states: readonly ServedState[],
  asked: Frequency | null,
  offered = frequenciesOf(states),
): ChosenFrequency {
  return { frequencies: offered, frequency: offered.find((one) => one === asked) ?? mainFrequency(states) };
}

/** The stated period that most states have, of equals the newest; null without figures of the measure. */
export function commonPeriod(states: readonly ServedState[], measure: ShownMeasure): string | null {
  const told = states
    .filter((state) => state.period !== '_U' && measuresOf(state).some((one) => one.measure === measure))
    .map(({ period }) => period);
  const counts = Map.groupBy(told, (period) => period);
  return most([...counts.keys()].sort(newestFirst), (period) => counts.get(period)?.length ?? 0);
}

/** Measures with figures, in the order of `MEASURES`. */
export function measuresAmong(states: readonly ServedState[]): readonly ShownMeasure[] {
  const told = new Set(states.flatMap((state) => measuresOf(state).map(({ measure }) => measure)));
  return MEASURES.filter((measure) => told.has(measure));
}
