import type { ServedState } from '@silkgauge/contract';
import {
  levelContribution,
  OVER_YEAR,
  resolveComparison,
  showRational,
  type Measurement,
} from '@silkgauge/growth';
import type { Filter, RunsOver } from '../../address/address.ts';
import { quantityOf } from '../../figures/quantity.ts';
import { less, type Gap } from '../../figures/sides.ts';
import { shownPlace } from '../../words/shown-digits.ts';

/** The code of totals. */
const WHOLE = '_T';

/** Digits after the point of contributions, as in states. */
const SCALE = 4;

/** The same period a year before; null for a period without one. */
export const yearBefore = (period: string): string | null =>
  resolveComparison(period, OVER_YEAR).comparedWith;

/** The filter of the parts along a dimension, with their whole. */
export const withWhole = (filter: Filter, by: RunsOver): Filter => {
  const codes = filter[by];
  return codes ? { ...filter, [by]: [...new Set([...codes, WHOLE])] } : filter;
};

export interface WorkedContributions {
  /** Parts with a level in both years, each with its contribution in points. */
  readonly parts: readonly ServedState[];
  /** Parts of the period without a level in one of both years. */
  readonly untold: number;
  /** Growth of the whole, in points, less all contributions; null where several wholes are there. */
  readonly rest: Gap | null;
  /** Whether the levels of the whole are sums of its parts, as a printed one is in conflict. */
  readonly isSummed: boolean;
}

/**
 * What each part added to the growth of its whole over the year: 100 (level - base) / base of the whole, as
 * `level-contribution@1` of states. `states` are of the period and of the year before, with those of the
 * wholes. A whole whose print conflicts with the sum of its declared parts counts by that sum.
 */
export function workedContributions(
  states: readonly ServedState[],
  period: string,
  by: RunsOver,
): WorkedContributions {
  const before = yearBefore(period);
  const levels = new Map(states.map((state) => [`${placeOf(state)} ${state.period}`, levelOf(state)]));
  const levelAt = (place: string, at: string | null) => levels.get(`${place} ${at ?? ''}`) ?? null;
  const own = states.filter((state) => state.period === period && state.series[by] !== WHOLE);
  const wholes = new Map<string, string[]>();
  const parts = own.flatMap((state): ServedState[] => {
    const whole = placeOf({ ...state, series: { ...state.series, [by]: WHOLE } });
    const side = contributionOf(levelOf(state), levelAt(placeOf(state), before), levelAt(whole, before));
    if (!side) return [];
    wholes.set(whole, [...(wholes.get(whole) ?? []), side.value ?? '0']);
    return [told(state, side)];
  });
  const [[whole, values] = ['', []], ...others] = [...wholes];
  const growth = contributionOf(levelAt(whole, period), levelAt(whole, before), levelAt(whole, before));
  const rest =
    others.length > 0 || !growth?.value
      ? null
      : { value: values.reduce((sum, one) => less(sum, one), growth.value), place: shownPlace(growth) };
  const isSummed = [period, before].some((at) => levelAt(whole, at)?.formula === SUM);
  return { parts, untold: own.length - parts.length, rest, isSummed };
}

const SUM = 'sum-of-declared-parts@1';

const placeOf = ({ series }: Pick<ServedState, 'series'>): string => Object.values(series).join('.');

/** The printed level, or the sum of declared parts that contradicts it; else the computed level. */
function levelOf({ level: { reported, computed, verdict } }: ServedState): Measurement | null {
  const isContradicted = verdict === 'conflicts' && computed?.formula === SUM;
  const side = isContradicted ? computed : (reported ?? computed);
  return side !== undefined && side.value !== null ? side : null;
}

function contributionOf(
  part: Measurement | null,
  base: Measurement | null,
  whole: Measurement | null,
): Measurement | null {
  if (!part || !base || !whole || part.unit !== whole.unit || base.unit !== whole.unit) return null;
  const [level, levelBefore, wholeBefore] = [quantityOf(part), quantityOf(base), quantityOf(whole)];
  const found = level && levelBefore && wholeBefore && levelContribution(level, levelBefore, wholeBefore);
  if (!found?.value) return null;
  return {
    value: showRational(found.value, SCALE, 'half-away'),
    low: showRational(found.low, SCALE, 'down'),
    high: showRational(found.high, SCALE, 'up'),
    unit: 'points',
    status: [part.status, base.status, whole.status].includes('P') ? 'P' : part.status,
    formula: 'level-contribution@1',
  };
}

const told = (state: ServedState, computed: Measurement): ServedState => ({
  ...state,
  other: { ...state.other, contribution: { computed, verdict: 'unchecked', gap: null } },
});
