export { Fenced, Halted, NotYet, SendFailed, SenderClosed, TooLarge } from './broker/errors.ts';
export type {
  Header,
  InRecord,
  LogBatch,
  OutRecord,
  PartitionClaim,
  RecordBatch,
  RecordRun,
  RecordSink,
  WireRecord,
} from './wire/records.ts';
export type { UnreadableBatch } from './wire/record-batches.ts';
export { partitionOf, placeHash } from './wire/murmur2.ts';
export { decodeRecord, MAY_WRITE, PUSHED_BY, toKafkaRecord, type Decoded } from './event/cloud-events.ts';
export { decodeUtf8, parseJson } from './event/parse-json.ts';
export { plainAttributes, standsAt, type PlainAttributes } from './event/plain-attributes.ts';
export { kafkaVariables, type KafkaConfig } from './broker/client.ts';
export { clearText, type KafkaSecurity } from './broker/security.ts';
export { earliestOffsets, latestOffsets } from './broker/offsets.ts';
export { BrokerProbe } from './broker/broker-probe.ts';
export type { Sender, TopicRecords } from './sender/sender.ts';
export { SafeProducer } from './sender/safe-producer.ts';
export { openSender } from './sender/fenced-sender.ts';
export { BatchPattern, SinkPattern } from './reader/batch-pattern.ts';
export { behind, BatchSink } from './reader/batch-sink.ts';
export { KafkaBatchStrategy, type PartitionProgress, type Reader } from './reader/batch-strategy.ts';
export {
  scanTopics,
  type Scanned,
  type ScanListener,
  type ScanNext,
  type ScanRange,
} from './reader/scan-topics.ts';
export { TopicReading } from './reader/topic-reading.ts';
export { kafkaTopics, type Topics } from './topics/kafka-topics.ts';
export { ensureTopics } from './topics/topics.ts';
export { replicationVariable, type WantedReplication } from './topics/replication.ts';
export { lacksAcls } from './topics/apply-acls.ts';
export { ReplicationProbe } from './topics/replication-probe.ts';
