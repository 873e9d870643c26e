import type { Figure, SalesTotal } from '@silkgauge/growth';
import { asFarAsFull, BUDGET, isFull } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import { acceptedEvent, byKey } from '../statements/by-key.ts';

/** A print with the decisions on it and on its withdrawal; event ids rise in order of decision. */
export interface PrintedEvidence {
  readonly series_id: string;
  readonly event_id: string;
  readonly known_at: Date;
  readonly print: Figure;
  /** Null for a print that is not withdrawn. */
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: Date | null;
}

/** A print with its size as JSON text. */
export type StoredEvidence = PrintedEvidence & { readonly bytes: number };

/** Prints in order of decision. */
export interface ReadEvidence {
  readonly prints: readonly StoredEvidence[];
  /** Whether later prints were left out, as the prints exceed the budget of an answer. */
  readonly isTooMuch: boolean;
}

const PRINTED = `f.series_id, f.event_id, e.known_at, f.print, f.withdrawn_by, w.known_at as withdrawn_at,
  octet_length(f.print::text) as bytes`;

/** All prints of these series, withdrawn ones included, up to the budget of an answer. */
export async function readEvidence(db: Queryable, seriesIds: readonly string[]): Promise<ReadEvidence> {
  const { rows } = await db.query<StoredEvidence>({
    name: 'read-evidence',
    text: asFarAsFull(
      `select ${PRINTED}
       from figure f join event e on e.event_id = f.event_id left join event w on w.event_id = f.withdrawn_by
       where f.series_id = any($1::bigint[]) order by f.event_id`,
      {
        columns: 'series_id, event_id, known_at, print, withdrawn_by, withdrawn_at, bytes',
        size: 'bytes',
        order: 'event_id',
        bytes: '$2',
      },
    ),
    values: [seriesIds, BUDGET.workedFrom],
  });
  return { prints: rows, isTooMuch: isFull(rows, ({ bytes }) => bytes, BUDGET.workedFrom) };
}

/**
 * The prints of these series that were decided, or withdrawn, after an event and up to a later one. Of the events
 * between the two each is looked at, and no other print of the series.
 */
export async function readEvidenceBetween(
  db: Queryable,
  seriesIds: readonly string[],
  { after, until }: { readonly after: bigint; readonly until: bigint },
): Promise<StoredEvidence[]> {
  const { rows } = await db.query<StoredEvidence>({
    name: 'read-evidence-between',
    text: `with decided as materialized (
             select event_id, type, data from event
             where event_id > $2::bigint and event_id <= $3::bigint and outcome in ('applied', 'superseded')),
           changed as materialized (
             select event_id from decided
             union
             select e.event_id
             from (select data #>> '{ref,source}' as source, data #>> '{ref,id}' as id from decided
                   where type = 'silkgauge.figure.withdrawn.v1') w
             ${acceptedEvent('event_id')})
           select ${PRINTED}
           from changed c
           ${byKey('select * from figure where event_id = c.event_id', 'f')}
           ${byKey('select known_at from event where event_id = f.event_id', 'e')}
           left join event w on w.event_id = f.withdrawn_by
           where f.series_id = any($1::bigint[]) order by f.event_id`,
    values: [seriesIds, after, until],
  });
  return rows;
}

/** The newest event id; every publication has one, also those that change no state. */
export async function lastEventId(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ last: string }>({
    name: 'last-event-id',
    text: 'select coalesce(max(event_id), 0) as last from event',
  });
  return rows[0]?.last ?? '0';
}

/** Event id of an accepted event; null for a sale, since accepted sales have no rows. */
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

/** Totals of sales in the states of a series, as of a sequence or (null) now. */
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

/** Sales of one partition in a state: numbers of events and versions, first and last offset. */
export interface Fold {
  readonly topic: string;
  readonly partition: number;
  readonly from: string;
  readonly to: string;
  readonly events: string;
  readonly versions: string;
}

/**
 * Folds of a state up to a version, one per partition, with the sums of thinned versions. A rebuild counts
 * all sales again, so folds before the last rebuild up to the version are left out.
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
