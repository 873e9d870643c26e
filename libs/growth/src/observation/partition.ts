import type { SeriesDimensions } from './figure.ts';
import { partitionsOf } from '../period/months.ts';

/** A dimension that a sum may run over: one of a series, or the reference period. */
export type SummedDimension = keyof SeriesDimensions | 'period';

/**
 * The sets of codes that a code is declared to be the sum of, coarsest first: exports and imports of the
 * total flow; halves, quarters and months of a year. Empty for the other dimensions: areas overlap, coverages
 * nest, products are hierarchies, and lists of modes or counterparts are not known to be complete, unless a
 * register declares it for a reporter (`Declarations`).
 * @example
 * declaredPartitions('flow', '_T') // [['X', 'M']]
 */
export function declaredPartitions(dimension: SummedDimension, code: string): readonly (readonly string[])[] {
  if (dimension === 'flow') return code === '_T' ? [['X', 'M']] : [];
  return dimension === 'period' ? partitionsOf(code) : [];
}
