import type { KafkaConfig } from '../broker/client.ts';
import { withCluster } from '../broker/cluster.ts';
import { offsetRanges } from '../broker/offsets.ts';
import { followTopic } from '../reader/follow-topic.ts';
import {
  scanTopics,
  type Scanned,
  type ScanListener,
  type ScanOptions,
  type ScanRange,
} from '../reader/scan-topics.ts';

/**
 * Questions of programs and operators to topics, beside reading as a group member. Each call opens and closes
 * its own connections.
 */
export const kafkaTopics = (kafka: KafkaConfig) => ({
  /** The offset range of each partition; waits for missing leaders. */
  ranges: (topic: string) => withCluster(kafka, (cluster) => offsetRanges(cluster, topic)),
  scan: (
    ranges: readonly ScanRange[],
    listener: ScanListener | ScanListener['take'],
    options?: ScanOptions,
  ) => scanTopics(kafka, ranges, listener, options),
  follow: (topic: string, take: (found: Scanned) => Promise<void>, signal: AbortSignal) =>
    followTopic(kafka, topic, take, signal),
});

export type Topics = ReturnType<typeof kafkaTopics>;
