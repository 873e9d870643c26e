import { memberIn, memberOf } from '../queries/registers.ts';
import type { Queryable } from '../read-model.ts';

/** What a release was last scheduled as, by its event. */
export interface ScheduledRelease {
  readonly release: string;
  readonly at: string;
  readonly publisher: string;
}

/** The newest accepted scheduling of each release. Orders lie on one partition, so the highest offset is the newest. */
export async function findScheduled(db: Queryable, releases: readonly string[]): Promise<ScheduledRelease[]> {
  if (releases.length === 0) return [];
  const { rows } = await db.query<ScheduledRelease>({
    name: 'find-scheduled',
    text: `with scheduled as (
             select ${memberOf('{release}')} as release, ${memberOf('{at}')} as at, ${memberOf('{publisher}')} as publisher, e."offset" from event e
             where e.type = 'silkgauge.release.scheduled.v1'
               and e.type <> 'silkgauge.figure.reported.v1' and e.outcome in ('applied', 'superseded'))
           select distinct on (release) release, at, publisher from scheduled where release = any($1::text[])
           order by release, "offset" desc`,
    values: [releases],
  });
  return rows;
}

/** Whom a release has given early access. */
export interface ReleaseAccess {
  readonly release: string;
  readonly name: string;
  readonly role: string;
}

/** Whom any accepted scheduling of some releases gave early access. */
export async function findAccess(db: Queryable, releases: readonly string[]): Promise<ReleaseAccess[]> {
  if (releases.length === 0) return [];
  const { rows } = await db.query<ReleaseAccess>({
    name: 'find-access',
    text: `select distinct s.release, ${memberIn('a.item', '{name}')} as name, ${memberIn('a.item', '{role}')} as role
           from (select ${memberOf('{release}')} as release, e.data from event e
                 where e.type = 'silkgauge.release.scheduled.v1' and e.type <> 'silkgauge.figure.reported.v1'
                   and e.outcome in ('applied', 'superseded')
                   and ${memberOf('{release}')} = any($1::text[])) s
           cross join lateral json_array_elements(coalesce(s.data -> 'access', '[]'::json)) as a(item)`,
    values: [releases],
  });
  return rows;
}
