import type { Queryable } from '../read-model.ts';

export type ReplayFix = 'none' | 'patch' | 'replacement';

/** Original place of a rejected record, by which operators name it. */
export interface LetterPlace {
  readonly topic: string;
  readonly partition: number;
  /** Decimal string. */
  readonly offset: string;
}

export interface LetterReplay extends LetterPlace {
  readonly fix: ReplayFix;
  readonly reason: string;
  readonly actor: string;
  readonly requestedAt: Date;
  /** End offset of each partition before the send: a search for the sent record starts there. */
  readonly searchedFrom: ReadonlyMap<number, bigint>;
  /** Place of the sent record; null while unknown. */
  readonly sent: { readonly partition: number; readonly offset: string; readonly at: Date } | null;
}

export async function readReplays(db: Queryable, topics: readonly string[]): Promise<LetterReplay[]> {
  const { rows } = await db.query<{
    topic: string;
    partition: number;
    offset: string;
    fix: ReplayFix;
    reason: string;
    actor: string;
    requested_at: Date;
    searched_from: [number, string][];
    sent_partition: number | null;
    sent_offset: string | null;
    sent_at: Date | null;
  }>({
    name: 'read-replays',
    text: `select topic, partition, "offset", fix, reason, actor, requested_at, searched_from, sent_partition, sent_offset, sent_at
           from dead_letter_replay where topic = any($1::text[]) order by topic, partition, "offset"`,
    values: [topics],
  });
  return rows.map((row) => ({
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    fix: row.fix,
    reason: row.reason,
    actor: row.actor,
    requestedAt: row.requested_at,
    searchedFrom: new Map(row.searched_from.map(([partition, offset]) => [partition, BigInt(offset)])),
    sent:
      row.sent_partition === null || row.sent_offset === null || row.sent_at === null
        ? null
        : { partition: row.sent_partition, offset: row.sent_offset, at: row.sent_at },
  }));
}

/** Inserts a replay before its record is sent; false if the letter has a replay. */
export async function beginReplay(
  db: Queryable,
  replay: Omit<LetterReplay, 'requestedAt' | 'sent'>,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'begin-replay',
    text: `insert into dead_letter_replay (topic, partition, "offset", fix, reason, actor, searched_from)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    values: [
      replay.topic,
      replay.partition,
      replay.offset,
      replay.fix,
      replay.reason,
      replay.actor,
      JSON.stringify([...replay.searchedFrom].map(([partition, offset]) => [partition, String(offset)])),
    ],
  });
  return rowCount === 1;
}

/** Replaces fix, reason and actor of a replay whose record was not sent. */
export async function restateReplay(
  db: Queryable,
  replay: LetterPlace & Pick<LetterReplay, 'fix' | 'reason' | 'actor'>,
): Promise<void> {
  await db.query({
    name: 'restate-replay',
    text: `update dead_letter_replay set fix = $4, reason = $5, actor = $6
           where topic = $1 and partition = $2 and "offset" = $3 and sent_at is null`,
    values: [replay.topic, replay.partition, replay.offset, replay.fix, replay.reason, replay.actor],
  });
}

export async function finishReplay(
  db: Queryable,
  place: LetterPlace,
  sent: { readonly partition: number; readonly offset: string },
): Promise<void> {
  await db.query({
    name: 'finish-replay',
    text: `update dead_letter_replay set sent_partition = $4, sent_offset = $5, sent_at = now()
           where topic = $1 and partition = $2 and "offset" = $3 and sent_at is null`,
    values: [place.topic, place.partition, place.offset, sent.partition, sent.offset],
  });
}
