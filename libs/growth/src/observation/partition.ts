import type { SeriesDimensions } from './figure.ts';
import { partitionsOf } from '../period/months.ts';

/** What a sum may run over: a dimension of a series, or the reference period. */
export type SummedDimension = keyof SeriesDimensions | 'period';

/**
 * The sets of codes that a code is declared to be the sum of, coarsest first: exports and imports of the total flow; halves,
 * quarters and months of a year. Empty for everything else: areas overlap, coverages nest, goods are hierarchies, and a list
 * of modes or counterparts is never known to be whole, so no sum runs over them.
 * @example
 * declaredPartitions('flow', '_T') // [['X', 'M']]
 */
export function declaredPartitions(dimension: SummedDimension, code: string): readonly (readonly string[])[] {
  if (dimension === 'flow') return code === '_T' ? [['X', 'M']] : [];
  return dimension === 'period' ? partitionsOf(code) : [];
}
