import type { TopicPartition } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';

/** An event under embargo: where it lies, and what it waits for. */
export interface HeldEvent extends TopicPartition {
  readonly offset: bigint;
  /** Either this instant or the instant of the release. */
  readonly until: Date | null;
  readonly release: string | null;
  /** The event, encrypted. */
  readonly jwe: string;
}

export async function insertHeld(db: Queryable, held: readonly HeldEvent[]): Promise<void> {
  if (held.length === 0) return;
  await db.query({
    name: 'insert-held',
    text: `insert into embargoed (topic, partition, "offset", until, release, jwe)
           select * from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[], $5::text[], $6::text[])`,
    values: [...placesOf(held), held.map((h) => h.until), held.map((h) => h.release), held.map((h) => h.jwe)],
  });
}

/** The earliest instant that events are held until, and the releases that others wait for. */
export async function heldFor(
  db: Queryable,
): Promise<{ readonly until: Date | null; readonly releases: readonly string[] }> {
  const { rows } = await db.query<{ until: Date | null; releases: string[] | null }>({
    name: 'held-for',
    // One look into the index for each release: many events may wait for one.
    text: `with recursive waited as (
             select min(release) as release from embargoed
             union all
             select (select min(e.release) from embargoed e where e.release > w.release) from waited w
             where w.release is not null)
           select (select min(until) from embargoed) as until,
             (select array_agg(release order by release) from waited where release is not null) as releases`,
  });
  return { until: rows[0]?.until ?? null, releases: rows[0]?.releases ?? [] };
}

/** Events held until an instant that has come (null: none has), or for one of these releases, by place: up to `limit` rows or a page. */
export async function dueHeld(
  db: Queryable,
  { until, releases }: { readonly until: Date | null; readonly releases: readonly string[] },
  limit: number,
): Promise<HeldEvent[]> {
  const columns = 'topic, partition, "offset", until, release, jwe';
  const order = 'topic, partition, "offset"';
  const { rows } = await db.query<Omit<HeldEvent, 'offset'> & { readonly offset: string }>({
    name: 'due-held',
    text: asFarAsFull(
      `select ${columns} from embargoed where until <= $1 or release = any($2::text[]) order by ${order} limit $3`,
      { columns, size: 'octet_length(jwe)', order, bytes: '$4' },
    ),
    values: [until, releases, limit, BUDGET.input],
  });
  return rows.map((row) => ({ ...row, offset: BigInt(row.offset) }));
}

/** How many events are held for a release. */
export async function countHeldOf(db: Queryable, release: string): Promise<number> {
  const { rows } = await db.query<{ readonly count: number }>({
    name: 'count-held-of',
    text: 'select count(*)::int as count from embargoed where release = $1',
    values: [release],
  });
  return rows[0]?.count ?? 0;
}

/** Forgets events that are held no more. */
export async function dropHeld(db: Queryable, held: readonly HeldEvent[]): Promise<void> {
  if (held.length === 0) return;
  await db.query({
    name: 'drop-held',
    text: `delete from embargoed e using unnest($1::text[], $2::int[], $3::bigint[]) as h(topic, partition, "offset")
           where (e.topic, e.partition, e."offset") = (h.topic, h.partition, h."offset")`,
    values: placesOf(held),
  });
}

const placesOf = (held: readonly HeldEvent[]) => [
  held.map((h) => h.topic),
  held.map((h) => h.partition),
  held.map((h) => h.offset),
];

/** SQL: the topic on which an event of an embargo topic would be in clear; any other topic as it is. */
export const clearTopicOf = (topic: string): string =>
  `regexp_replace(${topic}, '[.]embargoed$', '.figures')`;
