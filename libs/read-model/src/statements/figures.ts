import { INPUT_TOPICS, TOPIC_TYPES } from '@silkgauge/contract';
import type { Figure } from '@silkgauge/growth';
import { plainArray, textArray } from '../arrays.ts';
import { clearTopicOf } from './embargoed.ts';
import type { Queryable } from '../read-model.ts';
import { acceptedEvent, byKey } from './by-key.ts';
import { headersJson, type DeadLetter } from './dead-letters.ts';
import type { Identity } from './events.ts';

export interface NewFigure {
  readonly eventId: bigint;
  readonly seriesId: string;
  readonly period: string;
  readonly basePeriod: string | null;
  /** ISO instant: the end of the stated publication instant, day, month or year. */
  readonly publishedUntil: string;
  readonly figure: Figure;
  readonly withdrawnBy: bigint | null;
}

export async function insertFigures(db: Queryable, figures: readonly NewFigure[]): Promise<void> {
  if (figures.length === 0) return;
  await db.query({
    name: 'insert-figures',
    text: `insert into figure (event_id, series_id, period, base_period, published_until, print, withdrawn_by)
           select event_id, series_id, period, base_period, published_until, print::json, withdrawn_by
           from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::bigint[])
             as f(event_id, series_id, period, base_period, published_until, print, withdrawn_by)`,
    values: [
      plainArray(figures.map((f) => f.eventId)),
      plainArray(figures.map((f) => f.seriesId)),
      plainArray(figures.map((f) => f.period)),
      plainArray(figures.map((f) => f.basePeriod)),
      plainArray(figures.map((f) => f.publishedUntil)),
      textArray(figures.map((f) => JSON.stringify(f.figure))),
      plainArray(figures.map((f) => f.withdrawnBy)),
    ],
  });
}

/** Prints of these series that are not withdrawn. */
export async function findFigures(
  db: Queryable,
  seriesIds: readonly string[],
): Promise<{ series_id: string; print: Figure }[]> {
  if (seriesIds.length === 0) return [];
  const { rows } = await db.query<{ series_id: string; print: Figure }>({
    name: 'find-figures',
    text: `select series_id, print from figure where series_id = any($1::bigint[]) and withdrawn_by is null`,
    values: [plainArray(seriesIds)],
  });
  return rows;
}

export interface FiguredEvent extends Identity {
  readonly series_key: string;
  readonly topic: string;
  readonly print: Figure;
  readonly withdrawn: boolean;
}

/** The figures of these events, withdrawn ones included. */
export async function findFiguresByIdentity(
  db: Queryable,
  identities: readonly Identity[],
): Promise<FiguredEvent[]> {
  if (identities.length === 0) return [];
  const { rows } = await db.query<FiguredEvent>({
    name: 'find-figures-by-identity',
    text: `select e.source, e.id, e.topic, s.key as series_key, f.print, f.withdrawn_by is not null as withdrawn
           from unnest($1::text[], $2::text[]) as w(source, id)
           ${acceptedEvent('event_id, source, id, topic')}
           ${byKey('select series_id, print, withdrawn_by from figure where event_id = e.event_id', 'f')}
           join series s on s.series_id = f.series_id`,
    values: [identities.map((i) => i.source), identities.map((i) => i.id)],
  });
  return rows;
}

/** A withdrawal of the event with this identity. */
export interface Withdrawal extends Identity {
  readonly eventId: bigint;
  /** The record as delivered if the withdrawal came before its event: it may be refused yet. Else null. */
  readonly record?: Pick<DeadLetter, 'key' | 'value' | 'headers'> | null;
}

export interface KnownWithdrawal extends Identity {
  readonly event_id: string;
  readonly type: string;
  /** Topic of the withdrawal, which acts on events of the same topic only. */
  readonly topic: string;
  /** Identity of the withdrawal itself. */
  readonly by_source: string;
  readonly by_id: string;
  /** Headers of its record, as {@link headersIn} reads them; null of one that came after its event. */
  readonly headers: string | null;
}

/** Withdrawals by one topic that may wait for one event. */
export const MOST_WAITING = 16;
/** Withdrawals of one event that are read: at least all that wait. */
const MOST_READ =
  MOST_WAITING *
  INPUT_TOPICS.filter((topic) => TOPIC_TYPES[topic].some((type) => type.endsWith('.withdrawn.v1'))).length;

/**
 * Withdrawals of these distinct identities, which may arrive before the withdrawn events, in order of
 * decision: all that wait, and the first of those that came after the event.
 */
export async function findWithdrawals(
  db: Queryable,
  identities: readonly Identity[],
): Promise<KnownWithdrawal[]> {
  if (identities.length === 0) return [];
  const { rows } = await db.query<KnownWithdrawal>({
    name: 'find-withdrawals',
    text: `select x.ref_source as source, x.ref_id as id, x.event_id, e.type, x.topic, e.source as by_source, e.id as by_id,
             x.headers::text as headers
           from unnest($1::text[], $2::text[]) as w(source, id)
           ${byKey(`select ref_source, ref_id, event_id, topic, headers from withdrawal where ref_source = w.source and ref_id = w.id order by event_id limit ${String(MOST_READ)}`, 'x')}
           ${byKey('select source, id, type from event where event_id = x.event_id', 'e')}
           order by x.event_id`,
    values: [identities.map((i) => i.source), identities.map((i) => i.id)],
  });
  return rows;
}

/** Inserts withdrawals and marks the figures of the same topic that have arrived. */
export async function insertWithdrawals(db: Queryable, withdrawals: readonly Withdrawal[]): Promise<void> {
  if (withdrawals.length === 0) return;
  const values = [
    withdrawals.map((w) => w.source),
    withdrawals.map((w) => w.id),
    withdrawals.map((w) => w.eventId),
  ];
  await db.query({
    name: 'insert-withdrawals',
    text: `insert into withdrawal (ref_source, ref_id, event_id, topic, key, value, headers)
           select w.source, w.id, w.event_id, ${clearTopicOf('e.topic')}, w.key, w.value, w.headers
           from unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[], $5::bytea[], $6::json[])
             as w(source, id, event_id, key, value, headers)
           ${byKey('select topic from event where event_id = w.event_id', 'e')}`,
    values: [
      ...values,
      withdrawals.map(({ record }) => record?.key ?? null),
      withdrawals.map(({ record }) => record?.value ?? null),
      withdrawals.map(({ record }) => (record ? headersJson(record) : null)),
    ],
  });
  await db.query({
    name: 'withdraw-figures',
    text: `update figure f set withdrawn_by = w.event_id
           from (select distinct on (source, id) * from unnest($1::text[], $2::text[], $3::bigint[]) as r(source, id, event_id)
                 order by source, id, event_id) w
           ${byKey('select topic from event where event_id = w.event_id', 'x')}
           ${acceptedEvent('event_id, topic')}
           where ${clearTopicOf('e.topic')} = ${clearTopicOf('x.topic')} and f.event_id = e.event_id and f.withdrawn_by is null`,
    values,
  });
}

/** A stored withdrawal that turned out to name an event out of its reach. */
export interface RefusedWithdrawal {
  readonly eventId: bigint;
  readonly rule: string;
  readonly reason: string;
}

/** Rejects stored withdrawals: outcome, dead letter with the record as delivered, and no row any more. */
export async function refuseWithdrawals(db: Queryable, refused: readonly RefusedWithdrawal[]): Promise<void> {
  if (refused.length === 0) return;
  await db.query({
    name: 'refuse-withdrawals',
    text: `with refused as (
             select * from unnest($1::bigint[], $2::text[], $3::text[]) as r(event_id, rule, reason)),
           told as (
             update event e set outcome = 'rejected', rule = r.rule, reason = r.reason
             from refused r where e.event_id = r.event_id
             returning e.event_id, e.topic, e.partition, e."offset", e.known_at, e.rule, e.reason),
           gone as (
             delete from withdrawal w using refused r where w.event_id = r.event_id
             returning w.event_id, w.key, w.value, w.headers)
           insert into dead_letter (topic, partition, "offset", known_at, rule, reason, key, value, headers)
           select t.topic, t.partition, t."offset", t.known_at, t.rule, t.reason, g.key, g.value, coalesce(g.headers, '[]')
           from told t join gone g using (event_id) order by t.event_id`,
    values: [
      plainArray(refused.map((one) => one.eventId)),
      plainArray(refused.map((one) => one.rule)),
      textArray(refused.map((one) => one.reason)),
    ],
  });
}
