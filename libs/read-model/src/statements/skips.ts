import type { Queryable } from '../read-model.ts';

/** What was found at the skipped offset. */
export type SkipFound = 'record' | 'unreadable' | 'gone' | 'log-replaced';

export interface Skip {
  readonly topic: string;
  readonly partition: number;
  /** Position before the skip, and position after it. */
  readonly from: bigint;
  readonly next: bigint;
  readonly found: SkipFound;
  /** Fault of the skipped record or log. */
  readonly cause: string;
  /** Reason of the operator. */
  readonly reason: string;
  readonly actor: string;
}

export interface MadeSkip extends Skip {
  readonly skippedAt: Date;
}

/**
 * Moves a position by compare-and-set on `from`, raises the epoch to fence the owner, and inserts the audit
 * row. False if the position is another one.
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
 * Moves evidence of a replaced log, and what is held from it under embargo, to offsets below zero, since records of
 * the new log have the same offsets. Identities of sales stay in order, so that repeats count once; the last record
 * batch and the topic id are deleted.
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
       (select min("offset") from embargoed where topic = $1 and partition = $2),
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
  ['embargoed', '"offset"'],
  ['dead_letter', '"offset"'],
  ['dead_letter_replay', '"offset"'],
  ['identity_window', 'first_offset'],
] as const;

/** Skips of these topics, in order of topic, partition and offset. */
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
