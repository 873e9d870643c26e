import type { Queryable } from '../read-model.ts';
import { memberIn, memberOf, type RegisteredEvent } from './registers.ts';

/** The newest order of a bulletin: its plan, or that it is dropped (`withdrawn`). */
export interface BulletinPlanRow extends RegisteredEvent {
  readonly bulletin: string;
  /** How many plans the bulletin has had. */
  readonly plans: number;
}

export interface BulletinPlansFilter {
  /** Names; null for all. */
  readonly bulletins: readonly string[] | null;
  readonly after: string | null;
  /** Instant (ISO, inclusive); null: now. */
  readonly knownBy: string | null;
}

/**
 * The newest order of each bulletin after a name, in order of name; dropped ones only by name, and none that
 * waits for a release. Without names `data` has the title alone, as plans may be long. Orders lie on one
 * partition, so the highest offset is the newest.
 */
export async function readBulletinPlans(
  db: Queryable,
  { bulletins, after, knownBy }: BulletinPlansFilter,
  limit: number,
): Promise<BulletinPlanRow[]> {
  const { rows } = await db.query<BulletinPlanRow>({
    name: 'read-bulletin-plans',
    text: `with ordered as (
             select ${memberOf('{bulletin}')} collate "C" as bulletin, e.* from event e
             where e.type in ('silkgauge.bulletin.planned.v1', 'silkgauge.bulletin.dropped.v1')
               and e.type <> 'silkgauge.figure.reported.v1' and e.outcome in ('applied', 'superseded') and ($3::timestamptz is null or e.known_at <= $3::timestamptz)),
           newest as (
             select distinct on (bulletin) *,
               count(*) filter (where type = 'silkgauge.bulletin.planned.v1') over (partition by bulletin)::int as plans
             from ordered
             where ($1::text[] is null or bulletin = any($1::text[])) and ($2::text is null or bulletin > $2::text)
             order by bulletin, "offset" desc)
           select bulletin, plans, type = 'silkgauge.bulletin.dropped.v1' as withdrawn, 
             case when $5 then data else json_build_object('title', data -> 'title') end::text as data, event_id, source, id,
             topic, partition, "offset", known_at
           from newest
           where case type when 'silkgauge.bulletin.dropped.v1' then $5 else ${memberIn('data', '{publish}')} = 'at-once' end
           order by bulletin limit $4`,
    values: [bulletins, after, knownBy, limit, bulletins !== null],
  });
  return rows;
}
