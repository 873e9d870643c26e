import {
  asksForWords,
  BY_KEY,
  isIndexed,
  type AsOf,
  type GrowthFilter,
  type Sort,
  type StateFilter,
} from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { allOf, type Conditions } from './conditions.ts';
import { TEXT } from './state-words.ts';

export type { AsOf, Sort };

/** The place of a state in an order. */
export interface StatePlace {
  readonly key: string;
  readonly period: string;
  /** ISO instant; needed in order of `knownAt`. */
  readonly knownAt?: string;
}

export interface StatesQuery {
  readonly asOf: AsOf | null;
  /** Sequence of a change; later ones are unknown, besides what `asOf` leaves out. */
  readonly until?: string | null;
  /** Only states whose present version is later. */
  readonly changedAfter?: AsOf | null;
  readonly sort?: Sort;
  /** Place of the last state of the page before; null for the first page. */
  readonly after: StatePlace | null;
  readonly limit: number;
}

interface OrderColumn {
  /** SQL: the expression, and its name in a selection. */
  readonly sql: string;
  readonly name: string;
  readonly type: string;
  readonly of: (place: StatePlace) => string;
}

const KEY: OrderColumn = { sql: 's.key', name: 'key', type: 'text', of: ({ key }) => key };
const PERIOD: OrderColumn = { sql: 'g.period', name: 'period', type: 'text', of: ({ period }) => period };
const START: OrderColumn = {
  sql: `coalesce(g.period_start, '-infinity'::date)`,
  name: 'start',
  type: 'date',
  of: ({ period }) => periodBounds(period)?.start ?? '-infinity',
};
const KNOWN: OrderColumn = {
  sql: 'c.known_at',
  name: 'known_at',
  type: 'timestamptz',
  of: ({ knownAt }) => knownAt ?? '',
};

const ORDERS: Readonly<Record<Sort['by'], readonly [OrderColumn, ...OrderColumn[]]>> = {
  key: [KEY, PERIOD],
  period: [START, PERIOD, KEY],
  knownAt: [KNOWN, KEY, PERIOD],
};

/** SQL: an order, by the columns of a selection. */
export const orderOf = ({ by, descending }: Sort): string =>
  ORDERS[by].map(({ name }) => `${name}${descending ? ' desc' : ''}`).join(', ');

/** SQL of conditions on `series s` and `growth_state g`: only states behind a place, for keyset pages. */
export function behind(place: StatePlace | null, { by, descending }: Sort, conditions: Conditions): string {
  if (place === null) return 'true';
  const columns = ORDERS[by];
  const values = columns.map(({ type, of }) => conditions.bind(of(place), type));
  const than = descending ? '<' : '>';
  // The first column alone bounds the scan of its index.
  const first = `${columns[0].sql} ${than}= ${values[0] ?? ''}`;
  return `${first} and (${columns.map(({ sql }) => sql).join(', ')}) ${than} (${values.join(', ')})`;
}

/** A conjunction of filters; with `isRunning`, months of sales that may still get sales. */
interface Case {
  readonly parts: readonly Omit<GrowthFilter, 'selection'>[];
  readonly isRunning: boolean;
}

/** Filters of which a state passes one, each with a plan of its own. */
export function casesOf({ selection, ...own }: GrowthFilter): readonly Case[] {
  const sets: readonly (StateFilter | null)[] = selection?.sets ?? [null];
  return sets.map((set) => ({ parts: set ? [own, set] : [own], isRunning: false }));
}

/** `partial-period` of a month of sales is no word of its versions: a further case stands for it. */
const runningCases = (one: Case): Case[] =>
  one.parts.reduce<Case[]>(
    (cases, part) =>
      cases.flatMap(({ parts, isRunning }) => {
        const { flag, ...rest } = part;
        const asSaid = { parts: [...parts, part], isRunning };
        return flag?.includes('partial-period') === true
          ? [asSaid, { parts: [...parts, rest], isRunning: true }]
          : [asSaid];
      }),
    [{ parts: [], isRunning: false }],
  );

/** SQL: the words that the filters of a case ask for, as a condition on `change c`. */
export const wordsIn = ({ parts }: Case, conditions: Conditions): string =>
  allOf(parts.flatMap((part) => conditions.versions(part)));

/** SQL: series and periods of a case, as a condition on `series s` and an alias of {@link Conditions.periods}. */
export const scopeIn = ({ parts }: Case, conditions: Conditions, period: string): string =>
  allOf(parts.map((part) => `${conditions.series(part)} and ${conditions.periods(part, period)}`));

/** Whether index `change_words` finds the versions that pass, so that no statement needs to scan the log. */
export const findsByWords = (filter: GrowthFilter): boolean =>
  casesOf(filter).every(({ parts }) => parts.some(isIndexed));

const NARROW = 'c.sequence, s.key, s.domain, g.period, c.version, c.known_at';

/** SQL: states with their documents, in an order, up to a limit. */
export function selectStates(filter: GrowthFilter, query: StatesQuery, conditions: Conditions): string {
  const { sort = BY_KEY } = query;
  const cases = casesOf(filter).flatMap(runningCases);
  const order = `order by ${orderOf(sort)} limit ${conditions.bind(query.limit, 'bigint')}`;
  const after = behind(query.after, sort, conditions);
  const of = (one: Case, columns: string) =>
    `select ${columns}, ${START.sql} as start ${versionsOf(one, query, conditions)} and ${after} ${order}`;
  const [only, ...others] = cases;
  if (only && others.length === 0) return of(only, `${NARROW}, c.document`);
  const found = cases.map((one) => `(${of(one, NARROW)})`).join(' union ');
  return `select p.*, c.document from (${found} ${order}) p join change c on c.sequence = p.sequence ${order}`;
}

/** SQL: series key and period of states, in an order, up to a limit. */
export function selectKeys(filter: GrowthFilter, query: StatesQuery, conditions: Conditions): string {
  const { sort = BY_KEY } = query;
  const order = `order by ${orderOf(sort)} limit ${conditions.bind(query.limit, 'bigint')}`;
  const after = behind(query.after, sort, conditions);
  const ofKnown = sort.by === 'knownAt' ? ', c.known_at' : '';
  const found = casesOf(filter)
    .flatMap(runningCases)
    .map((one) => {
      const from =
        sort.by === 'knownAt' ? versionsOf(one, query, conditions) : keysOf(one, query, conditions);
      return `(select s.key, g.period, ${START.sql} as start${ofKnown} ${from} and ${after} ${order})`;
    });
  return `select key, period${ofKnown.replace('c.', '')} from (${found.join(' union ')}) found ${order}`;
}

/** SQL: the number of states. */
export function countOf(
  filter: GrowthFilter,
  query: Pick<StatesQuery, 'asOf'>,
  conditions: Conditions,
): string {
  const [only, ...others] = casesOf(filter).flatMap(runningCases);
  if (only && others.length === 0) return `select count(*)::int as states ${keysOf(only, query, conditions)}`;
  const found = [only, ...others].map(
    (one) => `select g.series_id, g.period ${one ? keysOf(one, query, conditions) : ''}`,
  );
  return `select count(*)::int as states from (${found.join(' union ')}) found`;
}

type Known = Pick<StatesQuery, 'asOf' | 'until' | 'changedAfter' | 'sort'>;

/** SQL of a case: `from` and `where` of keys; a version is looked at only where its words or its time matter. */
function keysOf(one: Case, query: Known, conditions: Conditions): string {
  if (one.isRunning || one.parts.some(asksForWords)) return versionsOf(one, query, conditions);
  const known = knownIn(query, 'c', conditions);
  const isKnown =
    known.length === 0
      ? 'true'
      : `exists (select from change c where c.series_id = g.series_id and c.period = g.period and ${allOf(known)})`;
  const isLater = changedAfterIn(query.changedAfter ?? null, conditions);
  return `from series s join growth_state g on g.series_id = s.series_id where ${scopeIn(one, conditions, 'g')} and ${isLater} and ${isKnown}`;
}

/** SQL of a case: `from` and `where` of newest versions `c`, as far as they are known. */
function versionsOf(one: Case, query: Known, conditions: Conditions): string {
  const isLater = changedAfterIn(query.changedAfter ?? null, conditions);
  const running = one.isRunning ? ` and ${runningMonth(query, conditions)}` : '';
  const scope = `${scopeIn(one, conditions, 'g')} and ${isLater}${running}`;
  if (query.sort?.by !== 'knownAt' && !one.parts.some(asksForWords))
    return `from series s join growth_state g on g.series_id = s.series_id
      join lateral (
        select c.* from change c
        where ${allOf(['c.series_id = g.series_id', 'c.period = g.period', ...knownIn(query, 'c', conditions)])}
        order by c.version desc limit 1) c on true
      where ${scope}`;
  const known = knownIn(query, 'c', conditions);
  const versions = ['n.series_id = c.series_id', 'n.period = c.period', ...knownIn(query, 'n', conditions)];
  // A subquery for a value, not `not exists`: PostgreSQL guesses that few rows pass that, and would sort all.
  const newest =
    known.length === 0
      ? 'g.version'
      : `(select n.version from change n where ${allOf(versions)} order by n.version desc limit 1)`;
  return `from change c join series s on s.series_id = c.series_id
    join growth_state g on g.series_id = c.series_id and g.period = c.period
    where ${allOf([wordsIn(one, conditions), scope, ...known, `c.version = ${newest}`])}`;
}

/** SQL: what was known, as conditions on an alias with `sequence` and `known_at`. */
function knownIn({ asOf, until = null }: Known, alias: string, conditions: Conditions): string[] {
  const known: string[] = [];
  if (asOf && 'sequence' in asOf)
    known.push(`${alias}.sequence <= ${conditions.bind(asOf.sequence, 'bigint')}`);
  if (asOf && 'instant' in asOf)
    known.push(`${alias}.known_at <= ${conditions.bind(asOf.instant, 'timestamptz')}`);
  if (until !== null) known.push(`${alias}.sequence <= ${conditions.bind(until, 'bigint')}`);
  return known;
}

/** SQL: whether the present version of `growth_state g` is later than a point in the log. */
export function changedAfterIn(after: AsOf | null, conditions: Conditions): string {
  if (after === null) return 'true';
  return 'sequence' in after
    ? `g.sequence > ${conditions.bind(after.sequence, 'bigint')}`
    : `g.known_at > ${conditions.bind(after.instant, 'timestamptz')}`;
}

/** SQL: a month of sales after which nothing of its platform is known to have been ordered. */
const runningMonth = (query: Known, conditions: Conditions): string =>
  `s.domain = 'platform' and strpos(${TEXT}, '"counts":{') > 0
   and not exists (select from sale_month m where ${allOf([
     'm.platform = s.reporter',
     'm.month > g.period',
     ...knownIn(query, 'm', conditions),
   ])})`;
