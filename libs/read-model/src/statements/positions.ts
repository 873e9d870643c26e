import { plainArray } from '../arrays.ts';
import { Overtaken } from '../errors.ts';
import type { Queryable } from '../read-model.ts';

/** Identity of a record batch, which differs from another log's batch at the same offset. */
export interface LastBatch {
  /** Offset of the first record. */
  readonly offset: bigint;
  readonly leaderEpoch: number;
  /** CRC-32C of the batch. */
  readonly crc: number;
  /** Milliseconds since 1970, as a decimal string. */
  readonly appendTime: string;
  /** 1: append time of the broker; 0: create time of producers. */
  readonly timestampType: 0 | 1;
}

export function lastBatchText(last: LastBatch | null | undefined): string | null {
  if (!last) return null;
  const { offset, leaderEpoch, crc, appendTime, timestampType } = last;
  return JSON.stringify({ offset: String(offset), leaderEpoch, crc, appendTime, timestampType });
}

export interface Claim {
  /** Counts the assignments of the partition and fences former owners. */
  readonly epoch: bigint;
  /** Next offset to apply. */
  readonly next: bigint;
}

export interface Claimed extends Claim {
  /** The last record batch that was applied; null if unknown. */
  readonly last: LastBatch | null;
  /** Id of the topic that was read; null if unknown. */
  readonly topicId: string | null;
}

interface ClaimedRow {
  readonly epoch: string;
  readonly next_offset: string;
  readonly topic_id: string | null;
  readonly last_batch: (Omit<LastBatch, 'offset'> & { readonly offset: string }) | null;
}

/** Takes over a partition: raises its epoch, which fences the former owner, and returns its position. */
export async function claimPosition(db: Queryable, topic: string, partition: number): Promise<Claimed> {
  const { rows } = await db.query<ClaimedRow>({
    name: 'claim-position',
    text: `insert into consumer_position (topic, partition, epoch) values ($1, $2, 1)
           on conflict (topic, partition) do update set epoch = consumer_position.epoch + 1
           returning epoch, next_offset, last_batch, topic_id`,
    values: [topic, partition],
  });
  const row = rows[0];
  if (!row) throw new Error(`claiming ${topic}/${String(partition)} returned no row`);
  const { last_batch: last } = row;
  return {
    epoch: BigInt(row.epoch),
    next: BigInt(row.next_offset),
    last: last && { ...last, offset: BigInt(last.offset) },
    topicId: row.topic_id,
  };
}

/** Stores the topic id of a partition, unless the partition has a newer owner. */
export async function keepTopicId(
  db: Queryable,
  { topic, partition, epoch }: { readonly topic: string; readonly partition: number; readonly epoch: bigint },
  topicId: string,
): Promise<void> {
  await db.query({
    name: 'keep-topic-id',
    text: 'update consumer_position set topic_id = $4 where topic = $1 and partition = $2 and epoch = $3',
    values: [topic, partition, epoch, topicId],
  });
}

export interface Advance extends Claim {
  readonly topic: string;
  readonly partition: number;
  /** The position before; the update requires equality. */
  readonly expected: bigint;
  /** The last record batch of this advance; null or absent keeps the stored batch. */
  readonly last?: LastBatch | null;
}

/**
 * Locks the rows of these partitions until the end of the transaction.
 *
 * @throws Overtaken if a partition has a newer owner or another position
 */
export async function holdClaims(tx: Queryable, claims: readonly Omit<Advance, 'next'>[]): Promise<void> {
  const { rows } = await tx.query({
    name: 'hold-claims',
    text: `select p.topic from consumer_position p
           join unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) as c(topic, partition, epoch, expected)
             on p.topic = c.topic and p.partition = c.partition and p.epoch = c.epoch and p.next_offset = c.expected
           for update of p`,
    values: [
      claims.map(({ topic }) => topic),
      plainArray(claims.map(({ partition }) => partition)),
      plainArray(claims.map(({ epoch }) => epoch)),
      plainArray(claims.map(({ expected }) => expected)),
    ],
  });
  if (rows.length !== claims.length) throw new Overtaken('moved on already');
}

/** Position of a partition without a claim; null if the partition was never claimed. */
export async function findPosition(db: Queryable, topic: string, partition: number): Promise<bigint | null> {
  const { rows } = await db.query<{ next_offset: string }>({
    name: 'find-position',
    text: 'select next_offset from consumer_position where topic = $1 and partition = $2',
    values: [topic, partition],
  });
  return rows[0] ? BigInt(rows[0].next_offset) : null;
}
