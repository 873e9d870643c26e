import type { Figure, SalesTotal } from '@silkgauge/growth';
import type { Queryable } from '../read-model.ts';

/** A print, and when it and its withdrawal were decided on: event ids rise in that order. */
export interface PrintedEvidence {
  readonly series_id: string;
  readonly event_id: string;
  readonly known_at: Date;
  readonly print: Figure;
  /** Null while it stands. */
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: Date | null;
}

/** Every print of these series, withdrawn ones among them, in the order in which was decided on them. */
export async function readEvidence(db: Queryable, seriesIds: readonly string[]): Promise<PrintedEvidence[]> {
  const { rows } = await db.query<PrintedEvidence>({
    name: 'read-evidence',
    text: `select f.series_id, f.event_id, e.known_at, f.print, f.withdrawn_by, w.known_at as withdrawn_at
           from figure f join event e on e.event_id = f.event_id left join event w on w.event_id = f.withdrawn_by
           where f.series_id = any($1::bigint[]) order by f.event_id`,
    values: [seriesIds],
  });
  return rows;
}

/** The event id of an accepted event; null for sales, of which no rows are kept. */
export async function readEventId(
  db: Queryable,
  { source, id }: { readonly source: string; readonly id: string },
): Promise<bigint | null> {
  const { rows } = await db.query<{ event_id: string }>({
    name: 'read-event-id',
    text: `select e.event_id from event e where e.source = $1 and e.id = $2 and e.outcome in ('applied', 'superseded')`,
    values: [source, id],
  });
  return rows[0] ? BigInt(rows[0].event_id) : null;
}

export interface ToldTotal extends SalesTotal {
  readonly period: string;
}

/** The totals of sales of a series as its states tell them, after a change of the log (its sequence) or, with null, now. */
export async function readToldTotals(
  db: Queryable,
  seriesId: string,
  sequence: string | null,
): Promise<ToldTotal[]> {
  const { rows } = await db.query<ToldTotal>({
    name: 'read-told-totals',
    text: `select g.period, d.level #>> '{computed,value}' as total, d.counts ->> 'events' as events, d.counts ->> 'units' as units,
             d.counts ->> 'last' as last
           from growth_state g
           cross join lateral (
             select c.document from change c
             where c.series_id = g.series_id and c.period = g.period and ($2::bigint is null or c.sequence <= $2::bigint)
             order by c.version desc limit 1) c
           cross join lateral json_to_record(c.document::json) as d(level json, counts json)
           where g.series_id = $1 and d.counts is not null and d.level #>> '{computed,value}' is not null order by g.period`,
    values: [seriesId, sequence],
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

/**
 * What was folded into one state up to a version, one for each partition: the folds of its versions, of those that were
 * thinned away as sums. A rebuild counts anew from the log, so only what it counted and what came after it counts.
 */
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
             select coalesce(max(b.version), 0) as version from rebuilt_fold b
             where b.series_id = s.series_id and b.period = $2 and b.version <= $3) base
           cross join lateral (
             select f.topic, f.partition, f."from", f."to", f.events, 1::bigint as versions
             from change c
             cross join lateral json_to_record(c.document::json #> '{change,folded}')
               as f(topic text, partition int, "from" bigint, "to" bigint, events bigint)
             where c.series_id = s.series_id and c.period = $2 and c.version > base.version and c.version <= $3
               and f.topic is not null
             union all
             select t.topic, t.partition, t.from_offset, t.to_offset, t.events, t.versions
             from thinned_fold t
             where t.series_id = s.series_id and t.period = $2 and t.rebuilt_version = base.version and t.until_version <= $3
             union all
             select f.topic, f.partition, f."from", f."to", f.events, f.versions
             from rebuilt_fold b
             cross join lateral json_to_recordset(b.folds)
               as f(topic text, partition int, "from" bigint, "to" bigint, events bigint, versions bigint)
             where b.series_id = s.series_id and b.period = $2 and b.version = base.version) a
           where s.key = $1
           group by a.topic, a.partition order by a.topic, a.partition`,
    values: [key, period, version],
  });
  return rows;
}
