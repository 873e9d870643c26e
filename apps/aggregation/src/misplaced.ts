import { partitionOf, type InRecord, type RecordBatch } from '@silkgauge/kafka';
import type { ClassifiedRecord } from './classify.ts';

/** Where a record stands: its partition, and how many the topic has. */
export type RecordPlace = Pick<RecordBatch, 'partition' | 'partitions'>;

const FIX =
  "Produce with Kafka's default partitioner, murmur2 of the key (librdkafka: partitioner=murmur2_random).";

/**
 * Why a record does not stand where Kafka's default partitioner puts its key; null where it does. Order and identities of sales and of
 * notices are kept by partition: an event that comes by two of them would count twice, or in the wrong order.
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

/** Turns away a record that is well formed and stands elsewhere; its content stays as evidence. */
export function refuseMisplaced(classified: ClassifiedRecord, place: RecordPlace): ClassifiedRecord {
  if (classified.kind === 'rejected') return classified;
  const { record, event: identity } = classified;
  const reason = misplacement(record, place);
  return reason === null ? classified : { kind: 'rejected', record, rule: 'misplaced', reason, identity };
}
