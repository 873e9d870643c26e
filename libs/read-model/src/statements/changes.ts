import { periodBounds } from '@silkgauge/growth';
import { plainArray, textArray } from '../arrays.ts';
import { asFarAsFull, BUDGET, documentBytes, isFull, untilFull } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import { byKey } from './by-key.ts';
import type { ChangeRow, StateChange } from '../state-json.ts';
import type { SeriesPeriod } from './sales.ts';

export interface PresentState {
  readonly series_id: string;
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
           from unnest($1::bigint[], $2::text[]) as w(series_id, period)
           ${byKey('select * from growth_state where series_id = w.series_id and period = w.period', 'g')}
           ${byKey('select document from change where sequence = g.sequence', 'c')}`,
    values: [plainArray(keys.map((k) => k.seriesId)), plainArray(keys.map((k) => k.period))],
  });
  return rows;
}

export interface NewChange extends SeriesPeriod {
  readonly version: number;
  readonly knownAt: Date;
  readonly document: string;
}

/**
 * Appends versions to the change log in the order given, and points each key at its newest. The cursor's row stays locked until the commit: sequences rise in commit order, without gaps, so a
 * reader that has seen n has seen everything up to n. Everybody waits for that row, so it is one statement, and the
 * last of its transaction, but where it would be larger than a statement may be. Returns the last sequence.
 */
export async function appendChanges(db: Queryable, changes: readonly NewChange[]): Promise<bigint | null> {
  let last: bigint | null = null;
  for (let rest = changes; rest.length > 0;) {
    const count = untilFull(rest, documentBytes, BUDGET.written);
    last = await appendPage(db, count === rest.length ? rest : rest.slice(0, count));
    rest = rest.slice(count);
  }
  return last;
}

async function appendPage(db: Queryable, changes: readonly NewChange[]): Promise<bigint> {
  const newest = newestOf(changes);
  const bounds = newest.map((index) => periodBounds(changes[index]?.period ?? ''));
  const { rows } = await db.query<{ last: string }>({
    name: 'append-changes',
    text: `with taken as (
             update change_cursor set last = last + $1::bigint returning last - $1::bigint as before, last),
           appended as (
             insert into change (sequence, series_id, period, version, known_at, document)
             select t.before + c.place, c.series_id, c.period, c.version, c.known_at, c.document
             from taken t, unnest($2::bigint[], $3::text[], $4::int[], $5::timestamptz[], $6::text[])
               with ordinality as c(series_id, period, version, known_at, document, place)),
           pointed as (
             insert into growth_state (series_id, period, period_start, period_end, version, sequence, known_at)
             select n.series_id, n.period, n.period_start, n.period_end, n.version, t.before + n.place, n.known_at
             from taken t, unnest($7::bigint[], $8::text[], $9::date[], $10::date[], $11::int[], $12::int[], $13::timestamptz[])
               as n(series_id, period, period_start, period_end, version, place, known_at)
             on conflict (series_id, period) do update
               set version = excluded.version, sequence = excluded.sequence, known_at = excluded.known_at)
           select last from taken`,
    values: [
      changes.length,
      plainArray(changes.map((c) => c.seriesId)),
      plainArray(changes.map((c) => c.period)),
      plainArray(changes.map((c) => c.version)),
      plainArray(changes.map((c) => c.knownAt)),
      textArray(changes.map((c) => c.document)),
      plainArray(newest.map((index) => changes[index]?.seriesId ?? null)),
      plainArray(newest.map((index) => changes[index]?.period ?? null)),
      plainArray(bounds.map((b) => b?.start ?? null)),
      plainArray(bounds.map((b) => b?.end ?? null)),
      plainArray(newest.map((index) => changes[index]?.version ?? null)),
      plainArray(newest.map((index) => index + 1)),
      plainArray(newest.map((index) => changes[index]?.knownAt ?? null)),
    ],
  });
  return BigInt(rows[0]?.last ?? 0);
}

/** Where the newest version of each key stands. */
function newestOf(changes: readonly NewChange[]): number[] {
  const newest = new Map<string, number>();
  changes.forEach((c, index) => newest.set(`${String(c.seriesId)}/${c.period}`, index));
  return [...newest.values()];
}

const COLUMNS = 'kind, sequence, key, domain, period, version, known_at, document';
const STATES = `select null as kind, c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document
                from change c join series s on s.series_id = c.series_id`;
const SIZE = 'octet_length(document)';

/** The change log after a sequence, in order, states and what is registered: at most `limit` changes, and a page of `bytes`. */
export async function readChanges(
  db: Queryable,
  after: string,
  limit: number,
  bytes: number = BUDGET.page,
): Promise<ChangeRow[]> {
  const rows = `(${STATES} where c.sequence > $1 order by c.sequence limit $2)
                union all
                (select r.kind, r.sequence, r.key, null, null, r.version, r.known_at, r.document from register_version r
                 where r.sequence > $1 order by r.sequence limit $2)
                order by sequence limit $2`;
  const { rows: changes } = await db.query<ChangeRow>({
    name: 'read-changes',
    text: asFarAsFull(rows, { columns: COLUMNS, size: SIZE, order: 'sequence', bytes: '$3' }),
    values: [after, limit, bytes],
  });
  return changes;
}

/** The states of the change log after a sequence, in the same way. */
export async function readStateChanges(
  db: Queryable,
  after: string,
  limit: number,
  bytes: number = BUDGET.page,
): Promise<StateChange[]> {
  const rows = `${STATES} where c.sequence > $1 order by c.sequence limit $2`;
  const { rows: changes } = await db.query<StateChange>({
    name: 'read-state-changes',
    text: asFarAsFull(rows, { columns: COLUMNS, size: SIZE, order: 'sequence', bytes: '$3' }),
    values: [after, limit, bytes],
  });
  return changes;
}

/** Whether the log may go on behind what {@link readChanges} has read. */
export const isFullPage = (
  changes: readonly ChangeRow[],
  limit: number,
  bytes: number = BUDGET.page,
): boolean => changes.length === limit || isFull(changes, documentBytes, bytes);

/** The newest states of the log, as far as they make a page, in order of sequence. */
export async function readLatestChanges(db: Queryable, limit: number): Promise<StateChange[]> {
  const rows = `${STATES} order by c.sequence desc limit $1`;
  const { rows: changes } = await db.query<StateChange>({
    name: 'read-latest-changes',
    text: asFarAsFull(rows, { columns: COLUMNS, size: SIZE, order: 'sequence desc', bytes: '$2' }),
    values: [limit, BUDGET.page],
  });
  return changes.reverse();
}

/** The last sequence handed out; "0" before the first. */
export async function lastSequence(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ last: string }>({
    name: 'last-sequence',
    text: 'select last from change_cursor',
  });
  return rows[0]?.last ?? '0';
}
