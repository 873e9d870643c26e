import type { Queryable } from '../read-model.ts';
import { droppedIn, newestOrders, newestParameters } from './newest-orders.ts';
import { awaitedIn, isPublished, promisedAt } from './published-plans.ts';
import { memberIn } from './registers.ts';

/** The newest order of a bulletin: its plan, or that it is dropped (`withdrawn`). */
export interface BulletinPlanRow {
  readonly bulletin: string;
  /** How many plans the bulletin has had. */
  readonly plans: number;
  readonly withdrawn: boolean;
  /** The release that the plan waits for, and the instant that this is promised for; null for a plan that does not wait. */
  readonly awaits: string | null;
  readonly promised: Date | null;
  /** Whether an earlier plan was published, and this order took back what was told by it. */
  readonly taken_back: boolean;
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
  { bulletins, after, asOf, waiting = false }: BulletinPlansFilter,
  limit: number,
): Promise<BulletinPlanRow[]> {
  const { rows } = await db.query<BulletinPlanRow>({
    name: 'read-bulletin-plans',
    text: `with newest as (
             ${newestOrders('bulletin', 'bulletin')}),
           read as (
             select n.*, ${droppedIn('n.document')} as withdrawn, (${memberIn('n.document', '{version}')})::int as plans,
               ${isPublished('n', '$3::bigint')} as published,
               n.document::json ->> 'source' as source, n.document::json ->> 'id' as id
             from newest n),
           served as (
             select *, case when not withdrawn and not published then ${awaitedIn('document')} end as awaits
             from read r
             where case
               when withdrawn then $5 and ${publishedBefore('r')}
               else published or $6 end
             order by bulletin limit $4)
           select bulletin, plans, withdrawn, awaits, ${promisedAt('awaits', '$3::bigint')} as promised,
             case when awaits is null then withdrawn else ${publishedBefore('served')} end as taken_back,
             source, id, sequence, known_at,
             case when $5 then document::json -> 'data' else json_build_object('title', document::json #> '{data,title}') end::text as data
           from served order by bulletin`,
    values: [
      ...newestParameters('bulletin', { names: bulletins, after, asOf }),
      ...[limit, bulletins !== null, waiting],
    ],
  });
  return rows;
}
