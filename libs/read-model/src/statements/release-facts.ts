import { patternOf } from '@silkgauge/contract';
import { textArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';
import { newestOrders, newestParameters } from '../queries/newest-orders.ts';
import { memberIn, memberOf } from '../queries/registers.ts';

const ACCEPTED = `e.type <> 'silkgauge.figure.reported.v1' and e.outcome in ('applied', 'superseded')`;

/** The newest order of a release whose figures come under embargo. */
export interface EmbargoingRelease {
  readonly publisher: string;
  /** JSON text of its scheduling. */
  readonly data: string;
}

/** Active releases of these publishers whose figures come under embargo. */
export async function findEmbargoing(
  db: Queryable,
  publishers: readonly string[],
): Promise<EmbargoingRelease[]> {
  if (publishers.length === 0) return [];
  const { rows } = await db.query<EmbargoingRelease>({
    name: 'find-embargoing',
    text: `select ${memberIn('n.document', '{data,publisher}')} as publisher, ${memberIn('n.document', '{data}')} as data
           from (${newestOrders('release')}) n
           where not n.dropped and ${memberIn('n.document', '{data,embargo}')} = 'true'
             and ${memberIn('n.document', '{data,publisher}')} = any($4::text[])`,
    values: [...newestParameters('release', { names: null, after: null, asOf: null }), publishers],
  });
  return rows;
}

/** An accepted order of a release, as decided. */
export interface ReleaseEventRow {
  readonly type: 'silkgauge.release.scheduled.v1' | 'silkgauge.release.cancelled.v1';
  readonly known_at: Date;
  /** JSON text as delivered. */
  readonly data: string;
}

/** The orders of a release in the order of their topic; `decidedBy` is the last event that counts, null: all. */
export async function readOrdersOfRelease(
  db: Queryable,
  release: string,
  decidedBy: bigint | null,
): Promise<ReleaseEventRow[]> {
  const { rows } = await db.query<ReleaseEventRow>({
    name: 'read-orders-of-release',
    text: `select e.type, e.known_at, e.data::text as data from event e
           where e.type in ('silkgauge.release.scheduled.v1', 'silkgauge.release.cancelled.v1') and ${ACCEPTED}
             and ${memberOf('{release}')} = $1 and ($2::bigint is null or e.event_id <= $2::bigint)
           order by e."offset"`,
    values: [release, decidedBy],
  });
  return rows;
}

/** An accepted use of early access to a release. */
export interface ReleaseOpeningRow {
  readonly name: string;
  readonly role: string;
  readonly known_at: Date;
}

/** The uses of early access to a release in the order of their topic; `decidedBy` is the last event that counts, null: all. */
export async function readOpenings(
  db: Queryable,
  release: string,
  decidedBy: bigint | null,
): Promise<ReleaseOpeningRow[]> {
  const { rows } = await db.query<ReleaseOpeningRow>({
    name: 'read-openings',
    text: `select ${memberOf('{name}')} as name, ${memberOf('{role}')} as role, e.known_at from event e
           where e.type = 'silkgauge.release.opened.v1' and ${ACCEPTED}
             and ${memberOf('{release}')} = $1 and ($2::bigint is null or e.event_id <= $2::bigint)
           order by e."offset"`,
    values: [release, decidedBy],
  });
  return rows;
}

/** Append time of the first tick at or behind each instant, as far as there is one. */
export async function readFirstTicks(
  db: Queryable,
  instants: readonly Date[],
  decidedBy: bigint | null,
): Promise<Date[]> {
  const { rows } = await db.query<{ known_at: Date }>({
    name: 'read-first-ticks',
    text: `select distinct t.known_at from unnest($1::timestamptz[]) as w(instant)
           cross join lateral (
             select min(e.known_at) as known_at from event e
             where e.type = 'silkgauge.clock.ticked.v1' and ${ACCEPTED} and e.known_at >= w.instant
               and ($2::bigint is null or e.event_id <= $2::bigint)) t
           where t.known_at is not null`,
    values: [instants, decidedBy],
  });
  return rows.map(({ known_at }) => known_at);
}

/** A print that may keep a promise. */
export interface PromisedPrint {
  readonly source: string;
  readonly id: string;
  readonly key: string;
  readonly period: string;
  readonly status: string;
  readonly known_at: Date;
  /** Null while it stands. */
  readonly withdrawn_at: Date | null;
}

/** The print of an accepted event, without its withdrawal. */
export type PrintOfEvent = Omit<PromisedPrint, 'withdrawn_at'>;

/** The prints of these events; those of others, such as withdrawals, are left out. */
export async function readPrintsOf(
  db: Queryable,
  events: readonly { readonly source: string; readonly id: string }[],
): Promise<PrintOfEvent[]> {
  const { rows } = await db.query<PrintOfEvent>({
    name: 'read-prints-of',
    text: `select e.source, e.id, s.key, f.period, f.print ->> 'status' as status, e.known_at
           from unnest($1::text[], $2::text[]) as w(source, id)
           join event e on e.source = w.source and e.id = w.id and e.outcome in ('applied', 'superseded')
           join figure f on f.event_id = e.event_id join series s on s.series_id = f.series_id`,
    values: [textArray(events.map(({ source }) => source)), textArray(events.map(({ id }) => id))],
  });
  return rows;
}

export interface PromisedPrints {
  readonly publisher: string;
  readonly items: readonly {
    readonly series: Readonly<Record<string, readonly string[] | undefined>>;
    readonly period: string;
  }[];
  /** Least append time. */
  readonly from: Date;
  readonly decidedBy: bigint | null;
}

/** The prints of a publisher that its promised items are about, withdrawn ones included. */
export async function readPromisedPrints(
  db: Queryable,
  { publisher, items, from, decidedBy }: PromisedPrints,
): Promise<PromisedPrint[]> {
  const values: unknown[] = [`${publisher}.`, `${publisher}/`, from, decidedBy];
  const bound = (value: unknown): string => `$${String(values.push(value))}`;
  const ofItem = ({ series, period }: PromisedPrints['items'][number]): string => {
    const codes = Object.entries(series).map(
      ([dimension, wanted = []]) => `s.${dimension} like any(${bound(wanted.map(patternOf))}::text[])`,
    );
    return [...codes, `f.period = ${bound(period)}`].join(' and ');
  };
  const { rows } = await db.query<PromisedPrint>(
    `select e.source, e.id, s.key, f.period, f.print ->> 'status' as status, e.known_at, w.known_at as withdrawn_at
     from series s
     join figure f on f.series_id = s.series_id
     join event e on e.event_id = f.event_id
     left join event w on w.event_id = f.withdrawn_by and ($4::bigint is null or w.event_id <= $4::bigint)
     where s.key > $1 and s.key < $2 and e.known_at >= $3 and ($4::bigint is null or f.event_id <= $4::bigint)
       and (${items.map((item) => `(${ofItem(item)})`).join(' or ')})`,
    values,
  );
  return rows;
}
