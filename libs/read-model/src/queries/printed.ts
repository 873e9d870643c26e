import { PRINTED_RULE } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import { newestOrders, newestParameters, orderIn, type OrderRow, type OrdersAfter } from './newest-orders.ts';
import { jsonIn } from './registers.ts';

/** The newest order of a printed sentence, and its alert. */
export interface PrintedRow extends OrderRow {
  /** State, version and place of the newest version of its alert; null where there is none. */
  readonly alert_state: string | null;
  readonly alert_version: number | null;
  readonly alert_sequence: string | null;
}

/** Sentences as of a place in the log of orders; alerts are those of the present. */
export interface PrintedFilter extends OrdersAfter {
  /** States of the alert; null for all, also those without. */
  readonly states?: readonly string[] | null;
  /** Only sentences with a number of this state, by its key as it was registered. */
  readonly key?: string | null;
}

/** The newest order of each printed sentence after a name, in order of name; dropped ones only by name. */
export async function readPrintedSentences(
  db: Queryable,
  { states = null, key = null, ...orders }: PrintedFilter,
  limit: number,
): Promise<PrintedRow[]> {
  const rows = `select ${orderIn('r')}, a.state as alert_state, a.version as alert_version, a.sequence as alert_sequence
    from (${newestOrders('printed')}) r
    left join lateral (
      select v.version, v.sequence, v.document::json ->> 'state' as state from register_version v
      where v.kind = 'alert' and v.key = '${PRINTED_RULE}/' || r.name order by v.version desc limit 1) a on true
    where ($5 or not r.dropped) and ($6::text[] is null or a.state = any($6::text[]))
      and ($7::text is null or exists (
        select from json_array_elements(${jsonIn('r.document')} #> '{data,uses}') used where used ->> 'key' = $7::text))
    order by r.key limit $4`;
  const { rows: found } = await db.query<PrintedRow>({
    name: 'read-printed-sentences',
    text: asFarAsFull(rows, {
      columns:
        'name, times, dropped, source, id, sequence, known_at, data, alert_state, alert_version, alert_sequence',
      size: 'octet_length(data)',
      order: 'name',
      bytes: '$8',
    }),
    values: [
      ...newestParameters('printed', orders),
      ...[limit, orders.names !== null, states, key, BUDGET.page],
    ],
  });
  return found;
}
