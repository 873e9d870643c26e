import type { Queryable } from '../read-model.ts';
import { droppedIn, newestOrders, newestParameters } from './newest-orders.ts';
import { memberIn } from './registers.ts';

/** The newest order of a rule: what defines it, or that it is dropped. */
export interface AlertRuleRow {
  readonly rule: string;
  /** How many events have defined it. */
  readonly definitions: number;
  readonly dropped: boolean;
  /** The event of the order; its place in the log, and its append time. */
  readonly source: string;
  readonly id: string;
  readonly sequence: string;
  readonly known_at: Date;
  /** JSON text as delivered. */
  readonly data: string;
}

export interface AlertRulesFilter {
  /** Names; null for all. */
  readonly rules: readonly string[] | null;
  readonly after: string | null;
  /** Place in the log, inclusive; null for its end. */
  readonly asOf: string | null;
}

/** The newest order of each rule after a name, in order of name; dropped ones only by name. */
export async function readAlertRules(
  db: Queryable,
  { rules, after, asOf }: AlertRulesFilter,
  limit: number,
): Promise<AlertRuleRow[]> {
  const { rows } = await db.query<AlertRuleRow>({
    name: 'read-alert-rules',
    text: `with newest as (
             ${newestOrders('alert', 'rule')}),
           read as (
             select n.*, ${droppedIn('n.document')} as dropped,
               (${memberIn('n.document', '{version}')})::int as definitions
             from newest n)
           select rule, definitions, dropped, document::json ->> 'source' as source, document::json ->> 'id' as id,
             sequence, known_at, (document::json -> 'data')::text as data
           from read where $5 or not dropped
           order by rule limit $4`,
    values: [...newestParameters('alert', { names: rules, after, asOf }), limit, rules !== null],
  });
  return rows;
}
