import { ORDER_PREFIX } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { RegisterChange } from '../state-json.ts';
import { newestOrders, newestParameters, timesIn } from './newest-orders.ts';
import { isPublished } from './published-plans.ts';

/** A bulletin of a list: its newest version, or its newest plan where none is written yet. */
export interface ListedBulletinRow {
  readonly bulletin: string;
  /** The place in the log of the version, else of the plan. */
  readonly place: string;
  readonly known_at: Date;
  readonly version: number | null;
  readonly kind: string | null;
  /** Headlines as JSON text, both languages; null where no version is written. */
  readonly headline: string | null;
  /** JSON text. */
  readonly title: string;
  /** The event of the newest plan that was published, and how many there had been. */
  readonly source: string;
  readonly id: string;
  readonly times: number;
}

/** What follows a place in a list that is newest first, as of a place in the log. */
export interface NewestPage {
  /** Null for the newest. */
  readonly before: string | null;
  readonly until: string;
  readonly limit: number;
}

/**
 * Bulletins that have a version or can be told, newest first: one that was dropped stays as long as it has a
 * version, which says that it is withdrawn. Nothing is said of a plan that waits for a release.
 */
export async function readListedBulletins(
  db: Queryable,
  { before, until, limit }: NewestPage,
): Promise<ListedBulletinRow[]> {
  const { rows } = await db.query<ListedBulletinRow>({
    name: 'read-listed-bulletins',
    text: `with newest as (
             ${newestOrders('bulletin')}),
           placed as (
             select n.name as bulletin, coalesce(v.sequence, n.sequence) as place, coalesce(v.known_at, n.known_at) as known_at,
               v.sequence as version_sequence
             from newest n left join lateral (
               select b.sequence, b.known_at from register_version b
               where b.kind = 'bulletin' and b.key = n.name and b.sequence <= $3::bigint
               order by b.version desc limit 1) v on true
             where v.sequence is not null or ${isPublished('n', '$3::bigint')}),
           page as (
             select * from placed where $4::bigint is null or place < $4::bigint order by place desc limit $5)
           select p.bulletin, p.place, p.known_at, v.version,
             v.document::json ->> 'kind' as kind,
             case when v.sequence is not null then json_build_object('en', v.document::json #> '{en,headline}',
               'zh', v.document::json #> '{zh,headline}') end::text as headline,
             (o.document::json #> '{data,title}')::text as title, o.document::json ->> 'source' as source,
             o.document::json ->> 'id' as id, ${timesIn('o.document')} as times
           from page p
           join lateral (
             select r.document from register_version r
             where r.kind = 'order' and r.key = '${ORDER_PREFIX.bulletin}' || p.bulletin and r.sequence <= $3::bigint
               and ${isPublished('r', '$3::bigint')}
             order by r.version desc limit 1) o on true
           left join register_version v on v.kind = 'bulletin' and v.sequence = p.version_sequence
           order by p.place desc`,
    values: [...newestParameters('bulletin', { names: null, after: null, asOf: until }), before, limit],
  });
  return rows;
}

/** The newest version of each bulletin, newest first: up to `limit` rows or a page. */
export async function readNewestBulletins(
  db: Queryable,
  until: string,
  limit: number,
): Promise<RegisterChange<'bulletin'>[]> {
  const columns = 'kind, sequence, key, version, known_at, document';
  // Documents are read of those that are listed alone.
  const newest = `select n.sequence from (select distinct key from register_version where kind = 'bulletin') k
                  cross join lateral (select r.sequence from register_version r
                    where r.kind = 'bulletin' and r.key = k.key and r.sequence <= $1 order by r.version desc limit 1) n
                  order by n.sequence desc limit $2`;
  const { rows } = await db.query<RegisterChange<'bulletin'>>({
    name: 'read-newest-bulletins',
    text: asFarAsFull(
      `select ${columns} from register_version where sequence in (${newest}) order by sequence desc`,
      {
        ...{ columns, size: 'octet_length(document)', order: 'sequence desc', bytes: '$3' },
      },
    ),
    values: [until, limit, BUDGET.page],
  });
  return rows;
}
