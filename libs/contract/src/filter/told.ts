import { DIMENSIONS } from '../series-key.ts';
import { FILTER_NAMES, type FilterName, type GrowthFilter } from './table.ts';

/** A filter as query parameters of `/v1/growth`, whose lists are joined by commas. */
export const filterParameters = (
  filter: GrowthFilter,
): Readonly<Record<string, string | readonly string[]>> => ({
  ...Object.fromEntries(
    FILTER_NAMES.flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  ...(filter.selection && { selection: filter.selection.id }),
});

/** The same as pairs of texts. */
export const filterPairs = (filter: GrowthFilter): [string, string][] =>
  Object.entries(filterParameters(filter)).map(([name, value]) => [name, [value].flat().join(',')]);

/** Names of filters as a sentence has them, all dimensions as one. */
export function inWords(names: readonly FilterName[]): string {
  const others = names.filter((name) => !DIMENSIONS.some((dimension) => dimension === name));
  return (
    ['dimensions (CN-* for a beginning)', ...others.slice(0, -1)].join(', ') + ` and ${others.at(-1) ?? ''}`
  );
}
