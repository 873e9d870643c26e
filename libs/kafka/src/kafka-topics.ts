import type { KafkaConfig } from './client.ts';
import { withCluster } from './cluster.ts';
import { offsetRanges } from './offsets.ts';
import type { Topics } from './ports.ts';
import { readReplication } from './replication.ts';
import { scanTopics } from './scan-topics.ts';
import { ensureTopics } from './topics.ts';

/** The topics of these brokers. Each question has connections of its own, and leaves none behind. */
export const kafkaTopics = (kafka: KafkaConfig): Topics => ({
  ensure: (specs) => ensureTopics(kafka, specs),
  replication: (names) => readReplication(kafka, names),
  ranges: (topic) => withCluster(kafka, (cluster) => offsetRanges(cluster, topic)),
  scan: (ranges, listener, options) => scanTopics(kafka, ranges, listener, options),
});
