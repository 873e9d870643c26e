import type { Queryable } from '../read-model.ts';

/** What lies at an offset that an operator steps over. */
export type SkipFound = 'record' | 'unreadable' | 'gone' | 'log-replaced';

export interface Skip {
  readonly topic: string;
  readonly partition: number;
  /** Where the partition stands, and where it goes on. */
  readonly from: bigint;
  readonly next: bigint;
  readonly found: SkipFound;
  /** What is wrong with what was found. */
  readonly cause: string;
  /** Why the operator steps over it. */
  readonly reason: string;
  readonly actor: string;
}

export interface MadeSkip extends Skip {
  readonly skippedAt: Date;
}

/**
 * Compare and set: moves the position only where it stands at `from`, raises the epoch so that whoever reads the
 * partition commits nothing more from before, and leaves the audit row, all or nothing. False when it stands elsewhere.
 */
export async function skipPosition(tx: Queryable, skip: Skip): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'skip-position',
    text: `with moved as (
             update consumer_position set next_offset = $4, epoch = epoch + 1
             where topic = $1 and partition = $2 and next_offset = $3 returning topic, partition)
           insert into position_skip (topic, partition, from_offset, next_offset, found, cause, reason, actor)
           select m.topic, m.partition, $3, $4, $5, $6, $7, $8 from moved m`,
    values: [
      skip.topic,
      skip.partition,
      skip.from,
      skip.next,
      skip.found,
      skip.cause,
      skip.reason,
      skip.actor,
    ],
  });
  return rowCount === 1;
}

/**
 * What was read of the log before stays as evidence, under offsets below zero: the new log's records have the same ones. Identities stay, in
 * their order, so what is sent again counts once. The last record batch is forgotten, as it is none of this log's.
 */
export async function setAsideLog(
  tx: Queryable,
  topic: string,
  partition: number,
  position: bigint,
): Promise<void> {
  const place = [topic, partition];
  const { rows } = await tx.query<{ lowest: string }>(
    `select least(0, (select min("offset") from event where topic = $1 and partition = $2),
       (select min("offset") from dead_letter where topic = $1 and partition = $2),
       (select min(from_offset) from position_skip where topic = $1 and partition = $2),
       (select min(next_offset) from position_skip where topic = $1 and partition = $2),
       (select min(first_offset) from identity_window where topic = $1 and partition = $2)) as lowest`,
    place,
  );
  const below = position - BigInt(rows[0]?.lowest ?? 0);
  await tx.query(
    `update position_skip set from_offset = from_offset - $3::bigint, next_offset = next_offset - $3::bigint
     where topic = $1 and partition = $2`,
    [...place, below],
  );
  for (const [table, column] of OFFSETS)
    await tx.query(
      `update ${table} set ${column} = ${column} - $3::bigint where topic = $1 and partition = $2`,
      [...place, below],
    );
  await tx.query(
    'update consumer_position set last_batch = null, topic_id = null where topic = $1 and partition = $2',
    place,
  );
}

const OFFSETS = [
  ['event', '"offset"'],
  ['dead_letter', '"offset"'],
  ['dead_letter_replay', '"offset"'],
  ['identity_window', 'first_offset'],
] as const;

/** The skips of these topics, in order of topic, partition and offset. */
export async function readSkips(db: Queryable, topics: readonly string[]): Promise<MadeSkip[]> {
  const { rows } = await db.query<{
    topic: string;
    partition: number;
    from_offset: string;
    next_offset: string;
    found: SkipFound;
    cause: string;
    reason: string;
    actor: string;
    skipped_at: Date;
  }>({
    name: 'read-skips',
    text: `select topic, partition, from_offset, next_offset, found, cause, reason, actor, skipped_at
           from position_skip where topic = any($1::text[]) order by topic, partition, from_offset`,
    values: [topics],
  });
  return rows.map(({ from_offset, next_offset, skipped_at, ...rest }) => ({
    ...rest,
    from: BigInt(from_offset),
    next: BigInt(next_offset),
    skippedAt: skipped_at,
  }));
}
