import type { AsOf } from '../queries/select-states.ts';
import { asOfParameters } from '../queries/states.ts';
import type { Queryable } from '../read-model.ts';

export interface SaleMonth {
  readonly platform: string;
  /** `YYYY-MM` in UTC. */
  readonly month: string;
}

/** Latest month with a known sale of each platform, now or as of a point in the log. */
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

/** All months with a sale of these platforms, in order of platform and month. */
export async function readSaleMonths(db: Queryable, platforms: readonly string[]): Promise<SaleMonth[]> {
  if (platforms.length === 0) return [];
  const { rows } = await db.query<SaleMonth>({
    name: 'read-sale-months',
    text: `select m.platform, m.month from sale_month m where m.platform = any($1::text[]) order by m.platform, m.month`,
    values: [platforms],
  });
  return rows;
}
