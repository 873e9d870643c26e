import type { ServedState } from '@silkgauge/contract';
import { MEASURES, type Filter, type ShownMeasure, type RunsOver } from '../../address/address.ts';
import { measuresOf } from '../../figures/sides.ts';
import { nameOf } from '../../words/names.ts';
import { frequencyOf, newestFirst, type Frequency } from '../../words/period.ts';
import type { Words } from '../../words/words-of.ts';
import { periodBounds, type SeriesDimensions } from '@silkgauge/growth';

type Dimension = keyof SeriesDimensions;

/**
 * What may differ between those that are compared along a dimension. Areas are reported by bodies of their own, with
 * coverages of their own, so these go with it, and each bar says which.
 */
const FREE: Readonly<Record<RunsOver, readonly Dimension[]>> = {
  area: ['area', 'reporter', 'coverage', 'currency', 'mode'],
  counterpart: ['counterpart', 'flow'],
  product: ['product', 'flow'],
  reporter: ['reporter', 'area', 'indicator', 'coverage', 'currency'],
  mode: ['mode', 'flow'],
  flow: ['flow'],
  indicator: ['indicator', 'coverage', 'currency', 'flow'],
};

/** Those compared along `by`: the main series with what may differ left open, within what the reader filtered. */
export function comparedFilter(main: Filter, filter: Filter, by: RunsOver): Filter {
  const free = FREE[by];
  const kept = Object.entries(main).filter(([dimension]) => !free.includes(dimension as Dimension));
  const flow: Filter = free.includes('flow') ? {} : { flow: ['_T', '_Z'] };
  return { ...flow, ...Object.fromEntries(kept), ...filter };
}

/** Codes that mean all of a dimension: the whole is no row among its parts. */
const WHOLE = '_T';

export function isPart(state: ServedState, by: RunsOver): boolean {
  return state.series[by] !== WHOLE || by === 'flow';
}

/** Flows that have a line each: the whole, its parts, and flows that are part of no whole. */
export const FLOWS = ['_T', 'X', 'M', '_Z'] as const;

export const flowName = (flow: string, words: Words): string =>
  flow === '_T' || flow === '_Z' ? words.t('answer.total') : nameOf('flow', flow, words);

/** Frequencies that anything is said in, longest periods first. */
export function frequenciesOf(states: readonly ServedState[]): readonly Frequency[] {
  const there = new Set(
    states.filter((state) => measuresOf(state).length > 0).map(({ period }) => frequencyOf(period)),
  );
  return (['A', 'S', 'Q', 'M', 'D', 'part'] as const).filter((one) => there.has(one));
}

/** The key with the highest count; of equals the first one. */
const most = <Key>(keys: readonly Key[], countOf: (key: Key) => number): Key | null =>
  keys.reduce<Key | null>((best, key) => (best === null || countOf(key) > countOf(best) ? key : best), null);

/** The frequency with most periods; of equals the longer one. */
export function mainFrequency(states: readonly ServedState[]): Frequency | null {
  const told = states.filter((state) => measuresOf(state).length > 0 && state.period !== '_U');
  const periods = [...new Set(told.map(({ period }) => period))];
  const countOf = (one: Frequency) => periods.filter((period) => frequencyOf(period) === one).length;
  return most(frequenciesOf(told), countOf);
}

export interface ChosenFrequency {
  /** Those that can be chosen, longest periods first. */
  readonly frequencies: readonly Frequency[];
  /** Null where there is none. */
  readonly frequency: Frequency | null;
}

/** The frequency asked for if it is among those offered, else the main one. */
export function chosenFrequency(
  states: readonly ServedState[],
  asked: Frequency | null,
  offered = frequenciesOf(states),
): ChosenFrequency {
  return { frequencies: offered, frequency: offered.find((one) => one === asked) ?? mainFrequency(states) };
}

/**
 * The period that most of those compared have, of equals the newest: the ranking with most in it. Periods that are not
 * stated are no common ground.
 */
export function commonPeriod(states: readonly ServedState[], measure: ShownMeasure): string | null {
  const told = states
    .filter((state) => state.period !== '_U' && measuresOf(state).some((one) => one.measure === measure))
    .map(({ period }) => period);
  const counts = Map.groupBy(told, (period) => period);
  return most([...counts.keys()].sort(newestFirst), (period) => counts.get(period)?.length ?? 0);
}

/** Measures that anything is told of among those compared, in the order they are offered. */
export function measuresAmong(states: readonly ServedState[]): readonly ShownMeasure[] {
  const told = new Set(states.flatMap((state) => measuresOf(state).map(({ measure }) => measure)));
  return MEASURES.filter((measure) => told.has(measure));
}

/**
 * The other periods, those that end nearest to the one in focus first: what a reader would look for beside it. Those that
 * are not stated could be any, and come before those that are years away.
 */
export function nearestPeriods(periods: readonly string[], focus: string | null): readonly string[] {
  const end = (period: string) => Date.parse(periodBounds(period)?.end ?? '');
  const from = focus === null ? Number.NaN : end(focus);
  const distance = (period: string) => {
    const days = Math.abs(end(period) - from) / 86_400_000;
    return Number.isNaN(days) ? 366 : days;
  };
  return periods
    .filter((one) => one !== focus)
    .sort((a, b) => distance(a) - distance(b) || newestFirst(a, b));
}
