import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { StateChange } from '../state-json.ts';
import { filterParameters, periodCondition, SERIES_CONDITION, type GrowthFilter } from './growth-filter.ts';

/** A point in the log: a sequence, or an instant by `knownAt` (ISO); both inclusive. */
export type AsOf = { readonly sequence: string } | { readonly instant: string };

export interface StatesPage {
  readonly asOf: AsOf | null;
  /** Last key of the page before; revisions between two pages move no key. */
  readonly after: { readonly key: string; readonly period: string } | null;
  readonly limit: number;
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

/** States in byte order of series key and period: up to `limit` rows or a page. */
export async function readStates(
  db: Queryable,
  filter: GrowthFilter,
  { asOf, after, limit, bytes = BUDGET.page }: StatesPage,
): Promise<StateChange[]> {
  const { rows } = await db.query<StateChange>(
    page(
      `select ${COLUMNS}
     from series s
     join growth_state g on g.series_id = s.series_id
     join lateral (
       select c.* from change c
       where c.series_id = g.series_id and c.period = g.period
         and ($14::bigint is null or c.sequence <= $14::bigint) and ($15::timestamptz is null or c.known_at <= $15::timestamptz)
       order by c.version desc limit 1) c on true
     where ${SERIES_CONDITION} and ${periodCondition('g', 'g')}
       and ($16::text is null or s.key >= $16::text and (s.key, g.period) > ($16::text, $17::text))
     order by s.key, g.period limit $18`,
      'key, period',
      '$19',
    ),
    [
      ...filterParameters(filter),
      ...asOfParameters(asOf),
      after?.key ?? null,
      after?.period ?? null,
      limit,
      bytes,
    ],
  );
  return rows;
}

export interface StateName {
  readonly key: string;
  readonly period: string;
}

/** Keys of the filter with a present state, in order, without documents. */
export async function readStateKeys(
  db: Queryable,
  filter: GrowthFilter,
  { after, limit }: Pick<StatesPage, 'after' | 'limit'>,
): Promise<StateName[]> {
  const { rows } = await db.query<StateName>(
    `select s.key, g.period
     from series s join growth_state g on g.series_id = s.series_id
     where ${SERIES_CONDITION} and ${periodCondition('g', 'g')}
       and ($14::text is null or s.key >= $14::text and (s.key, g.period) > ($14::text, $15::text))
     order by s.key, g.period limit $16`,
    [...filterParameters(filter), after?.key ?? null, after?.period ?? null, limit],
  );
  return rows;
}

/** The existing states of these names, in order of series key and period, up to a page. */
export async function readStatesOf(
  db: Queryable,
  names: readonly StateName[],
  asOf: AsOf | null,
): Promise<StateChange[]> {
  if (names.length === 0) return [];
  const { rows } = await db.query<StateChange>({
    name: 'read-states-of',
    text: page(
      `select ${COLUMNS}
       from unnest($1::text[], $2::text[]) as w(key, period)
       join series s on s.key = w.key
       join lateral (
         select c.* from change c
         where c.series_id = s.series_id and c.period = w.period
           and ($3::bigint is null or c.sequence <= $3::bigint) and ($4::timestamptz is null or c.known_at <= $4::timestamptz)
         order by c.version desc limit 1) c on true
       order by s.key, c.period`,
      'key, period',
      '$5',
    ),
    values: [
      names.map(({ key }) => key),
      names.map(({ period }) => period),
      ...asOfParameters(asOf),
      BUDGET.page,
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
  const { rows } = await db.query<StateChange>(
    `select ${COLUMNS} from series s join change c on c.series_id = s.series_id
     where s.key = $1 and c.period = $2
       and ($3::bigint is null or c.sequence <= $3::bigint) and ($4::timestamptz is null or c.known_at <= $4::timestamptz)
     order by c.version desc limit 1`,
    [key, period, ...asOfParameters(asOf)],
  );
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

/**
 * Changes that match the filter, after one sequence up to another. With fewer than `limit` rows and no full
 * page of `bytes`, the result reaches `until`.
 */
export async function readMatchingChanges(
  db: Queryable,
  filter: GrowthFilter,
  range: { readonly after: string; readonly until: string; readonly limit: number; readonly bytes?: number },
): Promise<StateChange[]> {
  const { rows } = await db.query<StateChange>(
    page(
      `select ${COLUMNS} from change c join series s on s.series_id = c.series_id
     join growth_state g on g.series_id = c.series_id and g.period = c.period
     where c.sequence > $14::bigint and c.sequence <= $15::bigint
       and ${SERIES_CONDITION} and ${periodCondition('c', 'g')}
     order by c.sequence limit $16`,
      'sequence',
      '$17',
    ),
    [...filterParameters(filter), range.after, range.until, range.limit, range.bytes ?? BUDGET.page],
  );
  return rows;
}

export function asOfParameters(asOf: AsOf | null): [sequence: string | null, instant: string | null] {
  if (asOf === null) return [null, null];
  return 'sequence' in asOf ? [asOf.sequence, null] : [null, asOf.instant];
}
