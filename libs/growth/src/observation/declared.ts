import type { SeriesDimensions } from './figure.ts';
import { keyOf } from './links.ts';
import { publishersOf, type PublisherOf } from './publisher.ts';

/** Codes of one dimension that a register declares to make up a whole, for the series of a reporter. */
export interface DeclaredPartition {
  readonly reporter: string;
  readonly indicator: string;
  readonly dimension: keyof SeriesDimensions;
  readonly whole: string;
  readonly parts: readonly string[];
}

/** The declarations of the registers that states rest on. */
export interface Declarations {
  readonly partitions: readonly DeclaredPartition[];
  /** By reporter: the country that the reporter is at home in. */
  readonly homes: ReadonlyMap<string, string>;
  /** Of figures whose events name none. */
  readonly publishers: PublisherOf;
}

export const NOTHING_DECLARED: Declarations = {
  partitions: [],
  homes: new Map(),
  publishers: publishersOf(new Map()),
};

/** The keys of the series that are declared to make up a series; a named series need not exist. */
export function declaredParts({ partitions }: Declarations, dimensions: SeriesDimensions): readonly string[] {
  return partitions
    .filter(
      ({ reporter, indicator, dimension, whole }) =>
        reporter === dimensions.reporter &&
        indicator === dimensions.indicator &&
        dimensions[dimension] === whole,
    )
    .flatMap(({ dimension, parts }) => parts.map((code) => keyOf({ ...dimensions, [dimension]: code })));
}
