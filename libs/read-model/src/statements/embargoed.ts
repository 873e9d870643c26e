import type { TopicPartition } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';

/** Where an event under embargo lies. */
export interface HeldPlace extends TopicPartition {
  readonly offset: bigint;
}

/** What an event under embargo waits for. */
export interface HeldWait extends HeldPlace {
  /** Either this instant, or the instant of the release, or the key of this generation, by which it opens. */
  readonly until: Date | null;
  readonly release: string | null;
  readonly generation: number | null;
  /** Id of the key that pushed it at a door, or `anonymous`. */
  readonly pushedBy: string;
  /** Publishers for whose releases it may wait, `GA*` for a beginning; null: any. */
  readonly publishers: readonly string[] | null;
}

export interface HeldEvent extends HeldWait {
  /** The event, encrypted. */
  readonly jwe: string;
}

/** What one key has held for one release or instant. */
export interface HeldCount extends Pick<HeldEvent, 'pushedBy' | 'until' | 'release'> {
  readonly events: number;
  /** Of their ciphertext. */
  readonly bytes: number;
}

export async function insertHeld(db: Queryable, held: readonly HeldEvent[]): Promise<void> {
  if (held.length === 0) return;
  await db.query({
    name: 'insert-held',
    text: `insert into embargoed (topic, partition, "offset", until, release, generation, pushed_by, publishers, jwe)
           select * from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[], $5::text[], $6::int[], $7::text[], $8::json[], $9::text[])`,
    values: [...placesOf(held), ...waitsOf(held), held.map((h) => h.jwe)],
  });
}

/** Stores what else events wait for. */
export async function waitOn(db: Queryable, held: readonly HeldWait[]): Promise<void> {
  if (held.length === 0) return;
  await db.query({
    name: 'wait-on',
    text: `update embargoed e set until = h.until, release = h.release, generation = h.generation,
             pushed_by = h.pushed_by, publishers = h.publishers
           from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[], $5::text[], $6::int[], $7::text[], $8::json[])
             as h(topic, partition, "offset", until, release, generation, pushed_by, publishers)
           where (e.topic, e.partition, e."offset") = (h.topic, h.partition, h."offset")`,
    values: [...placesOf(held), ...waitsOf(held)],
  });
}

/** What these keys have held. */
export async function countHeldBy(db: Queryable, keys: readonly string[]): Promise<HeldCount[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<HeldCount>({
    name: 'count-held-by',
    text: `select pushed_by as "pushedBy", until, release, count(*)::int as events, sum(octet_length(jwe))::float8 as bytes
           from embargoed where pushed_by = any($1::text[]) group by pushed_by, until, release`,
    values: [keys],
  });
  return rows;
}

/** Events that wait for a key, by its generation. */
export interface LockedEvents extends TopicPartition {
  readonly generation: number;
  readonly count: number;
  /** Place of the first of them. */
  readonly offset: string;
}

export async function lockedEvents(db: Queryable): Promise<LockedEvents[]> {
  const { rows } = await db.query<LockedEvents>({
    name: 'locked-events',
    text: `select f.topic, f.partition, f."offset", l.generation, l.count
           from (select generation, count(*)::int as count from embargoed where generation is not null group by generation) l
           cross join lateral (select topic, partition, "offset" from embargoed e where e.generation = l.generation
                               order by topic, partition, "offset" limit 1) f
           order by l.generation`,
  });
  return rows;
}

/** What events are held for. */
export interface HeldFor {
  /** The earliest instant; null where none waits for one. */
  readonly until: Date | null;
  readonly releases: readonly string[];
  /** Generations of keys. */
  readonly generations: readonly number[];
}

export async function heldFor(db: Queryable): Promise<HeldFor> {
  const { rows } = await db.query<{
    until: Date | null;
    releases: string[] | null;
    generations: number[] | null;
  }>({
    name: 'held-for',
    // One look into the index for each release: many events may wait for one.
    text: `with recursive waited as (
             select min(release) as release from embargoed
             union all
             select (select min(e.release) from embargoed e where e.release > w.release) from waited w
             where w.release is not null),
           locked as (
             select min(generation) as generation from embargoed
             union all
             select (select min(e.generation) from embargoed e where e.generation > l.generation) from locked l
             where l.generation is not null)
           select (select min(until) from embargoed) as until,
             (select array_agg(release order by release) from waited where release is not null) as releases,
             (select array_agg(generation order by generation) from locked where generation is not null) as generations`,
  });
  const [found] = rows;
  return {
    until: found?.until ?? null,
    releases: found?.releases ?? [],
    generations: found?.generations ?? [],
  };
}

/**
 * Events held until an instant that has come (null: none has), for one of these releases, or for the key of one of these
 * generations, by place behind `after`: up to `limit` rows or a page.
 */
export async function dueHeld(
  db: Queryable,
  { until, releases, generations }: HeldFor,
  limit: number,
  after?: HeldPlace,
): Promise<HeldEvent[]> {
  const { rows } = await db.query<HeldRow>({
    name: 'due-held',
    text: asFarAsFull(
      `select ${COLUMNS} from embargoed
       where (until <= $1 or release = any($2::text[]) or generation = any($3::int[])) and (${ORDER}) > ($6, $7, $8)
       order by ${ORDER} limit $4`,
      { ...PAGE, bytes: '$5' },
    ),
    values: [
      ...[until, releases, generations, limit, BUDGET.input],
      ...[after?.topic ?? '', after?.partition ?? 0, after?.offset ?? 0n],
    ],
  });
  return rows.map(heldOf);
}

/** A release, and the reporter that it is of. */
export interface OfPublisher {
  readonly release: string;
  readonly publisher: string;
}

/** SQL: rows that wait for the release $1 of the publisher $2, and may. */
const WAITING = `embargoed where release = $1 and (publishers is null or exists (
  select from json_array_elements_text(publishers) p where p = $2 or (right(p, 1) = '*' and starts_with($2, left(p, -1)))))`;

/** Events that may wait for a release and do, by place: up to `limit` rows or a page. */
export async function waitingFor(
  db: Queryable,
  { release, publisher }: OfPublisher,
  limit: number,
): Promise<HeldEvent[]> {
  const { rows } = await db.query<HeldRow>({
    name: 'waiting-for',
    text: asFarAsFull(`select ${COLUMNS} from ${WAITING} order by ${ORDER} limit $3`, {
      ...PAGE,
      bytes: '$4',
    }),
    values: [release, publisher, limit, BUDGET.input],
  });
  return rows.map(heldOf);
}

/** How many events may wait for a release, and do. */
export async function countWaitingFor(db: Queryable, { release, publisher }: OfPublisher): Promise<number> {
  const { rows } = await db.query<{ readonly count: number }>({
    name: 'count-waiting-for',
    text: `select count(*)::int as count from ${WAITING}`,
    values: [release, publisher],
  });
  return rows[0]?.count ?? 0;
}

const COLUMNS = 'topic, partition, "offset", until, release, generation, pushed_by, publishers, jwe';
const ORDER = 'topic, partition, "offset"';
const PAGE = { columns: COLUMNS, size: 'octet_length(jwe)', order: ORDER };

interface HeldRow extends Omit<HeldEvent, 'offset' | 'pushedBy'> {
  readonly offset: string;
  readonly pushed_by: string;
}

const heldOf = ({ offset, pushed_by: pushedBy, ...row }: HeldRow): HeldEvent => ({
  ...{ ...row, pushedBy },
  offset: BigInt(offset),
});

/** Forgets events that are held no more. */
export async function dropHeld(db: Queryable, held: readonly HeldPlace[]): Promise<void> {
  if (held.length === 0) return;
  await db.query({
    name: 'drop-held',
    text: `delete from embargoed e using unnest($1::text[], $2::int[], $3::bigint[]) as h(topic, partition, "offset")
           where (e.topic, e.partition, e."offset") = (h.topic, h.partition, h."offset")`,
    values: placesOf(held),
  });
}

/** What a place of an embargo topic came to: the event once it is lifted, or what it waits for; null for neither. */
export async function liftedEvent(
  db: Queryable,
  { topic, partition, offset }: HeldPlace,
): Promise<
  | { readonly event: LiftedEvent }
  | { readonly held: Pick<HeldEvent, 'until' | 'release' | 'generation'> }
  | null
> {
  const place = [topic, partition, offset];
  const lifted = await db.query<LiftedEvent>({
    name: 'lifted-event',
    text: `select type, source, id, time, data, coalesce(pushed_by, 'anonymous') as by from event
           where topic = $1 and partition = $2 and "offset" = $3`,
    values: place,
  });
  if (lifted.rows[0]) return { event: lifted.rows[0] };
  const held = await db.query<Pick<HeldEvent, 'until' | 'release' | 'generation'>>({
    name: 'held-at',
    text: 'select until, release, generation from embargoed where topic = $1 and partition = $2 and "offset" = $3',
    values: place,
  });
  return held.rows[0] ? { held: held.rows[0] } : null;
}

/** An event as the read model has it. */
export interface LiftedEvent {
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly time: string | null;
  readonly data: unknown;
  /** Who pushed it. */
  readonly by: string;
}

const placesOf = (held: readonly HeldPlace[]) => [
  held.map((h) => h.topic),
  held.map((h) => h.partition),
  held.map((h) => h.offset),
];

const waitsOf = (held: readonly HeldWait[]) => [
  held.map((h) => h.until),
  held.map((h) => h.release),
  held.map((h) => h.generation),
  held.map((h) => h.pushedBy),
  held.map((h) => h.publishers && JSON.stringify(h.publishers)),
];

/** SQL: the topic on which an event of an embargo topic would be in clear; any other topic as it is. */
export const clearTopicOf = (topic: string): string =>
  `regexp_replace(${topic}, '[.]embargoed$', '.figures')`;
