import type { Domain } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import type { Queryable } from '../read-model.ts';

export interface SeriesRow extends SeriesDimensions {
  readonly series_id: number;
  readonly key: string;
  readonly domain: Domain;
  /** Whether anybody printed a figure about it; sales alone take the short way. */
  readonly has_figures: boolean;
}

const COLUMNS = `s.series_id, s.key, s.domain, s.reporter, s.area, s.indicator, s.coverage, s.flow, s.mode, s.product,
  s.counterpart, s.currency, exists (select from figure f where f.series_id = s.series_id) as has_figures`;

export async function findSeries(db: Queryable, keys: readonly string[]): Promise<SeriesRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<SeriesRow>({
    name: 'find-series',
    text: `select ${COLUMNS} from unnest($1::text[]) as w(key) join series s on s.key = w.key`,
    values: [keys],
  });
  return rows;
}

export interface NewSeries extends SeriesDimensions {
  readonly key: string;
}

/**
 * Registers series on first use and returns all of them, the old ones with the domain they belong to. Keys go in
 * in order, so that two transactions registering the same ones wait for each other and do not deadlock.
 */
export async function registerSeries(
  db: Queryable,
  domain: Domain,
  series: readonly NewSeries[],
): Promise<SeriesRow[]> {
  if (series.length === 0) return [];
  const sorted = [...series].sort((a, b) => (a.key < b.key ? -1 : 1));
  const column = (name: keyof NewSeries) => sorted.map((s) => s[name]);
  await db.query({
    name: 'register-series',
    text: `insert into series (domain, key, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
           select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                    $9::text[], $10::text[], $11::text[])
           on conflict (key) do nothing`,
    values: [
      domain,
      column('key'),
      column('reporter'),
      column('area'),
      column('indicator'),
      column('coverage'),
      column('flow'),
      column('mode'),
      column('product'),
      column('counterpart'),
      column('currency'),
    ],
  });
  return findSeries(db, column('key'));
}

/**
 * Series whose area could lie in, hold or be one of `areas` (by code prefix); all series when none are named.
 * A first sieve: the pure scope rule decides.
 */
export async function findSeriesNearAreas(db: Queryable, areas: readonly string[]): Promise<SeriesRow[]> {
  const { rows } = await db.query<SeriesRow>({
    name: 'find-series-near-areas',
    text: `select ${COLUMNS} from series s
           where cardinality($1::text[]) = 0 or s.area = '_T' or exists (
             select from unnest($1::text[]) as w(area)
             where s.area = w.area or starts_with(s.area, w.area || '-') or starts_with(w.area, s.area || '-'))`,
    values: [areas],
  });
  return rows;
}
