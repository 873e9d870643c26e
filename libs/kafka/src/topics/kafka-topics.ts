import type { TopicSpec } from '@silkgauge/contract';
import type { KafkaConfig } from '../broker/client.ts';
import { withCluster } from '../broker/cluster.ts';
import { offsetRanges, type OffsetRange } from '../broker/offsets.ts';
import { scanTopics, type ScanListener, type ScanOptions, type ScanRange } from '../reader/scan-topics.ts';
import { readReplication, type Replication } from './replication.ts';
import { ensureTopics, type EnsuredTopics } from './topics.ts';

/** What programs and operators ask of topics, beside reading them as a member of a group. */
export interface Topics {
  /** Creates what is missing, and sets what differs of a topic's configuration. */
  ensure(specs: readonly TopicSpec[]): Promise<EnsuredTopics>;
  /** How those of them that there are are replicated now. */
  replication(names: readonly string[]): Promise<readonly Replication[]>;
  /** Where each partition begins and ends now; waits for leaders for a while. */
  ranges(topic: string): Promise<ReadonlyMap<number, OffsetRange>>;
  /**
   * Reads parts of topics once, with records as they stand there, and commits nothing. An error of the listener ends it.
   *
   * @throws when the broker does not answer, a topic is missing, or records are not there any more
   */
  scan(
    ranges: readonly ScanRange[],
    listener: ScanListener | ScanListener['take'],
    options?: ScanOptions,
  ): Promise<void>;
}

/** The topics of these brokers. Each question has connections of its own, and leaves none behind. */
export const kafkaTopics = (kafka: KafkaConfig): Topics => ({
  ensure: (specs) => ensureTopics(kafka, specs),
  replication: (names) => readReplication(kafka, names),
  ranges: (topic) => withCluster(kafka, (cluster) => offsetRanges(cluster, topic)),
  scan: (ranges, listener, options) => scanTopics(kafka, ranges, listener, options),
});
