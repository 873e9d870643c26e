import type { Figure } from '@silkgauge/growth';
import type { Queryable } from '../read-model.ts';

/** A print with the event that brought it; `data` is JSON text as delivered. */
export interface PrintedEvidence {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly known_at: Date;
  /** The period that the print is compared with; null for levels and unknown comparisons. */
  readonly base_period: string | null;
  readonly print: Figure;
  readonly withdrawn: boolean;
  readonly data: string | null;
}

/**
 * Every print of a series at one of these periods, and those elsewhere that are compared with `base` together with
 * the prints of their own period: what an implied base rests on. `knownBy` (ISO instant, inclusive) leaves out what
 * became known later.
 */
export async function readEvidence(
  db: Queryable,
  key: string,
  wanted: { readonly periods: readonly string[]; readonly base: string; readonly knownBy: string | null },
): Promise<PrintedEvidence[]> {
  const { rows } = await db.query<PrintedEvidence>({
    name: 'read-evidence',
    text: `select e.topic, e.partition, e."offset", e.known_at, f.base_period, f.print, w.event_id is not null as withdrawn,
             e.data::text
           from series s join figure f on f.series_id = s.series_id join event e on e.event_id = f.event_id
           left join event w on w.event_id = f.withdrawn_by and ($4::timestamptz is null or w.known_at <= $4::timestamptz)
           where s.key = $1 and ($4::timestamptz is null or e.known_at <= $4::timestamptz)
             and (f.period = any($2::text[]) or f.period in (
               select b.period from figure b where b.series_id = s.series_id and b.base_period = $3))
           order by f.event_id`,
    values: [key, wanted.periods, wanted.base, wanted.knownBy],
  });
  return rows;
}

/** Sales folded into one state from one partition: how many events, in how many versions, between which offsets. */
export interface Fold {
  readonly topic: string;
  readonly partition: number;
  readonly from: string;
  readonly to: string;
  readonly events: string;
  readonly versions: string;
}

/** Folds of the versions of one state up to a version, those of versions that were removed since included. */
export async function readFolds(
  db: Queryable,
  key: string,
  period: string,
  version: number,
): Promise<Fold[]> {
  const { rows } = await db.query<Fold>({
    name: 'read-folds',
    text: `select a.topic, a.partition, min(a."from") as "from", max(a."to") as "to", sum(a.events) as events, sum(a.versions) as versions
           from series s
           cross join lateral (
             select f.topic, f.partition, f."from", f."to", f.events, 1::bigint as versions
             from change c
             cross join lateral json_to_record(c.document::json #> '{change,folded}')
               as f(topic text, partition int, "from" bigint, "to" bigint, events bigint)
             where c.series_id = s.series_id and c.period = $2 and c.version <= $3 and f.topic is not null
             union all
             select t.topic, t.partition, t.from_offset, t.to_offset, t.events, t.versions
             from thinned_fold t
             where t.series_id = s.series_id and t.period = $2 and t.until_version <= $3) a
           where s.key = $1
           group by a.topic, a.partition order by a.topic, a.partition`,
    values: [key, period, version],
  });
  return rows;
}
