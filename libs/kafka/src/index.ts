export { Fenced, SendFailed, SenderClosed, TooLarge } from './errors.ts';
export type {
  Header,
  InRecord,
  LogBatch,
  OutRecord,
  PartitionClaim,
  OffsetStore,
  RecordBatch,
  RecordList,
  RecordRun,
  RecordSink,
  SentRecord,
  WireRecord,
} from './records.ts';
export { kafkaVariables, type KafkaConfig, type KafkaLog } from './client.ts';
export { clearText, type KafkaSecurity } from './security.ts';
export { SafeProducer, type SafeProducerOptions } from './safe-producer.ts';
export { openSender, type SenderOptions } from './fenced-sender.ts';
export { earliestOffsets, latestOffsets } from './offsets.ts';
export { kafkaTopics } from './kafka-topics.ts';
export type { PartitionProgress, Reader, Sender, StrategyHealth, TopicRecords, Topics } from './ports.ts';
export {
  readReplication,
  replicationFault,
  replicationVariable,
  type Replication,
  type WantedReplication,
} from './replication.ts';
export { ReplicationProbe, ReplicationTooLow } from './replication-probe.ts';
export { ensureTopics, type EnsuredTopics, type TopicSpec } from './topics.ts';
export { decodeRecord, toKafkaRecord, type Decoded } from './cloud-events.ts';
export { decodeUtf8, parseJson, type ContentFault, type ParsedJson } from './parse-json.ts';
export { partitionOf, placeHash } from './murmur2.ts';
export { keptBytes, standsAt } from './bytes.ts';
export { HeaderPattern } from './header-pattern.ts';
export { plainAttributes, type PlainAttributes } from './plain-attributes.ts';
export { BatchPattern, PassErrorsOn, SinkPattern } from './batch-pattern.ts';
export { behind, BatchSink, lastBatchOf, type BatchLimits } from './batch-sink.ts';
export { KafkaBatchStrategy, type BatchStrategyOptions } from './batch-strategy.ts';
export type { PartitionHealth } from './partition-reader.ts';
export { BrokerProbe, type ProbeResult } from './broker-probe.ts';
export { scanTopics, type Scanned, type ScanListener, type ScanNext, type ScanRange } from './scan-topics.ts';
export type { UnreadableBatch } from './stored-batch.ts';
