import { plainArray } from '../arrays.ts';
import { asFarAsFull, BUDGET, documentBytes, isFull } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import { byKey } from './by-key.ts';
import { REGISTERED_KINDS } from '@silkgauge/contract';
import type { ChangeRow, ServedRow, StateChange } from '../state-json.ts';
import type { SeriesPeriod } from './sales.ts';

export interface PresentState {
  readonly series_id: string;
  readonly period: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

/** The newest version of each key; keys without a state are left out. */
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

const COLUMNS = 'kind, sequence, key, domain, period, version, known_at, document';
const STATES = `select null as kind, c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document
                from change c join series s on s.series_id = c.series_id`;
const SIZE = 'octet_length(document)';

/** SQL: the domain of the series that an alert is of, whose key is `RULE/SERIES/PERIOD`; else null. */
export const DOMAIN_OF_ALERT = `(select s.domain from series s where r.kind = 'alert' and s.key = split_part(r.key, '/', 2)) as domain`;

/** Versions of states and of all registers after a sequence: up to `limit` rows or a page of `bytes`. */
export async function readChanges(
  db: Queryable,
  after: string,
  limit: number,
  bytes: number = BUDGET.page,
): Promise<ChangeRow[]> {
  const { rows } = await db.query<ChangeRow>({
    name: 'read-changes',
    text: changesWhere('true'),
    values: [after, limit, bytes],
  });
  return rows;
}

/** {@link readChanges} of what readers may ask for; the sequences of other entries are left out. */
export async function readToldChanges(
  db: Queryable,
  after: string,
  limit: number,
  bytes: number = BUDGET.page,
): Promise<ServedRow[]> {
  const { rows } = await db.query<ServedRow>({
    name: 'read-told-changes',
    text: changesWhere('r.kind = any($4::text[])'),
    values: [after, limit, bytes, REGISTERED_KINDS],
  });
  return rows;
}

const changesWhere = (isRead: string): string => {
  const rows = `(${STATES} where c.sequence > $1 order by c.sequence limit $2)
                union all
                (select r.kind, r.sequence, r.key, ${DOMAIN_OF_ALERT}, null, r.version, r.known_at, r.document from register_version r
                 where r.sequence > $1 and ${isRead} order by r.sequence limit $2)
                order by sequence limit $2`;
  return asFarAsFull(rows, { columns: COLUMNS, size: SIZE, order: 'sequence', bytes: '$3' });
};

/** Versions of states only, otherwise as {@link readChanges}. */
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

/** Whether more changes may follow a result of {@link readChanges}. */
export const isFullPage = (
  changes: readonly ChangeRow[],
  limit: number,
  bytes: number = BUDGET.page,
): boolean => changes.length === limit || isFull(changes, documentBytes, bytes);

/** The newest versions of states, up to `limit` rows or a page, in order of sequence. */
export async function readLatestChanges(db: Queryable, limit: number): Promise<StateChange[]> {
  const rows = `${STATES} order by c.sequence desc limit $1`;
  const { rows: changes } = await db.query<StateChange>({
    name: 'read-latest-changes',
    text: asFarAsFull(rows, { columns: COLUMNS, size: SIZE, order: 'sequence desc', bytes: '$2' }),
    values: [limit, BUDGET.page],
  });
  return changes.reverse();
}

/** The newest sequence of the change log; "0" for an empty log. */
export async function lastSequence(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ last: string }>({
    name: 'last-sequence',
    text: 'select last from change_cursor',
  });
  return rows[0]?.last ?? '0';
}
