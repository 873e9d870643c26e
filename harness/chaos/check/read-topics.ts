import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { placeName } from '@silkgauge/contract';
import type { IHeaders, Kafka } from 'kafkajs';

export interface StoredRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

const END = 'end-of-what-is-checked';
const IDLE_MS = 30_000;

/**
 * All committed records of the topics, by partition in order. With `marked`, an end record is written first:
 * an aborted transaction would hide the end. @throws Error when the broker withholds records
 */
export async function readTopics(
  kafka: Kafka,
  topics: readonly string[],
  marked: boolean,
): Promise<StoredRecord[]> {
  const ends = await endsOf(kafka, topics);
  if (marked) await markEnds(kafka, ends);
  const waiting = new Map([...ends].filter(([, end]) => marked || end > 0n));
  const found: StoredRecord[] = [];
  let lastSeen = Date.now();
  const consumer = kafka.consumer({ groupId: `chaos-${randomUUID()}`, maxBytesPerPartition: 8 << 20 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch: { topic, partition, messages } }) => {
        lastSeen = Date.now();
        for (const { key, value, headers, offset } of messages) {
          const isMark = marked && key?.toString() === END;
          const at = BigInt(offset);
          if (!isMark)
            found.push({
              topic,
              partition,
              offset: at,
              key: key?.toString() ?? null,
              value,
              headers: single(headers),
            });
          const end = waiting.get(placeName({ topic, partition })) ?? 0n;
          if (isMark || (!marked && at >= end - 1n)) waiting.delete(placeName({ topic, partition }));
        }
        return Promise.resolve();
      },
    });
    while (waiting.size > 0) {
      if (Date.now() - lastSeen > IDLE_MS)
        throw new Error(
          `nothing more came of ${[...waiting.keys()].join(', ')}, which end at ${[...waiting.values()].join(', ')}`,
        );
      await pause(20);
    }
  } finally {
    await consumer.disconnect();
  }
  return found.sort(byPlace);
}

/** Offset of the next record, by `topic/partition`. */
export async function endsOf(kafka: Kafka, topics: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    for (const topic of topics) {
      for (const { partition, high } of await admin.fetchTopicOffsets(topic))
        ends.set(placeName({ topic, partition }), BigInt(high));
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}

async function markEnds(kafka: Kafka, places: ReadonlyMap<string, bigint>): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  for (const place of places.keys()) {
    const [topic = '', partition] = place.split('/');
    await producer.send({ topic, messages: [{ key: END, value: END, partition: Number(partition) }] });
  }
  await producer.disconnect();
}

function single(headers: IHeaders | undefined): Record<string, Buffer> {
  const first = Object.entries(headers ?? {}).map(([name, value]) => {
    const one = (Array.isArray(value) ? value[0] : value) ?? '';
    return [name, typeof one === 'string' ? Buffer.from(one) : one] as const;
  });
  return Object.fromEntries(first);
}

function byPlace(a: StoredRecord, b: StoredRecord): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition || Number(a.offset - b.offset);
}
