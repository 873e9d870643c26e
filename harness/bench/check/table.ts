import type { Pool } from 'pg';
import { asRatio } from './state-row.ts';
import type { ExpectedRow } from './expected-table.ts';

interface Row {
  readonly series: string;
  readonly month: string;
  readonly total: string;
  readonly orders: string;
  readonly g1: string | null;
  readonly gy: string | null;
}

/** Number of rows and events; cheap enough for several queries per second. */
export async function tableProgress(pool: Pool): Promise<{ rows: number; events: number }> {
  const { rows } = await pool.query<{ rows: string; events: string | null }>(
    'select count(*) as rows, sum(events) as events from sale_total',
  );
  return { rows: Number(rows[0]?.rows ?? 0), events: Number(rows[0]?.events ?? 0) };
}

/** Present sales and growth: totals from their table, growth from the present states. */
export async function tableRows(pool: Pool): Promise<ExpectedRow[]> {
  const { rows } = await pool.query<Row>(
    `select s.key as series, t.period as month, t.total::text, t.events::text as orders,
            c.document::json #>> '{growth,G1,computed,value}' as g1,
            c.document::json #>> '{growth,GY,computed,value}' as gy
     from sale_total t join series s on s.series_id = t.series_id
     left join growth_state g on g.series_id = t.series_id and g.period = t.period
     left join change c on c.sequence = g.sequence`,
  );
  return rows.map(({ g1, gy, ...row }) => ({ ...row, mom: asRatio(g1), yoy: asRatio(gy) }));
}
