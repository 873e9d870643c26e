import { plainArray } from '../arrays.ts';
import { Overtaken } from '../errors.ts';
import type { Queryable } from '../read-model.ts';

/** A record batch of the log: what tells it from another one at the same offset. */
export interface LastBatch {
  /** Of its first record. */
  readonly offset: bigint;
  readonly leaderEpoch: number;
  /** CRC-32C of its content. */
  readonly crc: number;
  /** In milliseconds since 1970, a string of digits. */
  readonly appendTime: string;
  /** Whose clock: 1 the broker's, 0 producers'. */
  readonly timestampType: 0 | 1;
}

/** As it is stored; null where none is known. */
export function lastBatchText(last: LastBatch | null | undefined): string | null {
  if (!last) return null;
  const { offset, leaderEpoch, crc, appendTime, timestampType } = last;
  return JSON.stringify({ offset: String(offset), leaderEpoch, crc, appendTime, timestampType });
}

export interface Claim {
  /** Counts the assignments of the partition; the fence of its owner. */
  readonly epoch: bigint;
  /** The next offset to deal with. */
  readonly next: bigint;
}

export interface Claimed extends Claim {
  /** The last record batch that was dealt with; null where that is not known. */
  readonly last: LastBatch | null;
  /** The id of the topic that was read; null where that is not known. */
  readonly topicId: string | null;
}

interface ClaimedRow {
  readonly epoch: string;
  readonly next_offset: string;
  readonly topic_id: string | null;
  readonly last_batch: (Omit<LastBatch, 'offset'> & { readonly offset: string }) | null;
}

/** Takes a partition over: raises its epoch, so that whoever had it can commit no more, and says where it stands. */
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

/** Keeps the id of the topic that is read from now on, unless somebody else has the partition meanwhile. */
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
  /** The position before; where it is another nothing is written. */
  readonly expected: bigint;
  /** The last record batch that is dealt with; where none is known the one before stays. */
  readonly last?: LastBatch | null;
}

/**
 * From here to the end of the transaction these partitions stay with their owner and where they are.
 *
 * @throws Overtaken when one has a newer owner or stands elsewhere
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

/** Where a partition stands, without taking it over; null when nobody ever claimed it. */
export async function findPosition(db: Queryable, topic: string, partition: number): Promise<bigint | null> {
  const { rows } = await db.query<{ next_offset: string }>({
    name: 'find-position',
    text: 'select next_offset from consumer_position where topic = $1 and partition = $2',
    values: [topic, partition],
  });
  return rows[0] ? BigInt(rows[0].next_offset) : null;
}
