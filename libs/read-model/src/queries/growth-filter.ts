import { DIMENSIONS, hasCode, seriesKey, type Dimension, type Domain } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';

/** The areas that lie in one of some places. */
export interface AreaSet {
  readonly places: readonly string[];
  readonly contains: (area: string) => boolean;
}

/** A filter by series and period. An absent member does not limit; lists hold the allowed values and are not empty. */
export interface ScopeFilter {
  /** Codes; a code that ends in `*` stands for all codes that begin so. */
  readonly dimensions: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** Series keys. */
  readonly keys?: readonly string[];
  readonly within?: AreaSet;
  readonly domain?: Domain;
  /** Normalised period codes. */
  readonly periods?: readonly string[];
  /** ISO dates, inclusive: selects periods that lie wholly between them, hence never `_U`. */
  readonly from?: string;
  readonly to?: string;
}

/** A filter by what a state says, too: one of the verdicts on any side, one of the flags. */
export interface StateFilter extends ScopeFilter {
  readonly verdicts?: readonly string[];
  readonly flags?: readonly string[];
}

/** Several filters under one name; a state passes if it passes one of them. */
export interface Selection {
  readonly id: string;
  readonly sets: readonly StateFilter[];
}

/** A filter of states or, with `reasons`, of changes. */
export interface GrowthFilter extends StateFilter {
  readonly reasons?: readonly string[];
  readonly selection?: Selection;
}

/** Members that a filter compares. `bounds` are the first and last day of the period; null for `_U`. */
export interface Filtered {
  readonly series: SeriesDimensions;
  readonly domain: string;
  readonly period: string;
  readonly bounds: { readonly start: string; readonly end: string } | null;
  /** Verdicts, flags and reason of a state; absent for anything else, which no filter by them lets pass. */
  readonly words?: ReadonlySet<string>;
}

/** Whether a filter asks for more than series and period. */
export const asksForWords = ({ verdicts, flags, reasons }: Omit<GrowthFilter, 'selection'>): boolean =>
  (verdicts ?? flags ?? reasons) !== undefined;

/** Whether a filter limits anything. */
export const isNarrow = ({ dimensions, ...others }: GrowthFilter): boolean =>
  [...Object.values(dimensions), ...Object.values(others)].some((wanted) => wanted !== undefined);

/** What a filter of entries of the log asks of those that say nothing of verdicts, flags and reasons; null: they do not pass. */
export function withoutWords({ selection, ...own }: GrowthFilter): GrowthFilter | null {
  if (asksForWords(own)) return null;
  const sets = selection?.sets.filter((set) => !asksForWords(set));
  if (sets?.length === 0) return null;
  return { ...own, ...(selection && sets && { selection: { ...selection, sets } }) };
}

const isPrefix = (code: string): boolean => code.endsWith('*');

/** SQL pattern of a code or prefix; codes may contain the wildcard `_`. */
export const patternOf = (code: string): string => {
  const text = code.replace(/[\\%_]/g, String.raw`\$&`);
  return isPrefix(text) ? `${text.slice(0, -1)}%` : text;
};

/** Codes and, without their stars, prefixes of a list of codes. */
export function splitCodes(codes: readonly string[]): {
  exact: readonly string[];
  prefixes: readonly string[];
} {
  return {
    exact: codes.filter((code) => !isPrefix(code)),
    prefixes: codes.filter(isPrefix).map((code) => code.slice(0, -1)),
  };
}

/** The same filter for states and claims in memory. */
export function matchesFilter(filter: GrowthFilter, one: Filtered): boolean {
  return matches(filter, one) && (filter.selection?.sets.some((set) => matches(set, one)) ?? true);
}

function matches(filter: Omit<GrowthFilter, 'selection'>, one: Filtered): boolean {
  const says = (wanted: readonly string[] | undefined) =>
    wanted?.some((word) => one.words?.has(word) === true) ?? true;
  return matchesScope(filter, one) && says(filter.verdicts) && says(filter.flags) && says(filter.reasons);
}

function matchesScope(filter: ScopeFilter, { series, domain, period, bounds }: Filtered): boolean {
  return (
    DIMENSIONS.every((name) => {
      const codes = filter.dimensions[name];
      return codes === undefined || hasCode(codes, series[name]);
    }) &&
    (filter.keys?.includes(seriesKey(series)) ?? true) &&
    (filter.within?.contains(series.area) ?? true) &&
    (filter.domain === undefined || filter.domain === domain) &&
    (filter.periods?.includes(period) ?? true) &&
    (filter.from === undefined || (bounds !== null && bounds.start >= filter.from)) &&
    (filter.to === undefined || (bounds !== null && bounds.end <= filter.to))
  );
}
