import type { Domain } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import { plainArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';

export interface SeriesRow extends SeriesDimensions {
  readonly series_id: string;
  readonly key: string;
  readonly domain: Domain;
  /** False if the series has sales alone, which are decided without figures. */
  readonly has_figures: boolean;
  /** Whether a claim is about the series or compares with the series. */
  readonly has_claims: boolean;
}

export interface SeriesRegistration extends SeriesRow {
  /** Whether this call inserted the series. */
  readonly isNew: boolean;
}

const COLUMNS = `s.series_id, s.key, s.domain, s.reporter, s.area, s.indicator, s.coverage, s.flow, s.mode, s.product,
  s.counterpart, s.currency, exists (select from figure f where f.series_id = s.series_id) as has_figures,
  exists (select from claim c where c.series = s.key) or exists (select from claim c where c.compared_to = s.key) as has_claims`;

export async function findSeries(db: Queryable, keys: readonly string[]): Promise<SeriesRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<SeriesRow>({
    name: 'find-series',
    text: `select ${COLUMNS} from unnest($1::text[]) as w(key) join series s on s.key = w.key`,
    values: [plainArray(keys)],
  });
  return rows;
}

/**
 * Registers series and returns all of them; a series that exists keeps its domain. Keys are inserted in
 * order, against deadlocks.
 */
export async function registerSeries(
  db: Queryable,
  domain: Domain,
  keys: readonly string[],
): Promise<SeriesRegistration[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<SeriesRow>({
    name: 'register-series',
    text: `insert into series as s (domain, key, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
           select $1, key, split_part(key, '.', 1), split_part(key, '.', 2), split_part(key, '.', 3), split_part(key, '.', 4),
             split_part(key, '.', 5), split_part(key, '.', 6), split_part(key, '.', 7), split_part(key, '.', 8), split_part(key, '.', 9)
           from unnest($2::text[]) with ordinality as w(key, place) order by place
           on conflict (key) do nothing
           returning ${COLUMNS}`,
    values: [domain, plainArray([...keys].sort())],
  });
  const inserted = new Set(rows.map(({ key }) => key));
  const others = await findSeries(
    db,
    keys.filter((key) => !inserted.has(key)),
  );
  return [
    ...rows.map((row) => ({ ...row, isNew: true })),
    ...others.map((row) => ({ ...row, isNew: false })),
  ];
}

/** Series of these areas with figures, withdrawn ones included. */
export async function findPrintedSeries(db: Queryable, areas: readonly string[]): Promise<SeriesRow[]> {
  if (areas.length === 0) return [];
  const { rows } = await db.query<SeriesRow>({
    name: 'find-printed-series',
    text: `select ${COLUMNS} from series s
           where s.area = any($1::text[]) and exists (select from figure f where f.series_id = s.series_id)`,
    values: [areas],
  });
  return rows;
}
