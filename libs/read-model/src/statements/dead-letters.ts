import { asFarAsFull, BUDGET } from '../budget.ts';
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
  /** In the original order, with repeated names. */
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
      letters.map((l) => headersJson(l)),
    ],
  });
}

export interface WaitingDeadLetter extends Omit<DeadLetter, 'offset'> {
  readonly deadLetterId: string;
  readonly offset: string;
}

const COLUMNS = 'dead_letter_id, topic, partition, "offset", known_at, rule, reason, key, value, headers';
const WAITING = `select ${COLUMNS} from dead_letter where not relayed order by dead_letter_id limit $1`;
const SIZE = `coalesce(octet_length(key), 0) + coalesce(octet_length(value), 0) + octet_length(headers::text)`;

/** Dead letters that are not marked as published, oldest first: up to `limit` rows or a page of `bytes`. */
export async function waitingDeadLetters(
  db: Queryable,
  limit: number,
  bytes: number = BUDGET.page,
): Promise<WaitingDeadLetter[]> {
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
    text: asFarAsFull(WAITING, { columns: COLUMNS, size: SIZE, order: 'dead_letter_id', bytes: '$2' }),
    values: [limit, bytes],
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
    headers: decoded(r.headers),
  }));
}

/** Rule of dead letters for versions that are larger than their topic accepts. */
export const SET_ASIDE = 'set-aside';

/** Inserts dead letters for versions that cannot be published; a repeat changes nothing. */
export async function setAside(db: Queryable, letters: readonly DeadLetter[]): Promise<void> {
  await db.query({
    name: 'set-aside',
    text: `insert into dead_letter (topic, partition, "offset", known_at, rule, reason, key, value, headers)
           select topic, partition, "offset", known_at, '${SET_ASIDE}', reason, key, null, headers
           from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[], $5::text[], $6::bytea[], $7::json[])
             as l(topic, partition, "offset", known_at, reason, key, headers)
           on conflict (topic, partition, "offset") do nothing`,
    values: [
      letters.map((l) => l.topic),
      letters.map((l) => l.partition),
      letters.map((l) => l.offset),
      letters.map((l) => l.knownAt),
      letters.map((l) => l.reason),
      letters.map((l) => l.key),
      letters.map((l) => headersJson(l)),
    ],
  });
}

/** Base64, since a header may hold bytes that JSON or PostgreSQL cannot. */
export const headersJson = ({ headers }: Pick<DeadLetter, 'headers'>): string =>
  JSON.stringify(headers.map(([n, v]) => [Buffer.from(n).toString('base64'), v.toString('base64')]));

const decoded = (headers: readonly (readonly [string, string])[]): DeadLetter['headers'] =>
  headers.map(([n, v]) => [Buffer.from(n, 'base64').toString(), Buffer.from(v, 'base64')] as const);

/** The headers in a text of {@link headersJson}. */
export const headersIn = (json: string): DeadLetter['headers'] =>
  decoded(JSON.parse(json) as [string, string][]);

export async function markRelayed(db: Queryable, deadLetterIds: readonly string[]): Promise<void> {
  await db.query({
    name: 'mark-relayed',
    text: 'update dead_letter set relayed = true where dead_letter_id = any($1::bigint[])',
    values: [deadLetterIds],
  });
}
