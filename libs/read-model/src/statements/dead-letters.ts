import type { Queryable } from '../read-model.ts';

export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly knownAt: Date;
  readonly rule: string;
  readonly reason: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** In the original order, repeated names kept. */
  readonly headers: readonly (readonly [string, Buffer])[];
}

export async function insertDeadLetters(db: Queryable, letters: readonly DeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  await db.query({
    name: 'insert-dead-letters',
    text: `insert into dead_letter (topic, partition, "offset", known_at, rule, reason, key, value, headers)
           select * from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[], $5::text[], $6::text[],
                                $7::bytea[], $8::bytea[], $9::json[])`,
    values: [
      letters.map((l) => l.topic),
      letters.map((l) => l.partition),
      letters.map((l) => l.offset),
      letters.map((l) => l.knownAt),
      letters.map((l) => l.rule),
      letters.map((l) => l.reason),
      letters.map((l) => l.key),
      letters.map((l) => l.value),
      // Names and values in base64: a header may hold bytes that JSON or PostgreSQL cannot.
      letters.map((l) =>
        JSON.stringify(l.headers.map(([n, v]) => [Buffer.from(n).toString('base64'), v.toString('base64')])),
      ),
    ],
  });
}

export interface WaitingDeadLetter extends Omit<DeadLetter, 'offset'> {
  readonly deadLetterId: string;
  readonly offset: string;
}

/** Dead letters that have not reached their topic, oldest first. */
export async function waitingDeadLetters(db: Queryable, limit: number): Promise<WaitingDeadLetter[]> {
  const { rows } = await db.query<{
    dead_letter_id: string;
    topic: string;
    partition: number;
    offset: string;
    known_at: Date;
    rule: string;
    reason: string;
    key: Buffer | null;
    value: Buffer | null;
    headers: [string, string][];
  }>({
    name: 'waiting-dead-letters',
    text: `select dead_letter_id, topic, partition, "offset", known_at, rule, reason, key, value, headers
           from dead_letter where not relayed order by dead_letter_id limit $1`,
    values: [limit],
  });
  return rows.map((r) => ({
    deadLetterId: r.dead_letter_id,
    topic: r.topic,
    partition: r.partition,
    offset: r.offset,
    knownAt: r.known_at,
    rule: r.rule,
    reason: r.reason,
    key: r.key,
    value: r.value,
    headers: r.headers.map(
      ([n, v]) => [Buffer.from(n, 'base64').toString(), Buffer.from(v, 'base64')] as const,
    ),
  }));
}

export async function markRelayed(db: Queryable, deadLetterIds: readonly string[]): Promise<void> {
  await db.query({
    name: 'mark-relayed',
    text: 'update dead_letter set relayed = true where dead_letter_id = any($1::bigint[])',
    values: [deadLetterIds],
  });
}
