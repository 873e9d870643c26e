import { yearBefore } from '../period/period.ts';
import { CONTRIBUTION_OF_RATES } from '../rules/contribution-of-rates.ts';
import { CONTRIBUTION_OF_LEVEL } from '../rules/contribution-of-share.ts';
import { GROWTH_GAP } from '../rules/growth-difference.ts';
import { LEVEL_CONTRIBUTION } from '../rules/level-contribution.ts';
import { partShares } from '../rules/part-shares.ts';
import { TWO_YEAR_AVERAGE, TWO_YEAR_AVERAGE_OF_LEVELS } from '../rules/two-year-average.ts';
import {
  breakFlag,
  breaksOf,
  calendarFlag,
  growthIn,
  levelIn,
  workOut,
  type Draft,
  type SeriesStates,
} from './transformation-sides.ts';
import type { Transformation } from './transformation.ts';

/**
 * The average of this year's growth and the growth a year before; where one is not known, as over a base of
 * zero in between, from the levels of this year and of two years before.
 */
export function twoYearAverages(series: SeriesStates): Transformation[] {
  const breaks = breaksOf(series);
  return [...series.states.keys()].flatMap((period) => {
    const before = yearBefore(period);
    const way = before === null ? undefined : averageWay(series, period, before, breaks);
    if (!way) return [];
    return workOut({
      transform: 'two-year-average',
      series,
      period,
      measure: 'growth',
      ...way,
      flags: [...calendarFlag(series, period), ...(way.flags ?? [])],
    });
  });
}

function averageWay(
  series: SeriesStates,
  period: string,
  before: string,
  breaks: readonly string[],
): Way | undefined {
  const [second, first] = [growthIn(series, period), growthIn(series, before)];
  if (first && second) return { rule: TWO_YEAR_AVERAGE, inputs: [second, first] };
  const start = yearBefore(before);
  const level = levelIn(series, period);
  const base = start === null ? undefined : levelIn(series, start);
  if (!level || !base || level.unit !== base.unit) return undefined;
  const flags = breakFlag(breaks, base.period, period);
  return { rule: TWO_YEAR_AVERAGE_OF_LEVELS, inputs: [level, base], isOverTime: true, flags };
}

/** Growth less the growth of the whole, in points. */
export function growthGaps(series: SeriesStates, whole: SeriesStates): Transformation[] {
  return [...series.states.keys()].flatMap((period) => {
    const own = growthIn(series, period);
    const reference = growthIn(whole, period);
    if (!own || !reference) return [];
    return workOut({
      transform: 'growth-gap',
      series,
      period,
      measure: 'growth-gap',
      rule: GROWTH_GAP,
      inputs: [own, reference],
    });
  });
}

/**
 * The contribution of a part to the growth of its whole, in points: from the levels of both years, else from
 * this year's levels and rates, else, given the `rest` of the whole, from the three rates.
 */
export function contributions(
  part: SeriesStates,
  whole: SeriesStates,
  rest: SeriesStates | undefined,
): Transformation[] {
  return [...part.states.keys()].flatMap((period) => {
    const draft =
      fromLevels(part, whole, period) ??
      fromLevelsAndRates(part, whole, period) ??
      (rest && fromRates(part, whole, rest, period));
    if (!draft) return [];
    return workOut({ transform: 'contribution', series: part, period, measure: 'contribution', ...draft });
  });
}

type Way = Pick<Draft, 'rule' | 'inputs' | 'isOverTime' | 'flags' | 'isWithheld'>;

function fromLevels(part: SeriesStates, whole: SeriesStates, period: string): Way | undefined {
  const before = yearBefore(period);
  const now = levelIn(part, period);
  const base = before === null ? undefined : levelIn(part, before);
  const wholeBase = before === null ? undefined : levelIn(whole, before);
  if (!now || !base || !wholeBase || now.unit !== base.unit || now.unit !== wholeBase.unit) return undefined;
  return { rule: LEVEL_CONTRIBUTION, inputs: [now, base, wholeBase], isOverTime: true };
}

function fromLevelsAndRates(part: SeriesStates, whole: SeriesStates, period: string): Way | undefined {
  const [level, wholeLevel] = [levelIn(part, period), levelIn(whole, period)];
  const [growth, wholeGrowth] = [growthIn(part, period), growthIn(whole, period)];
  if (!level || !wholeLevel || !growth || !wholeGrowth || level.unit !== wholeLevel.unit) return undefined;
  return { rule: CONTRIBUTION_OF_LEVEL, inputs: [level, wholeLevel, growth, wholeGrowth] };
}

/** Absent for parts' rates equal within rounding; withheld where the three rates contradict each other. */
function fromRates(
  part: SeriesStates,
  whole: SeriesStates,
  rest: SeriesStates,
  period: string,
): Way | undefined {
  const [g, x, m] = [growthIn(whole, period), growthIn(part, period), growthIn(rest, period)];
  if (!g || !x || !m) return undefined;
  const way: Way = { rule: CONTRIBUTION_OF_RATES, inputs: [g, x, m] };
  if (!g.quantity || !x.quantity || !m.quantity) return way;
  const { kind } = partShares({ whole: g.quantity, one: x.quantity, other: m.quantity });
  if (kind === 'infeasible') return { ...way, flags: ['infeasible-parts'], isWithheld: true };
  return kind === 'determined' ? way : undefined;
}
