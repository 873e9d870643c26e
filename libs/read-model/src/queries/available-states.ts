import type { Domain } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';

/** Where the log and what stands beside it are: states come with changes and go with rebuilds. */
export interface LogPlace {
  /** The last sequence. */
  readonly last: string;
  /** The last time the read model was built again. */
  readonly rebuild: string;
}

/** A series with the periods of some of its present states. */
export interface StatesOfSeries {
  readonly key: string;
  readonly domain: Domain;
  readonly periods: readonly string[];
}

export async function readLogPlace(db: Queryable): Promise<LogPlace> {
  const { rows } = await db.query<LogPlace>({
    name: 'read-log-place',
    text: 'select (select last from change_cursor), (select coalesce(max(rebuild_id), 0) as rebuild from rebuild)',
  });
  return rows[0] ?? { last: '0', rebuild: '0' };
}

/** Which states there are, of every series that has one. Periods hold no blank, so joined they are read fastest. */
export async function readStatesOfAllSeries(db: Queryable): Promise<StatesOfSeries[]> {
  return split(
    await db.query<Joined>({
      name: 'read-states-of-all-series',
      text: `select s.key, s.domain, g.periods
             from (select series_id, string_agg(period, ' ') as periods from growth_state group by series_id) g
             join series s on s.series_id = g.series_id`,
    }),
  );
}

/** The states that changed between two places in the log, the first excluded: those that were not there before are among them. */
export async function readChangedStates(
  db: Queryable,
  after: string,
  until: string,
): Promise<StatesOfSeries[]> {
  return split(
    await db.query<Joined>({
      name: 'read-changed-states',
      text: `select s.key, s.domain, c.periods
             from (select series_id, string_agg(distinct period, ' ') as periods from change
                   where sequence > $1 and sequence <= $2 group by series_id) c
             join series s on s.series_id = c.series_id`,
      values: [after, until],
    }),
  );
}

interface Joined {
  readonly key: string;
  readonly domain: Domain;
  readonly periods: string;
}

function split({ rows }: { readonly rows: readonly Joined[] }): StatesOfSeries[] {
  return rows.map(({ key, domain, periods }) => ({ key, domain, periods: periods.split(' ') }));
}
