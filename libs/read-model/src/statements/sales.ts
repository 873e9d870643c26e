import type { SalesTotal } from '@silkgauge/growth';
import { plainArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';

export interface SeriesPeriod {
  readonly seriesId: string;
  readonly period: string;
}

/** Common order of writes, against deadlocks. Ids are integers as text. */
export function bySeriesAndPeriod(a: SeriesPeriod, b: SeriesPeriod): number {
  if (a.seriesId === b.seriesId) return a.period < b.period ? -1 : 1;
  return a.seriesId.length - b.seriesId.length || (a.seriesId < b.seriesId ? -1 : 1);
}

export interface MonthTotal extends SeriesPeriod, SalesTotal {}

export interface TotalRow extends SalesTotal {
  readonly series_id: string;
  readonly period: string;
}

export async function findTotals(db: Queryable, keys: readonly SeriesPeriod[]): Promise<TotalRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<TotalRow>({
    name: 'find-totals',
    text: `select t.series_id, t.period, t.total, t.events, t.units, t.last_ordered as last
           from unnest($1::bigint[], $2::text[]) as w(series_id, period)
           join sale_total t on t.series_id = w.series_id and t.period = w.period`,
    values: [plainArray(keys.map((k) => k.seriesId)), plainArray(keys.map((k) => k.period))],
  });
  return rows;
}

/** All totals of these series. */
export async function findTotalsOfSeries(db: Queryable, seriesIds: readonly string[]): Promise<TotalRow[]> {
  if (seriesIds.length === 0) return [];
  const { rows } = await db.query<TotalRow>({
    name: 'find-totals-of-series',
    text: `select series_id, period, total, events, units, last_ordered as last from sale_total
           where series_id = any($1::bigint[])`,
    values: [plainArray(seriesIds)],
  });
  return rows;
}
