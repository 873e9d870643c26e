import { PRINTED_RULE } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import { droppedIn, newestOrders, newestParameters } from './newest-orders.ts';
import { jsonIn, memberIn } from './registers.ts';

/** The newest order of a printed sentence: what registers it, or that it is dropped. */
export interface PrintedRow {
  readonly printed: string;
  /** How many events have registered it. */
  readonly registrations: number;
  readonly dropped: boolean;
  /** The event of the order; its place in the log, and its append time. */
  readonly source: string;
  readonly id: string;
  readonly sequence: string;
  readonly known_at: Date;
  /** JSON text as delivered. */
  readonly data: string;
  /** State, version and place of the newest version of its alert; null where there is none. */
  readonly alert_state: string | null;
  readonly alert_version: number | null;
  readonly alert_sequence: string | null;
}

export interface PrintedFilter {
  /** Names; null for all. */
  readonly names: readonly string[] | null;
  readonly after: string | null;
  /** Place in the log of orders, inclusive; null for its end. Alerts are those of the present. */
  readonly asOf: string | null;
  /** States of the alert; null for all, also those without. */
  readonly states?: readonly string[] | null;
  /** Only sentences with a number of this state, by its key as it was registered. */
  readonly key?: string | null;
}

/** The newest order of each printed sentence after a name, in order of name; dropped ones only by name. */
export async function readPrintedSentences(
  db: Queryable,
  { names, after, asOf, states = null, key = null }: PrintedFilter,
  limit: number,
): Promise<PrintedRow[]> {
  const rows = `select r.printed, r.registrations, r.dropped, r.document::json ->> 'source' as source,
      r.document::json ->> 'id' as id, r.sequence, r.known_at, (r.document::json -> 'data')::text as data,
      a.state as alert_state, a.version as alert_version, a.sequence as alert_sequence
    from (select n.*, ${droppedIn('n.document')} as dropped,
            (${memberIn('n.document', '{version}')})::int as registrations
          from (${newestOrders('printed', 'printed')}) n) r
    left join lateral (
      select v.version, v.sequence, v.document::json ->> 'state' as state from register_version v
      where v.kind = 'alert' and v.key = '${PRINTED_RULE}/' || r.printed order by v.version desc limit 1) a on true
    where ($5 or not r.dropped) and ($6::text[] is null or a.state = any($6::text[]))
      and ($7::text is null or exists (
        select from json_array_elements(${jsonIn('r.document')} #> '{data,uses}') used where used ->> 'key' = $7::text))
    order by r.printed limit $4`;
  const { rows: found } = await db.query<PrintedRow>({
    name: 'read-printed-sentences',
    text: asFarAsFull(rows, {
      columns:
        'printed, registrations, dropped, source, id, sequence, known_at, data, alert_state, alert_version, alert_sequence',
      size: 'octet_length(data)',
      order: 'printed',
      bytes: '$8',
    }),
    values: [
      ...newestParameters('printed', { names, after, asOf }),
      ...[limit, names !== null, states, key, BUDGET.page],
    ],
  });
  return found;
}
