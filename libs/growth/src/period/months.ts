import { normalisePeriod, periodBounds } from './period.ts';
import { memoized } from './memoized.ts';

/** A period of whole months within one calendar year; `first` and `last` from 1 to 12, both inclusive. */
export interface Months {
  readonly year: string;
  readonly first: number;
  readonly last: number;
}

/** The months of a period; null for a period that is not whole months of one year. */
export const monthsOf = memoized(readMonths);

function readMonths(period: string): Months | null {
  const bounds = periodBounds(period);
  if (!bounds) return null;
  const { start, end } = bounds;
  const year = start.slice(0, 4);
  const first = Number(start.slice(5, 7));
  const last = Number(end.slice(5, 7));
  return end.startsWith(year) && periodOfMonths(year, first, last) === period ? { year, first, last } : null;
}

/** The name of the months from `first` to `last` of a year: `2020-03`, `2020-Q2`, `2020-01-01/P5M`. */
export function periodOfMonths(year: string, first: number, last: number): string {
  const code = `${year}-${first < 10 ? '0' : ''}${String(first)}-01/P${String(last - first + 1)}M`;
  return named(code);
}

const named = memoized((code) => normalisePeriod(code) ?? code);

/**
 * The declared partitions of a period into equal periods, coarsest first: a year into halves, quarters and
 * months, five months into months. None for a month and for a period that is not whole months of one year.
 */
export const partitionsOf = memoized((period): readonly (readonly string[])[] => {
  const months = monthsOf(period);
  if (!months || months.first === months.last) return [];
  const { year, first, last } = months;
  const length = last - first + 1;
  return [6, 3, 1]
    .filter((size) => size < length && length % size === 0 && (first - 1) % size === 0)
    .map((size) =>
      Array.from({ length: length / size }, (_, at) =>
        periodOfMonths(year, first + at * size, first + at * size + size - 1),
      ),
    );
});

/** Whether a declared partition of `whole` has a part with these months. */
export function isInPartition({ year, first, last }: Months, whole: Months): boolean {
  const size = last - first + 1;
  const length = whole.last - whole.first + 1;
  if (year !== whole.year || first < whole.first || last > whole.last || size >= length) return false;
  return (
    (size === 6 || size === 3 || size === 1) &&
    length % size === 0 &&
    (whole.first - 1) % size === 0 &&
    (first - 1) % size === 0
  );
}

/** The two cumulative periods that differ by this one: `2021-07` is January to July less January to June. */
export const cumulativesAround = memoized((period): { longer: string; shorter: string } | null => {
  const months = monthsOf(period);
  if (!months || months.first === 1) return null;
  const { year, first, last } = months;
  return { longer: periodOfMonths(year, 1, last), shorter: periodOfMonths(year, 1, first - 1) };
});

/** Whether a cumulative period is one of the two that differ by a period. */
export function isAround(cumulative: Months, { year, first, last }: Months): boolean {
  if (year !== cumulative.year || !isCumulative(cumulative) || first === 1) return false;
  return last === cumulative.last || first === cumulative.last + 1;
}

/** Whether a period begins in January. */
export function isCumulative({ first }: Months): boolean {
  return first === 1;
}

/**
 * The other cumulative periods of the year of which the shorter covers at least half of the longer. With this
 * overlap the weights of parts cannot differ much between the two.
 */
export const mostlySame = memoized((period): readonly string[] => {
  const months = monthsOf(period);
  if (!months || !isCumulative(months)) return [];
  const { year, last } = months;
  return Array.from({ length: 12 }, (_, at) => at + 1)
    .filter((other) => other !== last && 2 * Math.min(other, last) >= Math.max(other, last))
    .map((other) => periodOfMonths(year, 1, other));
});
