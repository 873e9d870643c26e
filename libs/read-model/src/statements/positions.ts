import { plainArray } from '../array-text.ts';
import type { Queryable } from '../read-model.ts';

export interface Claim {
  /** Counts the assignments of the partition; the fence of its owner. */
  readonly epoch: bigint;
  /** The next offset to deal with. */
  readonly next: bigint;
}

/** Takes a partition over: raises its epoch, so that whoever had it can commit no more, and says where it stands. */
export async function claimPosition(db: Queryable, topic: string, partition: number): Promise<Claim> {
  const { rows } = await db.query<{ epoch: string; next_offset: string }>({
    name: 'claim-position',
    text: `insert into consumer_position (topic, partition, epoch) values ($1, $2, 1)
           on conflict (topic, partition) do update set epoch = consumer_position.epoch + 1
           returning epoch, next_offset`,
    values: [topic, partition],
  });
  const row = rows[0];
  if (!row) throw new Error(`claiming ${topic}/${String(partition)} returned no row`);
  return { epoch: BigInt(row.epoch), next: BigInt(row.next_offset) };
}

export interface Advance extends Claim {
  readonly topic: string;
  readonly partition: number;
  /** The position before; the statement fails when it is not. */
  readonly expected: bigint;
}

/** Compare and set: moves the position only for the present owner and only from the expected offset. False: fenced. */
export async function advancePosition(db: Queryable, to: Advance): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'advance-position',
    text: `update consumer_position set next_offset = $5
           where topic = $1 and partition = $2 and epoch = $3 and next_offset = $4`,
    values: [to.topic, to.partition, to.epoch, to.expected, to.next],
  });
  return rowCount === 1;
}

/** The same for several partitions, all of them or none that counts: how many were moved. */
export async function advancePositions(db: Queryable, to: readonly Advance[]): Promise<number> {
  const { rowCount } = await db.query({
    name: 'advance-positions',
    text: `update consumer_position p set next_offset = a.next
           from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[])
             as a(topic, partition, epoch, expected, next)
           where p.topic = a.topic and p.partition = a.partition and p.epoch = a.epoch and p.next_offset = a.expected`,
    values: [
      to.map(({ topic }) => topic),
      plainArray(to.map(({ partition }) => partition)),
      plainArray(to.map(({ epoch }) => epoch)),
      plainArray(to.map(({ expected }) => expected)),
      plainArray(to.map(({ next }) => next)),
    ],
  });
  return rowCount ?? 0;
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
