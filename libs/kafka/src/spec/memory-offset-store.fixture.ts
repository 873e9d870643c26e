import { placeName } from '@silkgauge/contract';
import { Fenced } from '../broker/errors.ts';
import type { ClaimedOffset, LogBatch, OffsetStore, RecordBatch } from '../wire/records.ts';

interface Row {
  epoch: bigint;
  next: bigint;
  last: LogBatch | null;
  topicId: string | null;
  values: string[];
}

/**
 * The aggregation's store in memory: position, epoch, last batch and values of a partition, changed together
 * or not at all.
 */
export class MemoryOffsetStore implements OffsetStore {
  readonly partitions = new Map<string, Row>();

  claim(topic: string, partition: number): Promise<ClaimedOffset> {
    const row = this.row(topic, partition);
    row.epoch += 1n;
    const { epoch, next, last, topicId } = row;
    return Promise.resolve({ epoch, next, last, topicId });
  }

  keepTopicId(topic: string, partition: number, epoch: bigint, topicId: string): Promise<void> {
    const row = this.row(topic, partition);
    if (row.epoch === epoch) row.topicId = topicId;
    return Promise.resolve();
  }

  position(topic: string, partition: number): Promise<bigint | null> {
    return Promise.resolve(this.row(topic, partition).next);
  }

  positions(): Promise<ReadonlyMap<string, bigint>> {
    return Promise.resolve(new Map([...this.partitions].map(([name, { next }]) => [name, next])));
  }

  /** Moves a partition from position `from`, as an operator does. */
  skip(topic: string, partition: number, from: bigint, next: bigint): void {
    const row = this.row(topic, partition);
    if (row.next !== from) throw new Error(`stands at ${String(row.next)}`);
    row.next = next;
    row.epoch += 1n;
  }

  /** @throws Fenced after a newer claim, or when the batch does not follow the former one */
  commit(batch: RecordBatch): void {
    const row = this.row(batch.topic, batch.partition);
    if (row.epoch !== batch.epoch || row.next !== batch.expected) throw new Fenced('claimed by another');
    row.next = batch.next;
    row.last = batch.last ?? row.last;
    for (const { value } of batch.records) row.values.push(String(value));
  }

  row(topic: string, partition: number): Row {
    const key = placeName({ topic, partition });
    const row = this.partitions.get(key) ?? {
      ...{ epoch: 0n, next: 0n, last: null, topicId: null, values: [] },
    };
    this.partitions.set(key, row);
    return row;
  }

  /** All values in the order of commits, partition after partition. */
  get values(): string[] {
    return [...this.partitions.values()].flatMap(({ values }) => values);
  }
}
