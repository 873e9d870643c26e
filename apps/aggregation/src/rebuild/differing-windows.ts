import { placeName, type TopicPartition } from '@silkgauge/contract';
import { digestRemembered, readRemembered, type Queryable } from '@silkgauge/read-model';

/**
 * Partitions whose remembered sales differ. Both models may remember more than needed, cut into rows by
 * batches: the newest common sales must be equal, and the live model must hold `window` sales, or all.
 */
export async function differingWindows(
  live: Queryable,
  log: Queryable,
  window: number,
): Promise<TopicPartition[]> {
  const [ours, theirs] = [await readRemembered(live), await readRemembered(log)];
  const counts = new Map(ours.map((one) => [placeName(one), one.count]));
  const countOf = (place: TopicPartition): number => counts.get(placeName(place)) ?? 0;
  const shared = theirs.map((one) => ({ ...one, count: Math.min(one.count, countOf(one)) }));
  const [here, there] = [await digestRemembered(live, shared), await digestRemembered(log, shared)];
  const differing = theirs.filter(
    (one, at) => countOf(one) < Math.min(one.count, window) || here[at] !== there[at],
  );
  const known = new Set(theirs.map(placeName));
  return [...differing, ...ours.filter((one) => !known.has(placeName(one)))].map(({ topic, partition }) => ({
    topic,
    partition,
  }));
}
