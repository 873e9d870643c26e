import { BY_KEY, type GrowthFilter } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { StateChange } from '../state-json.ts';
import { allOf, Conditions } from './conditions.ts';
import {
  casesOf,
  orderOf,
  scopeIn,
  selectKeys,
  selectStates,
  wordsIn,
  type AsOf,
  type StatesQuery,
} from './select-states.ts';

export interface StatesPage extends StatesQuery {
  /** Page size in bytes; default `BUDGET.page`. */
  readonly bytes?: number;
}

const COLUMNS = 'c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document';

/** SQL: the first of the ordered rows, up to the row that fills a page of `bytes`. */
const page = (rows: string, order: string, bytes: string): string =>
  asFarAsFull(rows, {
    columns: 'sequence, key, domain, period, version, known_at, document',
    size: 'octet_length(document)',
    order,
    bytes,
  });

/** States of a filter in an order, by default in byte order of series key and period: up to `limit` rows or a page. */
export async function readStates(
  db: Queryable,
  filter: GrowthFilter,
  { bytes = BUDGET.page, ...query }: StatesPage,
): Promise<StateChange[]> {
  const conditions = await Conditions.of(db, filter);
  const rows = selectStates(filter, query, conditions);
  const text = page(rows, orderOf(query.sort ?? BY_KEY), conditions.bind(bytes, 'bigint'));
  return (await db.query<StateChange>(text, conditions.values)).rows;
}

export interface StateName {
  readonly key: string;
  readonly period: string;
}

export interface StateKeyRow extends StateName {
  /** Only in order of `knownAt`. */
  readonly known_at?: Date;
}

/** Keys of the filter with a state, in an order, without documents. */
export async function readStateKeys(
  db: Queryable,
  filter: GrowthFilter,
  query: StatesQuery,
): Promise<StateKeyRow[]> {
  const conditions = await Conditions.of(db, filter);
  const text = selectKeys(filter, query, conditions);
  return (await db.query<StateKeyRow>(text, conditions.values)).rows;
}

/** Keys of the states of these series, of each the newest `most` periods, newest first. */
export async function readNewestPeriods(
  db: Queryable,
  keys: readonly string[],
  most: number,
): Promise<StateName[]> {
  const { rows } = await db.query<StateName>({
    name: 'read-newest-periods',
    text: `select s.key, g.period from series s
           cross join lateral (
             select n.period, n.period_start from growth_state n where n.series_id = s.series_id
             order by n.period_start desc nulls last, n.period desc limit $2) g
           where s.key = any($1::text[]) order by s.key, g.period_start desc nulls last, g.period desc`,
    values: [keys, most],
  });
  return rows;
}

/** The existing states of these names, in their order, up to a page. */
export async function readStatesOf(
  db: Queryable,
  names: readonly StateName[],
  { asOf, until = null }: Pick<StatesQuery, 'asOf' | 'until'>,
): Promise<StateChange[]> {
  if (names.length === 0) return [];
  const { rows } = await db.query<StateChange>({
    name: 'read-states-of',
    text: page(
      `select ${COLUMNS}, w.place
       from unnest($1::text[], $2::text[]) with ordinality as w(key, period, place)
       join series s on s.key = w.key
       join lateral (
         select c.* from change c
         where c.series_id = s.series_id and c.period = w.period
           and ($3::bigint is null or c.sequence <= $3::bigint) and ($4::timestamptz is null or c.known_at <= $4::timestamptz)
           and ($6::bigint is null or c.sequence <= $6::bigint)
         order by c.version desc limit 1) c on true
       order by w.place`,
      'place',
      '$5',
    ),
    values: [
      names.map(({ key }) => key),
      names.map(({ period }) => period),
      ...asOfParameters(asOf),
      BUDGET.page,
      until,
    ],
  });
  return rows;
}

/** One state, now or as of a point in the log; null before its first version. */
export async function readState(
  db: Queryable,
  key: string,
  period: string,
  asOf: AsOf | null,
): Promise<StateChange | null> {
  const { rows } = await db.query<StateChange>({
    name: 'read-state',
    text: `select ${COLUMNS} from series s join change c on c.series_id = s.series_id
           where s.key = $1 and c.period = $2
             and ($3::bigint is null or c.sequence <= $3::bigint) and ($4::timestamptz is null or c.known_at <= $4::timestamptz)
           order by c.version desc limit 1`,
    values: [key, period, ...asOfParameters(asOf)],
  });
  return rows[0] ?? null;
}

/** Versions of one state, oldest first, after a version: up to `limit` rows or a page. */
export async function readHistory(
  db: Queryable,
  key: string,
  period: string,
  after: number,
  limit: number,
  asOf: AsOf | null = null,
): Promise<StateChange[]> {
  const { rows } = await db.query<StateChange>({
    name: 'read-history',
    text: page(
      `select ${COLUMNS} from series s join change c on c.series_id = s.series_id
       where s.key = $1 and c.period = $2 and c.version > $3
         and ($5::bigint is null or c.sequence <= $5::bigint) and ($6::timestamptz is null or c.known_at <= $6::timestamptz)
       order by c.version limit $4`,
      'version',
      '$7',
    ),
    values: [key, period, after, limit, ...asOfParameters(asOf), BUDGET.page],
  });
  return rows;
}

/** A stretch of the log: after one sequence up to another, and (`since`, ISO) known later than an instant. */
export interface LogRange {
  readonly after: string;
  readonly until: string;
  readonly since?: string | null;
  readonly limit: number;
  readonly bytes?: number;
}

/**
 * Changes of states that match the filter in a stretch of the log. With fewer than `limit` rows and no full
 * page of `bytes`, the result reaches `until`.
 */
export async function readMatchingChanges(
  db: Queryable,
  filter: GrowthFilter,
  { after, until, since = null, limit, bytes = BUDGET.page }: LogRange,
): Promise<StateChange[]> {
  const conditions = await Conditions.of(db, filter);
  const range = [
    `c.sequence > ${conditions.bind(after, 'bigint')}`,
    `c.sequence <= ${conditions.bind(until, 'bigint')}`,
    ...(since === null ? [] : [`c.known_at > ${conditions.bind(since, 'timestamptz')}`]),
  ];
  const order = `order by sequence limit ${conditions.bind(limit, 'bigint')}`;
  const found = casesOf(filter).map(
    (one) => `(select c.sequence from change c join series s on s.series_id = c.series_id
      join growth_state g on g.series_id = c.series_id and g.period = c.period
      where ${allOf([...range, wordsIn(one, conditions), scopeIn(one, conditions, 'c')])} ${order})`,
  );
  const rows = `select ${COLUMNS} from (select sequence from (${found.join(' union ')}) matching ${order}) found
    join change c on c.sequence = found.sequence join series s on s.series_id = c.series_id order by sequence`;
  const text = page(rows, 'sequence', conditions.bind(bytes, 'bigint'));
  return (await db.query<StateChange>(text, conditions.values)).rows;
}

/** Sequence before the first change that is known later than an instant (ISO); null if there is none. */
export async function sequenceBefore(db: Queryable, since: string): Promise<string | null> {
  // Before the first kept change nothing else is looked at. Without the offset PostgreSQL walks the log from its
  // start to the first match.
  const { rows } = await db.query<{ before: string | null }>({
    name: 'sequence-before',
    text: `select coalesce(
             (select sequence from (select sequence, known_at from change order by sequence limit 1) first
              where known_at > $1::timestamptz),
             (select min(sequence) from (select sequence from change where known_at > $1::timestamptz offset 0) later)
           ) - 1 as before`,
    values: [since],
  });
  return rows[0]?.before ?? null;
}

export function asOfParameters(asOf: AsOf | null): [sequence: string | null, instant: string | null] {
  if (asOf === null) return [null, null];
  return 'sequence' in asOf ? [asOf.sequence, null] : [null, asOf.instant];
}
