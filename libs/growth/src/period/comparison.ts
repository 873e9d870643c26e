import { normalisePeriod, periodAfter, periodBefore, yearAfter, yearBefore } from './period.ts';
import { memoized } from './memoized.ts';

/** A transformation that takes the ratio of levels of two periods. */
export type RatioTransform = 'year-on-year' | 'period-on-period';

/** A comparison with a name: with the equal period at a fixed distance back. */
export interface NamedComparison {
  readonly key: string;
  readonly before: (period: string) => string | null;
  /** The inverse of `before`. */
  readonly after: (period: string) => string | null;
  /** The period compared with, in words. */
  readonly with: string;
  /** The name of growth over this comparison. */
  readonly words: { readonly en: string; readonly zh: string };
  /** The transformation that takes this ratio of levels; null where none does. */
  readonly transform: RatioTransform | null;
}

/** Shares, contributions, gaps and coverage breaks compare over the year. */
export const OVER_YEAR = 'GY';
export const OVER_PERIOD = 'G1';
/** No comparison is stated. */
export const NOT_STATED = '_U';

/** Every named comparison, in the order of a state; of two that lead to one period, the first is used. */
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

/** The comparisons that a print may give in place of a period. */
export const COMPARISON_KEYS: readonly string[] = [...COMPARISONS.map(({ key }) => key), NOT_STATED];

/** The comparison with this key; undefined for a period and for `_U`. */
export function namedComparison(key: string): NamedComparison | undefined {
  for (const named of COMPARISONS) if (named.key === key) return named;
  return undefined;
}

/** The period that growth of this key is compared with; null for `_U` and where the calendar has none. */
export function comparedPeriod(period: string, key: string): string | null {
  if (key === NOT_STATED) return null;
  const named = namedComparison(key);
  return named ? named.before(period) : key;
}

/** A comparison of one period: its key in a state's `growth`, and the period compared with, where known. */
export interface ResolvedComparison {
  /** The key of a named comparison, the period compared with, or `_U`. */
  readonly key: string;
  readonly comparedWith: string | null;
}

const UNKNOWN: ResolvedComparison = { key: NOT_STATED, comparedWith: null };

/**
 * Resolves the comparison of a print (a key or a period) for a period. The first named comparison that leads
 * to the period compared with gives the key.
 */
export function resolveComparison(period: string, comparison: string): ResolvedComparison {
  const named = namedComparison(comparison);
  const comparedWith = named ? named.before(period) : (normalisePeriod(comparison) ?? comparison);
  if (comparedWith === NOT_STATED) return UNKNOWN;
  for (const { key, before } of COMPARISONS)
    if (comparedWith !== null && before(period) === comparedWith) return { key, comparedWith };
  return { key: named?.key ?? comparedWith ?? NOT_STATED, comparedWith };
}

/** The named comparisons of a period; of two that lead to one period, the first. */
export const namedComparisons = memoized((period): readonly ResolvedComparison[] =>
  COMPARISONS.map(({ key }) => resolveComparison(period, key)).filter(
    ({ key }, at) => key === COMPARISONS[at]?.key,
  ),
);

/** The periods that the named comparisons compare this one with. */
export const comparedPeriods = memoized((period): readonly string[] => [
  ...new Set(COMPARISONS.flatMap(({ before }) => before(period) ?? [])),
]);

/** The periods that the named comparisons compare with this one. */
export const comparingPeriods = memoized((period): readonly string[] => [
  ...new Set(COMPARISONS.flatMap(({ after }) => after(period) ?? [])),
]);

/** Every comparison that growth may have: the named ones, printed periods, `_U`, in this order. */
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
