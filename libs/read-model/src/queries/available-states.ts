import type { Domain } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';

/** Version of the set of states: changes add states, rebuilds and recoveries may remove states. */
export interface LogPlace {
  readonly last: string;
  /** Changes with each rebuild and each recovery. */
  readonly rebuild: string;
  /** Sequence up to which versions of sales may have been thinned. */
  readonly downsampledUntil: string;
}

/** A series with periods of its present states. */
export interface StatesOfSeries {
  readonly key: string;
  readonly domain: Domain;
  readonly periods: readonly string[];
}

export async function readLogPlace(db: Queryable): Promise<LogPlace> {
  const { rows } = await db.query<LogPlace>({
    name: 'read-log-place',
    text: `select (select last from change_cursor),
             (select coalesce(max(rebuild_id), 0) from rebuild) || '/'
               || (select count(*) from incarnation where until_sequence > after_sequence) as rebuild,
             (select coalesce(max(thinned_until), 0) from change_retention) as "downsampledUntil"`,
  });
  return rows[0] ?? { last: '0', rebuild: '0', downsampledUntil: '0' };
}

const SERIES_AT_A_TIME = 20_000;

/** Periods of all present states, in pages by series id. Joined periods are read fastest. */
export async function* readStatesOfAllSeries(db: Queryable): AsyncGenerator<StatesOfSeries[], void> {
  for (let after = '0'; ;) {
    const { rows } = await db.query<JoinedPeriods & { readonly series_id: string }>({
      name: 'read-states-of-all-series',
      text: asFarAsFull(STATES_OF_SERIES, {
        columns: 'series_id, key, domain, periods',
        size: 'octet_length(key) + octet_length(periods)',
        order: 'series_id',
        bytes: '$3',
      }),
      values: [after, SERIES_AT_A_TIME, BUDGET.page],
    });
    const last = rows.at(-1);
    if (!last) return;
    yield split({ rows });
    after = last.series_id;
  }
}

const STATES_OF_SERIES = `
  select s.series_id, s.key, s.domain, g.periods
  from (select series_id, string_agg(period, ' ') as periods from growth_state where series_id > $1
        group by series_id order by series_id limit $2) g
  join series s on s.series_id = g.series_id order by s.series_id`;

const CHANGES_AT_A_TIME = 20_000;

/** Pages of the states that changed after one sequence up to another, new states included. */
export async function* readChangedStates(
  db: Queryable,
  after: string,
  until: string,
  bytes: number = BUDGET.page,
): AsyncGenerator<StatesOfSeries[], void> {
  for (let place = after; ;) {
    const { rows } = await db.query<JoinedPeriods & { readonly sequence: string }>({
      name: 'read-changed-states',
      text: asFarAsFull(CHANGED_STATES, {
        columns: 'sequence, key, domain, periods',
        size: 'octet_length(key) + octet_length(periods)',
        order: 'sequence',
        bytes: '$4',
      }),
      values: [place, until, CHANGES_AT_A_TIME, bytes],
    });
    const last = rows.at(-1);
    if (!last) return;
    yield split({ rows });
    place = last.sequence;
  }
}

const CHANGED_STATES = `
  select c.sequence, s.key, s.domain, c.period as periods
  from change c join series s on s.series_id = c.series_id
  where c.sequence > $1 and c.sequence <= $2 order by c.sequence limit $3`;

interface JoinedPeriods {
  readonly key: string;
  readonly domain: Domain;
  readonly periods: string;
}

function split({ rows }: { readonly rows: readonly JoinedPeriods[] }): StatesOfSeries[] {
  return rows.map(({ key, domain, periods }) => ({ key, domain, periods: periods.split(' ') }));
}
