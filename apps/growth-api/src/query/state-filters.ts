import {
  DIMENSIONS,
  dimensionCode,
  FILTERS,
  listOf,
  PERIOD_FILTERS,
  SCOPE_FILTERS,
  SERIES_FILTERS,
  VERSION_FILTERS,
  type Dimension,
  type FilterName,
  type ParameterReader,
} from '@silkgauge/contract';

/** Readers of the parameters of some filters. */
const readersOf = <Name extends FilterName>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, FILTERS[name].read])) as {
    readonly [Each in Name]: (typeof FILTERS)[Each]['read'];
  };

/** Codes alone, of scopes of notices. */
export const codesAlone = Object.fromEntries(
  DIMENSIONS.map((dimension) => [dimension, listOf(dimensionCode(dimension))]),
) as Readonly<Record<Dimension, ParameterReader<readonly string[]>>>;

/** Codes, and prefixes of open lists. */
export const dimensions = readersOf(DIMENSIONS);
export const seriesFilter = readersOf(SERIES_FILTERS);
export const periodFilter = readersOf(PERIOD_FILTERS);
/** By what a state says. */
export const wordFilter = readersOf(VERSION_FILTERS);
export const scopeFilter = readersOf(SCOPE_FILTERS);
export const stateFilter = { ...scopeFilter, ...wordFilter };

/** The members of a query that these readers have read. */
export const partOf = <Given extends object, Name extends string>(
  given: Given,
  readers: Readonly<Record<Name, unknown>>,
): Pick<Given, Name & keyof Given> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(readers, name))) as Pick<
    Given,
    Name & keyof Given
  >;
