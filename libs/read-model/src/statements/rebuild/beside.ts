import type { Queryable } from '../../read-model.ts';
import { movePositions } from '../commit-batch.ts';
import { clearTopicOf } from '../embargoed.ts';
import type { Advance } from '../positions.ts';

/**
 * A read model is built in a schema beside the live one, in the same database, so that one transaction can
 * carry over the differences. Functions with a parameter `schema` take a connection on the live schema.
 */

const BUILDING = 7_401_012;

/** Tries to become the only process that builds in `schema`; the session holds the lock. */
export async function tryBuild(session: Queryable, schema: string): Promise<boolean> {
  const { rows } = await session.query<{ ours: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as ours',
    [BUILDING, schema],
  );
  return rows[0]?.ours === true;
}

/** Creates an empty schema in place of an existing one. */
export async function emptySchema(db: Queryable, schema: string): Promise<void> {
  await dropSchema(db, schema);
  await db.query(`create schema ${schema}`);
}

export async function dropSchema(db: Queryable, schema: string): Promise<void> {
  await db.query('set client_min_messages = warning');
  await db.query(`drop schema if exists ${schema} cascade`);
}

/** The current schema of a connection, quoted; null if the schema does not exist. */
export async function schemaOf(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ schema: string | null }>(
    `select quote_ident(current_schema()) as schema`,
  );
  return rows[0]?.schema ?? null;
}

/** A delivery of a figure, claim, notice, statement or withdrawal that the live read model has decided. */
export interface Decided {
  readonly event_id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Deliveries in order of decision, after an event id ("0" for the first page). */
export async function readDecided(
  db: Queryable,
  topics: readonly string[],
  after: string,
  limit: number,
): Promise<Decided[]> {
  const { rows } = await db.query<Decided>({
    name: 'read-decided',
    text: `select event_id, topic, partition, "offset" from event
           where event_id > $1 and topic = any($2::text[]) order by event_id limit $3`,
    values: [after, topics, limit],
  });
  return rows;
}

/** SQL: whether a figure of the series came by a topic of the domain; other topics prove nothing. */
const isFoundedBy = (domain: string, topic: string) => `exists (
  select from figure f join event e on e.event_id = f.event_id
  where f.series_id = s.series_id and ${clearTopicOf('e.topic')} like '%${domain}.${topic}')`;

const HAS_SALES = 'exists (select from sale_total t where t.series_id = s.series_id)';

const DOMAIN = `case
  when ${isFoundedBy('customs', 'figures')} and not ${isFoundedBy('platform', 'figures')} and not ${HAS_SALES} then 'customs'
  when (${isFoundedBy('platform', 'figures')} or ${HAS_SALES}) and not ${isFoundedBy('customs', 'figures')} then 'platform'
  end`;

/**
 * Registers in `schema` the live series after an id with their domain, which the first arrival decided;
 * series whose content does not prove the domain are left to the replay. Returns the last id that was read.
 */
export async function seedSeries(live: Queryable, schema: string, after: string): Promise<string> {
  const { rows } = await live.query<{ last: string | null }>(
    `with looked as (
       select s.series_id, s.domain, s.key, ${DOMAIN} as founded from series s where s.series_id > $1),
     seeded as (
       insert into ${schema}.series (domain, key, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
       select domain, key, split_part(key, '.', 1), split_part(key, '.', 2), split_part(key, '.', 3), split_part(key, '.', 4),
         split_part(key, '.', 5), split_part(key, '.', 6), split_part(key, '.', 7), split_part(key, '.', 8), split_part(key, '.', 9)
       from looked where domain = founded on conflict (key) do nothing)
     select max(series_id) as last from looked`,
    [after],
  );
  return rows[0]?.last ?? after;
}

/**
 * Repeats a skip of the live read model (schema `live`) on the read model that is built (transaction
 * `beside`), with the evidence and dead letters of the skipped offsets.
 *
 * @throws Overtaken if the position is another one
 */
export async function stepOver(beside: Queryable, live: string, to: Advance): Promise<void> {
  await movePositions(beside, [to]);
  const range = [to.topic, to.partition, to.expected, to.next];
  const inRange = `topic = $1 and partition = $2 and "offset" >= $3 and "offset" < $4`;
  const event =
    'source, id, type, topic, partition, "offset", known_at, outcome, rule, reason, digest, time, data, pushed_by';
  const letter = 'topic, partition, "offset", known_at, rule, reason, key, value, headers';
  await beside.query(
    `insert into event (${event}) select ${event} from ${live}.event where ${inRange}`,
    range,
  );
  await beside.query(
    `insert into dead_letter (${letter}) select ${letter} from ${live}.dead_letter where ${inRange}`,
    range,
  );
}
