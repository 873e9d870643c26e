import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, Consumer, Kafka } from 'kafkajs';
import type { Comparison } from './compare.ts';
import type { ExpectedRow } from './expected-table.ts';
import { LastRecords } from './last-records.ts';

export interface TopicCheck extends Comparison {
  readonly records: number;
  readonly tombstones: number;
  /** Append time of the last record, ms since 1970. */
  readonly lastAppended: number;
}

/**
 * Reads the committed records of a compacted topic until the last records are as expected and the end is
 * reached, or `within` ms have passed.
 */
export async function checkTopic(
  kafka: Kafka,
  topic: string,
  expected: readonly ExpectedRow[],
  within = 60_000,
): Promise<TopicCheck> {
  const last = new LastRecords();
  const read = new Map<number, bigint>();
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, maxBytesPerPartition: 8 << 20 });
  await admin.connect();
  await follow(consumer, topic, last, read);
  try {
    let comparison: Comparison = { same: false, differences: ['nothing was read'] };
    let compared = -1;
    for (const deadline = performance.now() + within; performance.now() < deadline; await pause(250)) {
      if (!(await isReadToEnd(admin, topic, read)) || last.records === compared) continue;
      compared = last.records;
      comparison = last.compare(expected);
      if (comparison.same) break;
    }
    const { records, tombstones, lastAppended } = last;
    return { ...comparison, records, tombstones, lastAppended };
  } finally {
    await consumer.disconnect();
    await admin.disconnect();
  }
}

async function follow(
  consumer: Consumer,
  topic: string,
  last: LastRecords,
  read: Map<number, bigint>,
): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch: { partition, messages } }) => {
      for (const { key, value, timestamp } of messages)
        last.add(String(key), value === null ? null : String(value), Number(timestamp));
      const end = messages.at(-1);
      if (end) read.set(partition, BigInt(end.offset));
      return Promise.resolve();
    },
  });
}

/** The last transaction ends with a marker, which consumers do not receive. */
async function isReadToEnd(admin: Admin, topic: string, read: ReadonlyMap<number, bigint>): Promise<boolean> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.every(
    ({ partition, high }) => BigInt(high) === 0n || (read.get(partition) ?? -1n) >= BigInt(high) - 2n,
  );
}
