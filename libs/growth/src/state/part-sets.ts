import type { SeriesDimensions } from '../observation/figure.ts';
import { keyOf } from '../observation/links.ts';
import { getOrAdd } from '../period/memoized.ts';
import { forgetAll, forgetSum } from './memo.ts';
import type { PartSet, SeriesFacts, SeriesGraph } from './series-facts.ts';

const NONE: readonly PartSet[] = [];

/** The declared partitions that a series is the whole or a part of. */
export function partSetsOf(
  { declared, partSets }: SeriesGraph,
  key: string,
  dimensions: SeriesDimensions,
): Pick<SeriesFacts, 'partitions' | 'partOf'> {
  let [partitions, partOf] = [NONE, NONE];
  for (const [at, { reporter, indicator, dimension, whole, parts }] of declared.partitions.entries()) {
    if (reporter !== dimensions.reporter || indicator !== dimensions.indicator) continue;
    const isWhole = dimensions[dimension] === whole;
    if (!isWhole && !parts.includes(dimensions[dimension])) continue;
    const of = isWhole ? key : keyOf({ ...dimensions, [dimension]: whole });
    const name = `${of} ${String(at)}`;
    const set = getOrAdd(partSets, name, () => newPartSet(name, dimension, parts));
    if (isWhole) partitions = [...partitions, set];
    else partOf = [...partOf, set];
  }
  return { partitions, partOf };
}

const newPartSet = (name: string, dimension: PartSet['dimension'], codes: PartSet['codes']): PartSet => ({
  name,
  dimension,
  codes,
  whole: undefined,
  parts: new Map(),
  present: new Map(),
});

export function joinPartSets(facts: SeriesFacts): void {
  for (const set of facts.partitions) set.whole = facts;
  for (const { parts, dimension } of facts.partOf) parts.set(facts.dimensions[dimension], facts);
}

export function leavePartSets(facts: SeriesFacts): void {
  if (facts.partitions.length + facts.partOf.length === 0) return;
  forgetParts(facts);
  for (const set of facts.partitions) set.whole = undefined;
  for (const { parts, dimension } of facts.partOf) parts.delete(facts.dimensions[dimension]);
  for (const { name, whole, parts } of [...facts.partitions, ...facts.partOf])
    if (!whole && parts.size === 0) facts.graph.partSets.delete(name);
}

/** Notes that a period of a part has its first printed level (1) or has none any more (-1). */
export function countPart({ partOf }: SeriesFacts, period: string, by: 1 | -1): void {
  for (const { present } of partOf) {
    const count = (present.get(period) ?? 0) + by;
    if (count > 0) present.set(period, count);
    else present.delete(period);
  }
}

/** Drops the cached sums that rest on a printed level of a part. */
export function forgetSums({ partOf }: SeriesFacts, period: string): void {
  for (const { whole } of partOf) if (whole) forgetSum(whole, period);
}

/** Notes that the figures of a part are no longer in memory. */
export function forgetParts(facts: SeriesFacts): void {
  if (facts.partOf.length === 0) return;
  for (const { period, level } of facts.periods.values())
    if (level.reported.length > 0) countPart(facts, period, -1);
  for (const { whole } of facts.partOf) if (whole) forgetAll(whole);
}

/** Whether every part has a printed level; counted, because a whole may have a hundred parts. */
export function isComplete({ present, codes }: PartSet, period: string): boolean {
  return present.get(period) === codes.length;
}

/** The wholes with a printed level of every other part, whose sums a level of this part completes. */
export function wholesCompletedBy({ partOf, periods }: SeriesFacts, period: string): readonly SeriesFacts[] {
  if (partOf.length === 0) return [];
  const own = (periods.get(period)?.level.reported.length ?? 0) > 0 ? 1 : 0;
  return partOf.flatMap(({ present, codes, whole }) =>
    whole && (present.get(period) ?? 0) - own === codes.length - 1 ? [whole] : [],
  );
}
