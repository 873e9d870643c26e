import { plainArray, textArray } from '../arrays.ts';
import { clearTopicOf } from './embargoed.ts';
import type { Queryable } from '../read-model.ts';
import { acceptedEvent, byKey } from './by-key.ts';
import type { Identity } from './events.ts';

/** Series key, period, and optionally the key of a second series to compare with. */
export interface ClaimSubject {
  readonly series: string;
  readonly comparedTo: string | null;
  readonly period: string;
}

export interface NewClaim extends ClaimSubject {
  readonly eventId: bigint;
}

/** Inserts claims as due for judgement. */
export async function insertClaims(db: Queryable, claims: readonly NewClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await db.query({
    name: 'insert-claims',
    text: `insert into claim (event_id, series, compared_to, period)
           select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])`,
    values: claimValues(claims),
  });
}

/** Marks the claims about these states as due; returns whether there are any. */
export async function markClaims(
  db: Queryable,
  states: readonly { readonly seriesKey: string; readonly period: string }[],
): Promise<boolean> {
  if (states.length === 0) return false;
  const { rowCount } = await db.query({
    name: 'mark-claims',
    text: `update claim c set due = true
           from (
             select f.event_id from unnest($1::text[], $2::text[]) as w(series, period)
             ${byKey('select event_id from claim where series = w.series and period = w.period', 'f')}
             union
             select f.event_id from unnest($1::text[], $2::text[]) as w(series, period)
             ${byKey('select event_id from claim where compared_to = w.series and period = w.period', 'f')}) m
           where c.event_id = m.event_id`,
    values: [
      plainArray(states.map(({ seriesKey }) => seriesKey)),
      plainArray(states.map(({ period }) => period)),
    ],
  });
  return (rowCount ?? 0) > 0;
}

/** Marks withdrawn claims as due; returns whether there are any. */
export async function markWithdrawnClaims(db: Queryable, refs: readonly Identity[]): Promise<boolean> {
  if (refs.length === 0) return false;
  const { rowCount } = await db.query({
    name: 'mark-withdrawn-claims',
    text: `update claim c set due = true
           from (select e.event_id from unnest($1::text[], $2::text[]) as w(source, id) ${acceptedEvent('event_id')}) m
           where c.event_id = m.event_id`,
    values: [textArray(refs.map(({ source }) => source)), textArray(refs.map(({ id }) => id))],
  });
  return (rowCount ?? 0) > 0;
}

/** A claim that is due, with its event. */
export interface DueClaim extends Identity {
  readonly event_id: string;
  readonly topic: string;
  readonly known_at: Date;
  readonly withdrawn: boolean;
  /** JSON text as delivered. */
  readonly data: string;
}

/** Claims that are due, oldest first. */
export async function findDueClaims(db: Queryable, limit: number): Promise<DueClaim[]> {
  const { rows } = await db.query<DueClaim>({
    name: 'find-due-claims',
    text: `select e.event_id, e.source, e.id, e.topic, e.known_at, e.data::text as data,
             exists (select from withdrawal w where w.ref_source = e.source and w.ref_id = e.id and w.topic = ${clearTopicOf('e.topic')}) as withdrawn
           from claim c join event e on e.event_id = c.event_id
           where c.due order by c.event_id limit $1`,
    values: [limit],
  });
  return rows;
}

/** The newest append time of the log where claims are due; null where none is. */
export async function claimsDueSince(db: Queryable): Promise<Date | null> {
  const { rows } = await db.query<{ known_at: Date | null }>({
    name: 'claims-due-since',
    text: `select greatest(e.known_at, (select max(known_at) from change)) as known_at
           from claim c join event e on e.event_id = c.event_id where c.due order by c.event_id desc limit 1`,
  });
  return rows[0]?.known_at ?? null;
}

/** Marks claims as judged, and stores their subjects. */
export async function settleClaims(db: Queryable, claims: readonly NewClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await db.query({
    name: 'settle-claims',
    text: `update claim c set due = false, series = n.series, compared_to = n.compared_to, period = n.period
           from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as n(event_id, series, compared_to, period)
           where c.event_id = n.event_id`,
    values: claimValues(claims),
  });
}

function claimValues(claims: readonly NewClaim[]): unknown[] {
  return [
    plainArray(claims.map(({ eventId }) => eventId)),
    textArray(claims.map(({ series }) => series)),
    textArray(claims.map(({ comparedTo }) => comparedTo)),
    textArray(claims.map(({ period }) => period)),
  ];
}
