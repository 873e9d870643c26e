import type { GrowthFilter } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { allOf, Conditions } from './conditions.ts';
import type { AsOf } from './select-states.ts';

/** Versions of states: later than one point of the log, known by another one. */
export interface VersionsQuery {
  readonly after: AsOf | null;
  readonly asOf: AsOf | null;
  readonly limit: number;
}

/** Sequences of all kept versions of the states of a filter, its words aside, in order. */
export async function readVersions(
  db: Queryable,
  filter: GrowthFilter,
  { after, asOf, limit }: VersionsQuery,
): Promise<string[]> {
  const conditions = await Conditions.of(db, filter);
  const { rows } = await db.query<{ sequence: string }>(
    `select sequence from (
       select c.sequence from series s
       join growth_state g on g.series_id = s.series_id
       join change c on c.series_id = g.series_id and c.period = g.period
       where ${allOf([
         conditions.scope(filter),
         ...pointIn(after, '>', conditions),
         ...pointIn(asOf, '<=', conditions),
       ])}
       limit ${conditions.bind(limit, 'bigint')}) found
     order by sequence`,
    conditions.values,
  );
  return rows.map(({ sequence }) => sequence);
}

function pointIn(point: AsOf | null, than: '>' | '<=', conditions: Conditions): string[] {
  if (point === null) return [];
  return 'sequence' in point
    ? [`c.sequence ${than} ${conditions.bind(point.sequence, 'bigint')}`]
    : [`c.known_at ${than} ${conditions.bind(point.instant, 'timestamptz')}`];
}
