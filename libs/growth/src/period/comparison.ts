import { normalisePeriod, periodAfter, periodBefore, yearAfter, yearBefore } from './period.ts';
import { memoized } from './memoized.ts';

/** A comparison that has a name: with the equal period that lies so far back. */
export interface NamedComparison {
  readonly key: string;
  readonly before: (period: string) => string | null;
  /** The inverse of `before`. */
  readonly after: (period: string) => string | null;
  /** The period compared with. */
  readonly with: string;
  /** How growth is called that compares so. */
  readonly words: { readonly en: string; readonly zh: string };
  /** The transformation that takes this ratio of levels. */
  readonly transform: 'year-on-year' | 'period-on-period';
}

/** Shares, contributions, gaps and coverage breaks compare over the year. */
export const OVER_YEAR = 'GY';
export const OVER_PERIOD = 'G1';
/** No comparison is stated. */
export const NOT_STATED = '_U';

/** Every named comparison, in the order of a state; of two that lead to one period the first is used. */
export const COMPARISONS = [
  {
    key: OVER_YEAR,
    before: yearBefore,
    after: yearAfter,
    with: 'the same period a year before',
    words: { en: 'on a year before', zh: '同比' },
    transform: 'year-on-year',
  },
  {
    key: OVER_PERIOD,
    before: periodBefore,
    after: periodAfter,
    with: 'the period before',
    words: { en: 'on the period before', zh: '环比' },
    transform: 'period-on-period',
  },
] as const satisfies readonly NamedComparison[];

export type ComparisonKey = (typeof COMPARISONS)[number]['key'];

/** What a print may give as its comparison beside a period. */
export const COMPARISON_KEYS: readonly string[] = [...COMPARISONS.map(({ key }) => key), NOT_STATED];

/** The comparison with this key; undefined for a period and where none is stated. */
export function namedComparison(key: string): NamedComparison | undefined {
  for (const named of COMPARISONS) if (named.key === key) return named;
  return undefined;
}

/** The period that growth of this key is compared with; null where there is none or none is stated. */
export function comparedPeriod(period: string, key: string): string | null {
  if (key === NOT_STATED) return null;
  const named = namedComparison(key);
  return named ? named.before(period) : key;
}

/** What a comparison speaks of: its key in a state's `growth`, and the period compared with where that is known. */
export interface ResolvedComparison {
  /** Of a named comparison, `_U`, or the period compared with. */
  readonly key: string;
  readonly comparedWith: string | null;
}

const UNKNOWN: ResolvedComparison = { key: NOT_STATED, comparedWith: null };

/**
 * Resolves the comparison of a print, a key or a period, for a period. A period that a named comparison leads to goes to
 * the first of those.
 */
export function resolveComparison(period: string, comparison: string): ResolvedComparison {
  const named = namedComparison(comparison);
  const comparedWith = named ? named.before(period) : (normalisePeriod(comparison) ?? comparison);
  if (comparedWith === NOT_STATED) return UNKNOWN;
  for (const { key, before } of COMPARISONS)
    if (comparedWith !== null && before(period) === comparedWith) return { key, comparedWith };
  return { key: named?.key ?? comparedWith ?? NOT_STATED, comparedWith };
}

/** The named comparisons of a period; of two that lead to one period the first. */
export const namedComparisons = memoized((period): readonly ResolvedComparison[] =>
  COMPARISONS.map(({ key }) => resolveComparison(period, key)).filter(
    ({ key }, at) => key === COMPARISONS[at]?.key,
  ),
);

/** The periods that this one is compared with by name. */
export const comparedPeriods = memoized((period): readonly string[] => [
  ...new Set(COMPARISONS.flatMap(({ before }) => before(period) ?? [])),
]);

/** The periods that are compared with this one by name. */
export const comparingPeriods = memoized((period): readonly string[] => [
  ...new Set(COMPARISONS.flatMap(({ after }) => after(period) ?? [])),
]);

/** Every comparison there may be growth for: the named ones, periods that were printed, `_U`, in this order. */
export function comparisonsOf(
  period: string,
  printed: ReadonlyMap<string, unknown> | undefined,
): readonly ResolvedComparison[] {
  const usual = namedComparisons(period);
  if (!printed || printed.size === 0 || (printed.size === 1 && printed.has(OVER_YEAR))) return usual;
  const periods = [...printed.keys()].filter((key) => !COMPARISON_KEYS.includes(key)).sort();
  const all = [...usual, ...periods.map((key) => ({ key, comparedWith: key }))];
  return printed.has(NOT_STATED) ? [...all, UNKNOWN] : all;
}
