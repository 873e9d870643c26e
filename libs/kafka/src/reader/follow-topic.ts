import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaConfig } from '../broker/client.ts';
import { withCluster } from '../broker/cluster.ts';
import { offsetRanges } from '../broker/offsets.ts';
import { scanPartition, type Scanned } from './scan-topics.ts';

/** Pause between looks at the ends of the topic, in milliseconds. */
const PAUSE = 1_000;

/**
 * Reads a topic from its beginning and goes on as records arrive, until `signal` is aborted. No offset is kept
 * anywhere: a reader that starts again gets all records again, as suits a compacted topic. An unreadable batch
 * is given to `take` once in each reading, and passed over.
 *
 * @throws an error of `take`, and when the broker does not answer or the topic is missing
 */
export const followTopic = (
  kafka: KafkaConfig,
  topic: string,
  take: (found: Scanned) => Promise<void>,
  signal: AbortSignal,
): Promise<void> =>
  withCluster(kafka, async (cluster) => {
    const places = new Map<number, bigint>();
    while (!signal.aborted) {
      for (const [partition, { low, high }] of await offsetRanges(cluster, topic)) {
        const place = places.get(partition) ?? low;
        // A topic that was made anew may end before the place, and is read from its beginning.
        const from = place < low || place > high ? low : place;
        const listener = { take: (found: Scanned) => take(found).then(() => found.unreadable?.next) };
        if (from < high)
          await scanPartition(cluster, { topic, partition, from, until: high }, listener, false, signal);
        places.set(partition, high);
      }
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  });
