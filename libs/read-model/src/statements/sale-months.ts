import { asOfParameters, type AsOf } from '../queries/states.ts';
import type { Queryable } from '../read-model.ts';

export interface SaleMonth {
  readonly platform: string;
  /** `YYYY-MM` in UTC. */
  readonly month: string;
}

/** The latest month that each of these platforms was known to have a sale of, now or at a point in the log. */
export async function findLatestMonths(
  db: Queryable,
  platforms: readonly string[],
  asOf: AsOf | null,
): Promise<SaleMonth[]> {
  if (platforms.length === 0) return [];
  const { rows } = await db.query<SaleMonth>({
    name: 'find-latest-months',
    text: `select w.platform, m.month from unnest($1::text[]) as w(platform)
           cross join lateral (
             select m.month from sale_month m
             where m.platform = w.platform
               and ($2::bigint is null or m.sequence <= $2::bigint) and ($3::timestamptz is null or m.known_at <= $3::timestamptz)
             order by m.month desc limit 1) m`,
    values: [platforms, ...asOfParameters(asOf)],
  });
  return rows;
}

/** Every month that these platforms have a sale of, in order of platform and month. */
export async function readSaleMonths(db: Queryable, platforms: readonly string[]): Promise<SaleMonth[]> {
  if (platforms.length === 0) return [];
  const { rows } = await db.query<SaleMonth>({
    name: 'read-sale-months',
    text: `select m.platform, m.month from sale_month m where m.platform = any($1::text[]) order by m.platform, m.month`,
    values: [platforms],
  });
  return rows;
}
