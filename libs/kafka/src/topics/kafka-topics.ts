import type { KafkaConfig } from '../broker/client.ts';
import { withCluster } from '../broker/cluster.ts';
import { offsetRanges } from '../broker/offsets.ts';
import { scanTopics, type ScanListener, type ScanOptions, type ScanRange } from '../reader/scan-topics.ts';

/**
 * What programs and operators ask of the topics of these brokers, beside reading them as a member of a group. Each question has
 * connections of its own, and leaves none behind.
 */
export const kafkaTopics = (kafka: KafkaConfig) => ({
  /** Where each partition begins and ends now; waits for leaders for a while. */
  ranges: (topic: string) => withCluster(kafka, (cluster) => offsetRanges(cluster, topic)),
  scan: (
    ranges: readonly ScanRange[],
    listener: ScanListener | ScanListener['take'],
    options?: ScanOptions,
  ) => scanTopics(kafka, ranges, listener, options),
});

export type Topics = ReturnType<typeof kafkaTopics>;
