import type { Domain } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import { Overtaken } from '../errors.ts';
import { memberOf } from '../queries/registers.ts';
import type { Queryable } from '../read-model.ts';
import type { RegisterChange, RegisterKind } from '../state-json.ts';
import type { Identity } from './events.ts';

/** An entry of the log without its document. */
export type LogEntry = { readonly sequence: string; readonly key: string; readonly known_at: Date } & (
  | { readonly kind: null; readonly period: string; readonly domain: Domain }
  | { readonly kind: RegisterKind; readonly period: null }
);

/** The last sequence that the desk has dealt with. */
export async function deskPosition(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ sequence: string }>({
    name: 'desk-position',
    text: 'select sequence from desk_position',
  });
  return rows[0]?.sequence ?? '0';
}

/** Moves the desk. @throws Overtaken where the desk stands elsewhere: another one leads */
export async function moveDesk(
  tx: Queryable,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'move-desk',
    text: 'update desk_position set sequence = $2 where sequence = $1',
    values: [from, to],
  });
  if (rowCount !== 1) throw new Overtaken(`the desk does not stand at ${from} any more`);
}

/** Entries of the log after a sequence, in order, at most `limit`. */
export async function readLogEntries(db: Queryable, after: string, limit: number): Promise<LogEntry[]> {
  const { rows } = await db.query<LogEntry>({
    name: 'read-log-entries',
    text: `(select null as kind, c.sequence, s.key, c.period, s.domain, c.known_at from change c join series s on s.series_id = c.series_id
            where c.sequence > $1 order by c.sequence limit $2)
           union all
           (select r.kind, r.sequence, r.key, null, null, r.known_at from register_version r
            where r.sequence > $1 order by r.sequence limit $2)
           order by sequence limit $2`,
    values: [after, limit],
  });
  return rows;
}

/** The first order after a sequence, null where there is none; and the end of the log. */
export async function readNextOrder(
  db: Queryable,
  after: string,
): Promise<{ readonly next: string | null; readonly last: string }> {
  const { rows } = await db.query<{ next: string | null; last: string }>({
    name: 'read-next-order',
    text: `select (select sequence from register_version where kind = 'order' and sequence > $1
                   order by sequence limit 1) as next,
             (select last from change_cursor) as last`,
    values: [after],
  });
  return rows[0] ?? { next: null, last: after };
}

/** Why a version of a state is. */
export interface ChangeReason {
  readonly sequence: string;
  readonly reason: string;
  /** JSON text of the list of events. */
  readonly causes: string;
}

/** Why the versions of states at some sequences are; those that are no longer kept are left out. */
export async function readReasons(db: Queryable, sequences: readonly string[]): Promise<ChangeReason[]> {
  const { rows } = await db.query<ChangeReason>({
    name: 'read-reasons',
    text: `select sequence, document::json #>> '{change,reason}' as reason, (document::json #> '{change,causes}')::text as causes
           from change where sequence = any($1::bigint[]) order by sequence`,
    values: [sequences],
  });
  return rows;
}

/** The newest event of a notice by an instant. */
export async function readNoticeEvent(
  db: Queryable,
  notice: string,
  knownBy: Date,
): Promise<Identity | null> {
  const { rows } = await db.query<Identity>({
    name: 'read-notice-event',
    text: `select e.source, e.id from event e
           where e.type in ('silkgauge.notice.published.v1', 'silkgauge.notice.withdrawn.v1')
             and e.type <> 'silkgauge.figure.reported.v1' and e.outcome in ('applied', 'superseded')
             and ${memberOf('{notice}')} = $1 and e.known_at <= $2
           order by e.event_id desc limit 1`,
    values: [notice, knownBy],
  });
  return rows[0] ?? null;
}

/** Versions of one key of a register before a version number, newest first: up to `limit` rows or a page. */
export async function readVersionsBefore(
  db: Queryable,
  { kind, key, before }: { readonly kind: RegisterKind; readonly key: string; readonly before: number },
  limit: number,
): Promise<RegisterChange[]> {
  const { rows } = await db.query<RegisterChange>({
    name: 'read-versions-before',
    text: asFarAsFull(
      `select r.kind, r.sequence, r.key, r.version, r.known_at, r.document from register_version r
       where r.kind = $1 and r.key = $2 and r.version < $3 order by r.version desc limit $4`,
      {
        columns: 'kind, sequence, key, version, known_at, document',
        size: 'octet_length(document)',
        order: 'version desc',
        bytes: '$5',
      },
    ),
    values: [kind, key, before, limit, BUDGET.page],
  });
  return rows;
}
