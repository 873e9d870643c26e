import type { Queryable } from '../read-model.ts';
import type { AsOf } from './select-states.ts';
import { asOfParameters } from './states.ts';

/** Documents of existing states by `<series key>/<period>`, now or as of a point in the log. */
export async function readPresentStates(
  db: Queryable,
  wanted: readonly { readonly key: string; readonly period: string }[],
  asOf: AsOf | null = null,
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await db.query<{ key: string; period: string; document: string }>({
    name: 'read-present-states',
    text: `select s.key, g.period, c.document
           from (select distinct key, period from unnest($1::text[], $2::text[]) as w(key, period)) w
           join series s on s.key = w.key
           join growth_state g on g.series_id = s.series_id and g.period = w.period
           join lateral (
             select c.document from change c
             where c.series_id = g.series_id and c.period = g.period and ($3::bigint is null or c.sequence <= $3::bigint)
               and ($4::timestamptz is null or c.known_at <= $4::timestamptz)
             order by c.version desc limit 1) c on true`,
    values: [wanted.map(({ key }) => key), wanted.map(({ period }) => period), ...asOfParameters(asOf)],
  });
  return new Map(rows.map(({ key, period, document }) => [`${key}/${period}`, document]));
}
