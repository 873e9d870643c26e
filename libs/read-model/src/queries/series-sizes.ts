import type { GrowthFilter } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { Conditions } from './conditions.ts';
import { changedAfterIn, type AsOf } from './select-states.ts';

export interface SeriesSize {
  readonly key: string;
  /** States of the filter; those of every set of a selection. */
  readonly states: number;
}

export interface SeriesRange {
  /** Series key; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
  /** Only series with a state that changed later. */
  readonly changedAfter?: AsOf | null;
}

/**
 * Series of a filter with a state, in order of key, with the number of their present states; the words of the
 * filter aside. Each page goes on in the index of keys where the page before ended.
 */
export async function readSeriesSizes(
  db: Queryable,
  filter: GrowthFilter,
  { after, limit, changedAfter = null }: SeriesRange,
): Promise<SeriesSize[]> {
  const conditions = await Conditions.of(db, filter);
  const isBehind = after === null ? 'true' : `s.key > ${conditions.bind(after, 'text')}`;
  const { rows } = await db.query<SeriesSize>(
    `select p.key, (select count(*) from growth_state g where g.series_id = p.series_id
                    and ${conditions.periods(filter, 'g')})::int as states
     from (select s.series_id, s.key from series s
           where ${isBehind} and ${conditions.seriesScope(filter)}
             and exists (select from growth_state g where g.series_id = s.series_id
                         and ${conditions.scope(filter)} and ${changedAfterIn(changedAfter, conditions)})
           order by s.key limit ${conditions.bind(limit, 'bigint')}) p
     order by p.key`,
    conditions.values,
  );
  return rows;
}
