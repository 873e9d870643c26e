import type { Queryable } from '../read-model.ts';
import { newestOrders, newestParameters } from './newest-orders.ts';
import { memberIn } from './registers.ts';

/** The newest order of a bulletin: its plan, or that it is dropped (`withdrawn`). */
export interface BulletinPlanRow {
  readonly bulletin: string;
  /** How many plans the bulletin has had. */
  readonly plans: number;
  readonly withdrawn: boolean;
  /** The event of the order; its place in the log, and its append time. */
  readonly source: string;
  readonly id: string;
  readonly sequence: string;
  readonly known_at: Date;
  /** JSON text as delivered. */
  readonly data: string;
}

export interface BulletinPlansFilter {
  /** Names; null for all. */
  readonly bulletins: readonly string[] | null;
  readonly after: string | null;
  /** Place in the log, inclusive; null for its end. */
  readonly asOf: string | null;
}

/**
 * The newest order of each bulletin after a name, in order of name; dropped ones only by name, and none that
 * waits for a release. Without names `data` has the title alone, as plans may be long.
 */
export async function readBulletinPlans(
  db: Queryable,
  { bulletins, after, asOf }: BulletinPlansFilter,
  limit: number,
): Promise<BulletinPlanRow[]> {
  const { rows } = await db.query<BulletinPlanRow>({
    name: 'read-bulletin-plans',
    text: `with newest as (
             ${newestOrders('bulletin', 'bulletin')}),
           read as (
             select n.*, ${memberIn('n.document', '{dropped}')} = 'true' as withdrawn,
               (${memberIn('n.document', '{version}')})::int as plans, ${memberIn('n.document', '{data,publish}')} as publish,
               n.document::json ->> 'source' as source, n.document::json ->> 'id' as id
             from newest n)
           select bulletin, plans, withdrawn, source, id, sequence, known_at,
             case when $5 then document::json -> 'data' else json_build_object('title', document::json #> '{data,title}') end::text as data
           from read
           where case when withdrawn then $5 else publish = 'at-once' end
           order by bulletin limit $4`,
    values: [...newestParameters('bulletin', { names: bulletins, after, asOf }), limit, bulletins !== null],
  });
  return rows;
}
