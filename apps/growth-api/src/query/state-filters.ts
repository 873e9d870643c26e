import { DIMENSIONS, type Dimension } from '@silkgauge/contract';
import { areasIn } from '@silkgauge/known';
import type { ScopeFilter, StateFilter } from '@silkgauge/read-model';
import type { Given, ParameterReader } from './parameters.ts';
import {
  codeOrPrefix,
  dayOf,
  dimensionCode,
  domain,
  flag,
  listOf,
  period,
  place,
  verdict,
} from './readers.ts';

const ofDimensions = (reader: (dimension: Dimension) => ParameterReader<string>) =>
  Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, listOf(reader(dimension))])) as Record<
    Dimension,
    ParameterReader<readonly string[]>
  >;

/** Codes alone, of scopes of notices. */
export const codesAlone = ofDimensions(dimensionCode);

/** Codes, and prefixes of open lists. */
export const dimensions = ofDimensions(codeOrPrefix);

/** Filters of series. */
export const seriesFilter = { ...dimensions, within: listOf(place), domain };

/** Filters by period. */
export const periodFilter = { period: listOf(period), from: dayOf('start'), to: dayOf('end') };

/** Filters by what a state says. */
export const wordFilter = { verdict: listOf(verdict), flag: listOf(flag) };

/** Filters of series and periods. */
export const scopeFilter = { ...seriesFilter, ...periodFilter };

/** Filters of states. */
export const stateFilter = { ...scopeFilter, ...wordFilter };

export function dimensionsOf(given: Given<typeof dimensions>): ScopeFilter['dimensions'] {
  return Object.fromEntries(DIMENSIONS.flatMap((name) => (given[name] ? [[name, given[name]]] : [])));
}

export function seriesFilterOf(
  given: Given<typeof seriesFilter>,
): Omit<ScopeFilter, 'periods' | 'from' | 'to'> {
  return {
    dimensions: dimensionsOf(given),
    ...(given.within ? { within: areasIn(given.within) } : {}),
    ...(given.domain ? { domain: given.domain } : {}),
  };
}

export function periodFilterOf(
  given: Given<typeof periodFilter>,
): Pick<ScopeFilter, 'periods' | 'from' | 'to'> {
  return {
    ...(given.period ? { periods: given.period } : {}),
    ...(given.from ? { from: given.from } : {}),
    ...(given.to ? { to: given.to } : {}),
  };
}

export function wordFilterOf(given: Given<typeof wordFilter>): Pick<StateFilter, 'verdicts' | 'flags'> {
  return {
    ...(given.verdict ? { verdicts: given.verdict } : {}),
    ...(given.flag ? { flags: given.flag } : {}),
  };
}

export function scopeFilterOf(given: Given<typeof scopeFilter>): ScopeFilter {
  return { ...seriesFilterOf(given), ...periodFilterOf(given) };
}

export function stateFilterOf(given: Given<typeof stateFilter>): StateFilter {
  return { ...scopeFilterOf(given), ...wordFilterOf(given) };
}
