import type { Measure } from '@silkgauge/codelists';
import { comparedPeriod, comparingPeriods } from '../period/comparison.ts';
import {
  cumulativesAround,
  isAround,
  isCumulative,
  isInPartition,
  monthsOf,
  periodOfMonths,
} from '../period/months.ts';
import { yearAfter, yearBefore } from '../period/period.ts';
import type { Distance } from '../rules/rule.ts';
import type { SeriesFacts } from './series-facts.ts';

/** The period of an input; null for none, several, or a period that the caller of the rule knows. */
export function periodAt(period: string, at: Distance): string | null {
  switch (at) {
    case 'same':
      return period;
    case 'year-before':
      return yearBefore(period);
    case 'year-after':
      return yearAfter(period);
    case 'longer':
    case 'shorter':
      return cumulativesAround(period)?.[at] ?? null;
    case 'compared':
    case 'comparing':
    case 'parts':
      return null;
  }
}

/** The inverse of `periodAt`: the periods whose numbers may be worked out from a number of `period`. */
export function periodsReading(
  facts: SeriesFacts,
  { measure, period, key }: { readonly measure: Measure; readonly period: string; readonly key: string },
  at: Distance,
): readonly string[] {
  switch (at) {
    case 'same':
      return [period];
    case 'year-before':
      return present(yearAfter(period));
    case 'year-after':
      return present(yearBefore(period));
    case 'compared':
      return [...comparingPeriods(period), ...(facts.comparedBy.get(period)?.keys() ?? [])];
    case 'comparing': {
      const keys = measure === 'growth' ? [key] : [...(facts.periods.get(period)?.growth.keys() ?? [])];
      return keys.flatMap((one) => present(comparedPeriod(period, one)));
    }
    case 'parts':
      return sumsOf(facts, period);
    case 'longer':
    case 'shorter':
      return differencesOf(facts, period);
  }
}

const present = (period: string | null): readonly string[] => (period === null ? [] : [period]);

/** The periods of interest that have `period` in a declared partition. */
function sumsOf(facts: SeriesFacts, period: string): readonly string[] {
  const months = monthsOf(period);
  if (!months) return [];
  return [...new Set([...periodsOfInterest(facts, months.year), months.year])].filter((other) => {
    const whole = monthsOf(other);
    return whole !== null && isInPartition(months, whole);
  });
}

/** Periods with a cumulative one as `longer` or `shorter`: the months at its end, and others of interest. */
function differencesOf(facts: SeriesFacts, period: string): readonly string[] {
  const months = monthsOf(period);
  if (!months || !isCumulative(months)) return [];
  const { year, last } = months;
  const found = [last, last + 1]
    .filter((month) => month > 1 && month <= 12)
    .map((month) => periodOfMonths(year, month, month));
  for (const other of periodsOfInterest(facts, year)) {
    const of = monthsOf(other);
    if (of && isAround(months, of)) found.push(other);
  }
  return [...new Set(found)];
}

/** Adds for China January-February, always shown, and November-December, compared with it. */
function periodsOfInterest({ isInChina, ofInterest }: SeriesFacts, year: string): readonly string[] {
  const periods = [...(ofInterest.get(year) ?? [])];
  if (isInChina) periods.push(periodOfMonths(year, 1, 2), periodOfMonths(year, 11, 12));
  return periods;
}
