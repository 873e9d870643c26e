import type { Flag } from '@silkgauge/codelists';
import { monthsOf, periodOfMonths } from '../period/months.ts';
import { COMPARISONS, OVER_PERIOD, resolveComparison, type RatioTransform } from '../period/comparison.ts';
import { havePeriodsEqualLength, yearBefore } from '../period/period.ts';
import type { Quantity } from '../number/interval.ts';
import { INDEX_NUMBER } from '../rules/index-number.ts';
import { RATIO, RATIO_OF_SUMS } from '../rules/ratio.ts';
import { STATED } from '../rules/stated.ts';
import { sumOfParts } from '../rules/sum-of-parts.ts';
import { SUM_OF_PERIODS } from '../rules/sum-of-periods.ts';
import { WEIGHTED_GROWTH } from '../rules/weighted-growth.ts';
import {
  breakFlag,
  breaksOf,
  calendarFlag,
  growthIn,
  levelIn,
  workOut,
  type Draft,
  type SeriesStates,
  type TransformationSide,
  type SideList,
} from './transformation-sides.ts';
import type { Transformation } from './transformation.ts';

/** The levels of the first `count` months of a year; undefined unless all are known, in one unit. */
function firstMonths(series: SeriesStates, year: string | null, count: number): SideList | undefined {
  const months: TransformationSide[] = [];
  for (let month = 1; year !== null && month <= count; month += 1) {
    const level = levelIn(series, periodOfMonths(year, month, month));
    if (!level || level.unit !== (months[0] ?? level).unit) return undefined;
    months.push(level);
  }
  const [first, ...others] = months;
  return first && [first, ...others];
}

/** Every year to date with all its months known. */
function yearsToDate(series: SeriesStates): { period: string; year: string; months: SideList }[] {
  return [...series.states.keys()].flatMap((month) => {
    const at = monthsOf(month);
    if (!at || at.first !== at.last) return [];
    const months = firstMonths(series, at.year, at.last);
    return months ? [{ period: periodOfMonths(at.year, 1, at.last), year: at.year, months }] : [];
  });
}

const partOfYear = (months: SideList): readonly Flag[] => (months.length < 12 ? ['partial-period'] : []);

type Growth = Pick<Draft, 'rule' | 'inputs' | 'isOverTime'>;

/** From the levels of both years, else from each month's level and rate. */
function growthOfMonths(series: SeriesStates, now: SideList, base: SideList | undefined): Growth | undefined {
  return base && base[0].unit === now[0].unit ? sumGrowth(now, base) : weighedGrowth(series, now);
}

function sumGrowth(now: SideList, base: SideList): Growth {
  return {
    rule: {
      ...RATIO_OF_SUMS,
      compute: (all: readonly Quantity[]) =>
        RATIO_OF_SUMS.compute([sumOfParts(all.slice(0, now.length)), sumOfParts(all.slice(now.length))]),
    },
    inputs: [...now, ...base],
    isOverTime: true,
  };
}

function weighedGrowth(series: SeriesStates, levels: SideList): Growth | undefined {
  const months = levels.map((level) => ({ level, growth: growthIn(series, level.period) }));
  if (!months.every(hasGrowth)) return undefined;
  const [first, ...others] = months.flatMap(({ level, growth }) => [level, growth]);
  return first && { rule: WEIGHTED_GROWTH, inputs: [first, ...others] };
}

function hasGrowth(month: {
  level: TransformationSide;
  growth: TransformationSide | undefined;
}): month is { level: TransformationSide; growth: TransformationSide } {
  return month.growth !== undefined;
}

export function yearToDate(series: SeriesStates): Transformation[] {
  return yearsToDate(series).map(({ period, months }) =>
    workOut({
      transform: 'year-to-date',
      series,
      period,
      measure: 'level',
      rule: SUM_OF_PERIODS,
      inputs: months,
      flags: partOfYear(months),
    }),
  );
}

export function yearToDateGrowth(series: SeriesStates): Transformation[] {
  return yearsToDate(series).flatMap(({ period, year, months }) => {
    const growth = growthOfMonths(series, months, firstMonths(series, yearBefore(year), months.length));
    if (!growth) return [];
    return workOut({
      transform: 'year-to-date-growth',
      series,
      period,
      measure: 'growth',
      ...growth,
      flags: [...partOfYear(months), ...calendarFlag(series, period)],
    });
  });
}

/** Level of January and February together for each year, and growth over the year before. */
export function januaryFebruary(series: SeriesStates): Transformation[] {
  const years = new Set([...series.states.keys()].flatMap((period) => monthsOf(period)?.year ?? []));
  return [...years].flatMap((year) => {
    const period = periodOfMonths(year, 1, 2);
    const level = bothMonths(series, year);
    const growth = growthOfBoth(series, year, level);
    const drafts = [
      ...(level
        ? [{ measure: 'level' as const, rule: level.length === 1 ? STATED : SUM_OF_PERIODS, inputs: level }]
        : []),
      ...(growth ? [{ measure: 'growth' as const, ...growth }] : []),
    ];
    return drafts.map((draft) => workOut({ transform: 'january-february', series, period, ...draft }));
  });
}

/** The level of the period of both months, else the levels of each month. */
function bothMonths(series: SeriesStates, year: string | null): SideList | undefined {
  const together = year === null ? undefined : levelIn(series, periodOfMonths(year, 1, 2));
  return together ? [together] : firstMonths(series, year, 2);
}

/** The growth of the period of both months, else growth from the months of both years. */
function growthOfBoth(series: SeriesStates, year: string, level: SideList | undefined): Growth | undefined {
  const stated = growthIn(series, periodOfMonths(year, 1, 2));
  if (stated) return { rule: STATED, inputs: [stated] };
  return level && growthOfMonths(series, level, bothMonths(series, yearBefore(year)));
}

const WITHHOLDING: ReadonlySet<Flag> = new Set<Flag>(['small-base', 'coverage-break']);

/** Growth over the level of the period that a named comparison leads to. */
export function ratios(series: SeriesStates, transform: RatioTransform): Transformation[] {
  const named = COMPARISONS.find((one) => one.transform === transform);
  if (!named) return [];
  return [...series.states].flatMap(([period, state]) => {
    const before = named.before(period);
    const now = levelIn(series, period);
    const base = before === null ? undefined : levelIn(series, before);
    if (!now || !base || now.unit !== base.unit) return [];
    // The threshold for a small base and the shares of the family are known only to the state.
    const judged = state.growth[resolveComparison(period, named.key).key];
    const reasons = judged && !judged.computed ? state.flags.filter((flag) => WITHHOLDING.has(flag)) : [];
    return workOut({
      transform,
      series,
      period,
      measure: 'growth',
      rule: RATIO,
      inputs: [now, base],
      flags: [...calendarFlag(series, period, named.key === OVER_PERIOD), ...reasons],
      isWithheld: reasons.length > 0,
    });
  });
}

/** The index of every period as long as the base; the base period is 100. */
export function indexes(series: SeriesStates, base: string): Transformation[] {
  const at = levelIn(series, base);
  if (!at) return [];
  const breaks = breaksOf(series);
  return [...series.states.keys()].flatMap((period) => {
    const level = levelIn(series, period);
    if (!level || level.unit !== at.unit || !havePeriodsEqualLength(period, base)) return [];
    return workOut({
      transform: 'index',
      series,
      period,
      measure: 'index',
      rule: INDEX_NUMBER,
      inputs: [level, at],
      isOverTime: period !== base,
      flags: period === base ? [] : breakFlag(breaks, base, period),
    });
  });
}
