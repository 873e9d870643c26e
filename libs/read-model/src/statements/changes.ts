import { periodBounds } from '@silkgauge/growth';
import { joinDocuments, plainArray, splitDocuments } from '../array-text.ts';
import type { Queryable } from '../read-model.ts';
import type { ChangeRow } from '../state-json.ts';
import type { SeriesPeriod } from './sales.ts';

export interface PresentState {
  readonly series_id: number;
  readonly period: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

/** The present version of these keys. */
export async function findStates(db: Queryable, keys: readonly SeriesPeriod[]): Promise<PresentState[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<PresentState>({
    name: 'find-states',
    text: `select g.series_id, g.period, g.version, g.known_at, c.document
           from unnest($1::int[], $2::text[]) as w(series_id, period)
           join growth_state g on g.series_id = w.series_id and g.period = w.period
           join change c on c.sequence = g.sequence`,
    values: [plainArray(keys.map((k) => k.seriesId)), plainArray(keys.map((k) => k.period))],
  });
  return rows;
}

/** The present version of every state of these series whose period meets [from, to] (ISO dates, null = open). */
export async function findStatesBetween(
  db: Queryable,
  seriesIds: readonly number[],
  from: string | null,
  to: string | null,
): Promise<PresentState[]> {
  if (seriesIds.length === 0) return [];
  const { rows } = await db.query<PresentState>({
    name: 'find-states-between',
    text: `select g.series_id, g.period, g.version, g.known_at, c.document
           from growth_state g join change c on c.sequence = g.sequence
           where g.series_id = any($1::int[]) and g.period_start is not null
             and ($2::date is null or g.period_end >= $2::date) and ($3::date is null or g.period_start <= $3::date)`,
    values: [seriesIds, from, to],
  });
  return rows;
}

export interface NewChange extends SeriesPeriod {
  readonly version: number;
  readonly knownAt: Date;
  readonly document: string;
}

/**
 * Appends versions to the change log in the order given, points each key at its newest, and wakes relay and
 * streams. The cursor's row stays locked until the commit: sequences rise in commit order, without gaps, so a
 * reader that has seen n has seen everything up to n. Call it last in a transaction. Returns the last sequence.
 */
export async function appendChanges(db: Queryable, changes: readonly NewChange[]): Promise<bigint | null> {
  if (changes.length === 0) return null;
  const { rows } = await db.query<{ last: string }>({
    name: 'take-sequences',
    text: 'update change_cursor set last = last + $1 returning last',
    values: [changes.length],
  });
  const last = BigInt(rows[0]?.last ?? 0);
  const first = last - BigInt(changes.length) + 1n;
  const sequences = changes.map((_, index) => first + BigInt(index));
  await db.query({
    name: 'insert-changes',
    text: `insert into change (sequence, series_id, period, version, known_at, document)
           select * from unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::timestamptz[], ${splitDocuments('$6')})`,
    values: [
      plainArray(sequences),
      plainArray(changes.map((c) => c.seriesId)),
      plainArray(changes.map((c) => c.period)),
      plainArray(changes.map((c) => c.version)),
      plainArray(changes.map((c) => c.knownAt)),
      joinDocuments(changes.map((c) => c.document)),
    ],
  });
  await pointAtNewest(db, changes, sequences);
  await db.query({
    name: 'wake-readers',
    text: `select pg_notify('growth_change', $1)`,
    values: [String(last)],
  });
  return last;
}

async function pointAtNewest(
  db: Queryable,
  changes: readonly NewChange[],
  sequences: readonly bigint[],
): Promise<void> {
  const newest = new Map<string, number>();
  changes.forEach((c, index) => newest.set(`${String(c.seriesId)}/${c.period}`, index));
  const rows = [...newest.values()].flatMap((index) => {
    const change = changes[index];
    return change ? [{ change, sequence: sequences[index], bounds: periodBounds(change.period) }] : [];
  });
  await db.query({
    name: 'point-at-newest',
    text: `insert into growth_state (series_id, period, period_start, period_end, version, sequence, known_at)
           select * from unnest($1::int[], $2::text[], $3::date[], $4::date[], $5::int[], $6::bigint[], $7::timestamptz[])
           on conflict (series_id, period) do update
             set version = excluded.version, sequence = excluded.sequence, known_at = excluded.known_at`,
    values: [
      plainArray(rows.map((r) => r.change.seriesId)),
      plainArray(rows.map((r) => r.change.period)),
      plainArray(rows.map((r) => r.bounds?.start ?? null)),
      plainArray(rows.map((r) => r.bounds?.end ?? null)),
      plainArray(rows.map((r) => r.change.version)),
      plainArray(rows.map((r) => r.sequence ?? null)),
      plainArray(rows.map((r) => r.change.knownAt)),
    ],
  });
}

/** The change log after a sequence, in order. */
export async function readChanges(db: Queryable, after: string, limit: number): Promise<ChangeRow[]> {
  const { rows } = await db.query<ChangeRow>({
    name: 'read-changes',
    text: `select c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document
           from change c join series s on s.series_id = c.series_id
           where c.sequence > $1 order by c.sequence limit $2`,
    values: [after, limit],
  });
  return rows;
}

/** The last sequence handed out; "0" before the first. */
export async function lastSequence(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ last: string }>({
    name: 'last-sequence',
    text: 'select last from change_cursor',
  });
  return rows[0]?.last ?? '0';
}
