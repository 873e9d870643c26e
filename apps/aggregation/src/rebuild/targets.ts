import { INPUT_TOPICS, placeName, type TopicPartition } from '@silkgauge/contract';
import type { Topics } from '@silkgauge/kafka';
import { readPositions, type Queryable } from '@silkgauge/read-model';
import { OperatorError } from '../ops/operator-config.ts';

export interface ReplayTarget extends TopicPartition {
  /** Position after the last record to replay. */
  readonly next: bigint;
}

/** Live positions of partitions with processed records. */
export async function liveTargets(live: Queryable): Promise<ReplayTarget[]> {
  const positions = await readPositions(live);
  return positions
    .map(({ topic, partition, next }) => ({ topic, partition, next: BigInt(next) }))
    .filter(({ next }) => next > 0n);
}

/** Present ends of the input topics. */
export async function endTargets(topics: Topics, topicPrefix: string): Promise<ReplayTarget[]> {
  const targets: ReplayTarget[] = [];
  for (const input of INPUT_TOPICS) {
    const topic = topicPrefix + input;
    for (const [partition, { high: next }] of await topics.ranges(topic))
      targets.push({ topic, partition, next });
  }
  return targets;
}

/**
 * @throws OperatorError `refused` if the broker lacks records up to a target: a read model from a part of the
 * log would be wrong without a sign
 */
export async function requireLog(
  topics: Topics,
  ranges: readonly (ReplayTarget & { readonly from: bigint })[],
): Promise<void> {
  for (const topic of new Set(ranges.map((range) => range.topic))) {
    const found = await topics.ranges(topic);
    for (const range of ranges.filter((one) => one.topic === topic)) {
      const { partition, from, next } = range;
      const name = placeName(range);
      const { low: begin, high: end } = found.get(partition) ?? { low: 0n, high: 0n };
      if (begin > from)
        refuse(
          `the records of ${name} from ${String(from)} to ${String(begin - 1n)} are not on the broker any more`,
        );
      if (end < next) refuse(`${name} ends at ${String(end)}, before ${String(next)}`);
    }
  }
}

function refuse(why: string): never {
  throw new OperatorError('refused', `The log does not have it all: ${why}. Nothing was done.`);
}
