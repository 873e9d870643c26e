import { DIMENSIONS, type Dimension, type Domain } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';

/** A filter of states. An absent member does not limit; lists hold the allowed values and are not empty. */
export interface GrowthFilter {
  readonly dimensions: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  readonly domain?: Domain;
  /** Normalised period codes. */
  readonly periods?: readonly string[];
  /** ISO dates, inclusive: selects periods that lie wholly between them, hence never `_U`. */
  readonly from?: string;
  readonly to?: string;
}

/** Members that a filter compares. `bounds` are the first and last day of the period; null for `_U`. */
export interface Filtered {
  readonly series: SeriesDimensions;
  readonly domain: string;
  readonly period: string;
  readonly bounds: { readonly start: string; readonly end: string } | null;
}

/**
 * SQL: the filter as a condition on `series s`, parameters $1 to $10. Filtered statements have no name, so
 * that PostgreSQL plans with the given values and drops absent conditions.
 */
export const SERIES_CONDITION = [
  ...DIMENSIONS.map((name, index) => {
    const parameter = `$${String(index + 1)}::text[]`;
    return `(${parameter} is null or s.${name} = any(${parameter}))`;
  }),
  '($10::text is null or s.domain = $10::text)',
].join(' and ');

export function seriesParameters(filter: Pick<GrowthFilter, 'dimensions' | 'domain'>): unknown[] {
  return [...DIMENSIONS.map((name) => filter.dimensions[name] ?? null), filter.domain ?? null];
}

/** SQL: the filter on periods, parameters $11 to $13; `period` and `bounds` are table aliases. */
export function periodCondition(period: string, bounds: string): string {
  return `($11::text[] is null or ${period}.period = any($11::text[]))
      and ($12::date is null or ${bounds}.period_start >= $12::date)
      and ($13::date is null or ${bounds}.period_end <= $13::date)`;
}

export function filterParameters(filter: GrowthFilter): unknown[] {
  return [...seriesParameters(filter), filter.periods ?? null, filter.from ?? null, filter.to ?? null];
}

/** The same filter for states in memory. */
export function matchesFilter(filter: GrowthFilter, one: Filtered): boolean {
  return (
    DIMENSIONS.every((name) => filter.dimensions[name]?.includes(one.series[name]) ?? true) &&
    (filter.domain === undefined || filter.domain === one.domain) &&
    (filter.periods?.includes(one.period) ?? true) &&
    (filter.from === undefined || (one.bounds !== null && one.bounds.start >= filter.from)) &&
    (filter.to === undefined || (one.bounds !== null && one.bounds.end <= filter.to))
  );
}
