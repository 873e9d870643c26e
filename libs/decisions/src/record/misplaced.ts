import { partitionOf, type InRecord, type RecordBatch } from '@silkgauge/kafka';
import type { AcceptedRecord, RejectedRecord } from './classify.ts';

/** Partition of a record, and the number of partitions of its topic. */
export type RecordPlace = Pick<RecordBatch, 'partition' | 'partitions'>;

const FIX =
  "Produce with Kafka's default partitioner, murmur2 of the key (librdkafka: partitioner=murmur2_random).";

/**
 * Reason why a record is not on the partition of Kafka's default partitioner; null if it is. Order and
 * identities of sales and notices are kept by partition: an event on two partitions would count twice or out
 * of order.
 */
export function misplacement({ key }: Pick<InRecord, 'key'>, place: RecordPlace): string | null {
  const { partition, partitions } = place;
  if (partitions === null) return null;
  if (key === null) return `The record has no key, so it belongs on no partition. Give it its key. ${FIX}`;
  const home = partitionOf(key, partitions);
  if (home === partition) return null;
  const stands = `stands on partition ${String(partition)} of ${String(partitions)}`;
  return `The record ${stands}, its key belongs on partition ${String(home)}. ${FIX}`;
}

/** Rejects a valid record on a wrong partition; its content stays as evidence. */
export function refuseMisplaced(
  classified: AcceptedRecord | RejectedRecord,
  place: RecordPlace,
): AcceptedRecord | RejectedRecord {
  if (classified.kind === 'rejected') return classified;
  const { record, event: identity } = classified;
  const reason = misplacement(record, place);
  return reason === null ? classified : { kind: 'rejected', record, rule: 'misplaced', reason, identity };
}
