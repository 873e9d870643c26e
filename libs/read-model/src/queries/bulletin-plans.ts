import type { Queryable } from '../read-model.ts';
import { newestOrders, newestParameters, type OrderRow, type OrdersAfter } from './newest-orders.ts';
import { awaitedIn, isPublished, promisedAt } from './published-plans.ts';

/** The newest order of a bulletin: its plan, or that it is dropped. */
export interface BulletinPlanRow extends OrderRow {
  /** The release that the plan waits for, and the instant that this is promised for; null for a plan that does not wait. */
  readonly awaits: string | null;
  readonly promised: Date | null;
  /** Whether an earlier plan was published, and this order took back what was told by it. */
  readonly taken_back: boolean;
}

export interface BulletinPlansFilter extends OrdersAfter {
  /** Whether plans that wait for a release are wanted, too; no reader is told of them. */
  readonly waiting?: boolean;
}

/** SQL: whether a plan before an order was published. */
const publishedBefore = (order: string): string => `exists (
                 select from register_version p
                 where p.kind = 'order' and p.key = ${order}.key and p.version < ${order}.version and ${isPublished('p', '$3::bigint')})`;

/**
 * The newest order of each bulletin after a name, in order of name; dropped ones only by name, and where something
 * had been published. Without names `data` has the title alone, as plans may be long.
 */
export async function readBulletinPlans(
  db: Queryable,
  { waiting = false, ...orders }: BulletinPlansFilter,
  limit: number,
): Promise<BulletinPlanRow[]> {
  const { rows } = await db.query<BulletinPlanRow>({
    name: 'read-bulletin-plans',
    text: `with newest as (
             ${newestOrders('bulletin')}),
           read as (
             select n.*, ${isPublished('n', '$3::bigint')} as published,
               n.document::json ->> 'source' as source, n.document::json ->> 'id' as id
             from newest n),
           served as (
             select *, case when not dropped and not published then ${awaitedIn('document')} end as awaits
             from read r
             where case
               when dropped then $5 and ${publishedBefore('r')}
               else published or $6 end
             order by name limit $4)
           select name, times, dropped, awaits, ${promisedAt('awaits', '$3::bigint')} as promised,
             case when awaits is null then dropped else ${publishedBefore('served')} end as taken_back,
             source, id, sequence, known_at,
             case when $5 then document::json -> 'data' else json_build_object('title', document::json #> '{data,title}') end::text as data
           from served order by name`,
    values: [...newestParameters('bulletin', orders), limit, orders.names !== null, waiting],
  });
  return rows;
}
