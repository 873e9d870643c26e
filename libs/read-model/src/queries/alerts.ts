import { type GrowthFilter, withoutWords, isNarrow } from '@silkgauge/contract';
import { OPEN_ALERT_STATES } from '@silkgauge/codelists';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { RegisterChange } from '../state-json.ts';
import { Conditions } from './conditions.ts';
import type { AsOf } from './select-states.ts';
import { asOfParameters } from './states.ts';

/** The register that alerts are versions of. */
export type AlertRow = RegisterChange<'alert'>;

export interface AlertsFilter {
  readonly rule: string | null;
  /** Lists of the values taken; null for all. */
  readonly kinds: readonly string[] | null;
  readonly states: readonly string[] | null;
  /** By the state that an alert is of; one of a release or of a printed sentence passes no filter. */
  readonly scope: GrowthFilter;
}

export interface AlertsPage {
  /** The key before the page. */
  readonly after: string | null;
  readonly limit: number;
  readonly asOf: AsOf | null;
}

const COLUMNS = 'kind, sequence, key, version, known_at, document';

/** SQL: the first of the ordered rows, up to the row that fills a page. */
const page = (rows: string, order: string, bytes: string): string =>
  asFarAsFull(rows, { columns: COLUMNS, size: 'octet_length(document)', order, bytes });

/** The newest version of each alert of a filter, in byte order of key: up to `limit` rows or a page. */
export function readAlerts(
  db: Queryable,
  filter: AlertsFilter,
  { after, limit, asOf }: AlertsPage,
): Promise<AlertRow[]> {
  return readOrdered(db, filter, 'key', { after, limit, asOf });
}

/** Alerts of a filter as of a place in the log, the last changed first: up to `limit` rows or a page. */
export function readNewestAlerts(
  db: Queryable,
  filter: AlertsFilter,
  { limit, asOf }: Omit<AlertsPage, 'after'>,
): Promise<AlertRow[]> {
  return readOrdered(db, filter, 'sequence desc, key', { after: null, limit, asOf });
}

async function readOrdered(
  db: Queryable,
  { rule, kinds, states, scope }: AlertsFilter,
  order: string,
  { after, limit, asOf }: AlertsPage,
): Promise<AlertRow[]> {
  const ofStates = withoutWords(scope);
  if (!ofStates) return [];
  const bound = await Conditions.of(db, ofStates);
  bound.values.push(
    ...[after ?? '', rule === null ? '' : `${rule}/`, rule === null ? null : `${rule}0`, limit, BUDGET.page],
    ...asOfParameters(asOf),
  );
  const member = (name: string, list: readonly string[] | null): string[] =>
    list === null ? [] : [`document::json #>> '{${name}}' = any(${bound.bind(list, 'text[]')})`];
  const conditions = [
    ...member('kind', kinds),
    ...member('state', states),
    ...(isNarrow(ofStates)
      ? [
          `exists (select from series s join growth_state g on g.series_id = s.series_id
           where s.key = split_part(alert.key, '/', 2) and g.period = document::json ->> 'period' and ${bound.scope(ofStates)})`,
        ]
      : []),
  ];
  const newest = `select distinct on (r.key) ${COLUMNS} from register_version r
    where r.kind = 'alert' and r.key > $1::text and r.key > $2::text and ($3::text is null or r.key < $3::text)
      and ($6::bigint is null or r.sequence <= $6::bigint) and ($7::timestamptz is null or r.known_at <= $7::timestamptz)
    order by r.key, r.version desc`;
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const rows = `select ${COLUMNS} from (${newest}) alert ${where} order by ${order} limit $4`;
  return (await db.query<AlertRow>(page(rows, order, '$5'), bound.values)).rows;
}

/** The alerts of a rule (null: of all) that are open, those that fire first, each in byte order of key. */
export async function readOpenAlerts(db: Queryable, rule: string | null, limit: number): Promise<AlertRow[]> {
  const state = `document::json ->> 'state'`;
  const newest = `select distinct on (r.key) ${COLUMNS} from register_version r
    where r.kind = 'alert' and ($1::text is null or (r.key > $1::text || '/' and r.key < $1::text || '0')) order by r.key, r.version desc`;
  const open = `select ${COLUMNS}, array_position($2::text[], ${state}) as rank from (${newest}) alert
    where ${state} = any($2::text[]) order by rank, key limit $3`;
  const values = [rule, OPEN_ALERT_STATES, limit, BUDGET.page];
  return (await db.query<AlertRow>({ name: 'read-open-alerts', text: page(open, 'rank, key', '$4'), values }))
    .rows;
}

/** How many alerts of each rule are open; `RULE/_overflow` does not count. */
export async function countAlerts(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ rule: string; alerts: number }>({
    name: 'count-alerts',
    text: `select split_part(key, '/', 1) as rule, count(*)::int as alerts from (
             select distinct on (key) key, document from register_version
             where kind = 'alert' and split_part(key, '/', 2) <> '_overflow' order by key, version desc
           ) newest
           where document::json ->> 'state' = any($1::text[]) group by 1`,
    values: [OPEN_ALERT_STATES],
  });
  return new Map(rows.map(({ rule, alerts }) => [rule, alerts]));
}
