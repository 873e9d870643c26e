import type { Domain, TopicPartition } from '@silkgauge/contract';
import { plainArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';
import { byKey } from './by-key.ts';
import { lastSequence, type PresentState } from './changes.ts';
import type { SeriesPeriod } from './sales.ts';

/** Identity of one run of a PostgreSQL server, and of the database: decimal strings, and the start time in PostgreSQL's format. */
export interface Server {
  readonly system_identifier: string;
  readonly timeline: string;
  readonly started: string;
  readonly database: string;
}

export async function thisServer(db: Queryable): Promise<Server> {
  const { rows } = await db.query<Server>({
    name: 'this-server',
    text: 'select system_identifier::text, timeline::text, started::text, database::text from this_server()',
  });
  const [server] = rows;
  if (!server) throw new Error('the server did not say which one it is');
  return server;
}

/**
 * Whether the topics were checked since the server started and the database was put back, as a whole or row by row;
 * until then a trigger rejects batches.
 */
export async function isKnownServer(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ known: boolean }>({
    name: 'is-known-server',
    text: 'select is_known_server() as known',
  });
  return rows[0]?.known === true;
}

/** Sequences above `after`, up to `until`, were published and are lost; none if both are equal. */
export interface SequenceGap {
  readonly after: bigint;
  readonly until: bigint;
}

/** The end of an input partition. */
export interface InputEnd extends TopicPartition {
  readonly next: bigint;
}

export interface NewIncarnation extends SequenceGap {
  /** The server, as read before the check of the topics. */
  readonly server: Server;
  /** Where lost input ends that is read again; none by default. */
  readonly readAgain?: readonly InputEnd[];
  readonly reason: string;
  readonly actor: string;
}

/** Allows batches on this server, unless another run has begun. */
export async function beginIncarnation(db: Queryable, to: NewIncarnation): Promise<void> {
  const { system_identifier, timeline, started, database } = to.server;
  const readAgain = (to.readAgain ?? []).map((end) => ({ ...end, next: String(end.next) }));
  await db.query({
    name: 'begin-incarnation',
    text: `insert into incarnation
             (n, system_identifier, timeline, started, database, after_sequence, until_sequence, read_again, reason, actor)
           select coalesce(max(n), 0) + 1, $1::bigint, $2::bigint, $3::timestamptz, $4::bigint, $5::bigint, $6::bigint, $7::jsonb, $8, $9
           from incarnation`,
    values: [
      ...[system_identifier, timeline, started, database, to.after, to.until],
      ...[JSON.stringify(readAgain), to.reason, to.actor],
    ],
  });
}

/** Refuses batches until the next incarnation: the server is known, and its log lacks what was published. */
export async function refuseBatches(db: Queryable, server: Server): Promise<void> {
  const last = BigInt(await lastSequence(db));
  const why = { reason: 'the topics hold what the change log lacks', actor: 'aggregation' };
  await beginIncarnation(db, { server: { ...server, database: '0' }, after: last, until: last, ...why });
}

/** Where lost input ends that is read again since the newest incarnation began. */
export async function inputToReadAgain(db: Queryable): Promise<InputEnd[]> {
  const { rows } = await db.query<{ ends: (TopicPartition & { readonly next: string })[] }>({
    name: 'input-to-read-again',
    text: 'select read_again as ends from incarnation order by n desc limit 1',
  });
  return (rows[0]?.ends ?? []).map((end) => ({ ...end, next: BigInt(end.next) }));
}

/** The token of the incarnation that a change was committed in; undefined where none is known. */
export type TokenOf = (sequence: string) => string | undefined;

/** The tokens of all incarnations, as of now. */
export async function readTokens(db: Queryable): Promise<TokenOf> {
  const { rows } = await db.query<{ until: string; token: string }>({
    name: 'read-tokens',
    text: 'select until_sequence as until, token from incarnation order by n desc',
  });
  const newestFirst = rows.map(({ until, token }) => ({ until: BigInt(until), token }));
  return (sequence) => newestFirst.find(({ until }) => BigInt(sequence) > until)?.token;
}

/** SQL: whether a published record `w` names another incarnation than its sequence has here. */
export const OF_ANOTHER = `coalesce(w.token <> coalesce((select i.token::text from incarnation i
  where i.until_sequence < w.sequence order by i.n desc limit 1), ''), false)`;

/** The gap of lost sequences around a cursor; null outside of gaps. */
export async function holeAround(db: Queryable, cursor: string): Promise<SequenceGap | null> {
  const { rows } = await db.query<{ after: string; until: string }>({
    name: 'hole-around',
    text: `select after_sequence as after, until_sequence as until from incarnation
           where $1::bigint > after_sequence and $1::bigint <= until_sequence order by n desc limit 1`,
    values: [cursor],
  });
  const [hole] = rows;
  return hole ? { after: BigInt(hole.after), until: BigInt(hole.until) } : null;
}

/** Whether the version at a sequence was lost by a restore of the database. */
export async function isLost(db: Queryable, sequence: string): Promise<boolean> {
  const { rows } = await db.query<{ lost: boolean }>({
    name: 'is-lost',
    text: `select $1::bigint > (select last from change_cursor) or exists (
             select from incarnation where $1::bigint > after_sequence and $1::bigint <= until_sequence) as lost`,
    values: [sequence],
  });
  return rows[0]?.lost === true;
}

/** A version as published on a topic. */
export interface PublishedVersion {
  readonly domain: Domain;
  /** Series key. */
  readonly key: string;
  readonly period: string;
  readonly version: number;
  /** Decimal string. */
  readonly sequence: string;
  /** Token of the incarnation that it was committed in; null where the record names none. */
  readonly token: string | null;
}

/**
 * Published versions that the change log does not have: the log ends before them, has another version at their
 * sequence, or had another incarnation then. Thinned versions and those of an earlier recovery do not count.
 */
export async function unknownVersions(
  db: Queryable,
  published: readonly PublishedVersion[],
): Promise<PublishedVersion[]> {
  if (published.length === 0) return [];
  const { rows } = await db.query<{ place: number }>({
    name: 'unknown-versions',
    text: `select w.place::int
           from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[]) with ordinality as w(key, period, version, sequence, token, place)
           left join lateral (select * from change where sequence = w.sequence offset 0) c on true
           left join series s on s.series_id = c.series_id
           where (${OF_ANOTHER} or (s.key, c.period, c.version) is distinct from (w.key, w.period, w.version)
               and not (c.sequence is null and w.sequence <= coalesce((select max(thinned_until) from change_retention), 0)))
             and not exists (select from incarnation i where w.sequence > i.after_sequence and w.sequence <= i.until_sequence)
           order by w.place`,
    values: [
      published.map(({ key }) => key),
      published.map(({ period }) => period),
      published.map(({ version }) => version),
      published.map(({ sequence }) => sequence),
      published.map(({ token }) => token),
    ],
  });
  return rows.flatMap(({ place }) => published[place - 1] ?? []);
}

/** States whose versions the log has within a gap, where nothing was or will be published from it. */
export async function statesInGap(tx: Queryable, { after, until }: SequenceGap): Promise<SeriesPeriod[]> {
  const { rows } = await tx.query<{ series_id: string; period: string }>(
    'select distinct series_id, period from change where sequence > $1 and sequence <= $2 order by 1, 2',
    [after, until],
  );
  return rows.map(({ series_id: seriesId, period }) => ({ seriesId, period }));
}

/**
 * Raises the next version of each key above the given one, and the cursor of the log to `until`. Keys without
 * a state get a floor; the caller registers their series.
 */
export async function liftAbove(
  tx: Queryable,
  floors: readonly (Pick<PublishedVersion, 'period' | 'version'> & { readonly seriesId: string })[],
  { after, until }: SequenceGap,
): Promise<void> {
  const values = [
    floors.map(({ seriesId }) => seriesId),
    floors.map(({ period }) => period),
    floors.map(({ version }) => version),
  ];
  const given = 'unnest($1::bigint[], $2::text[], $3::int[]) as f(series_id, period, version)';
  // 1. Writers compare the version of an existing state, so that version rises.
  await tx.query(
    `update growth_state g set version = f.version from ${given}
     where g.series_id = f.series_id and g.period = f.period and g.version < f.version`,
    values,
  );
  await tx.query(
    `insert into version_floor as v (series_id, period, version)
     select f.series_id, f.period, f.version from ${given}
     where not exists (select from growth_state g where g.series_id = f.series_id and g.period = f.period)
     on conflict (series_id, period) do update set version = greatest(v.version, excluded.version)`,
    values,
  );
  // 2. A relay that has published the whole rest of the log continues behind the gap. So does one whose log went on
  // within the gap before the loss was noticed: those sequences were published with other content.
  await tx.query('update change_cursor set last = greatest(last, $1::bigint)', [until]);
  await tx.query(
    `update relay_position set sequence = $2 where sequence < $2
       and (sequence >= $1 and not exists (select from change where sequence > relay_position.sequence)
         or exists (select from change where sequence > $1 and sequence <= $2)
         or exists (select from register_version where sequence > $1 and sequence <= $2))`,
    [after, until],
  );
}

/** Floor of a key without a state: higher versions were published before the restore. */
export interface VersionFloor extends Pick<PresentState, 'series_id' | 'period' | 'version'> {
  readonly known_at: null;
  readonly document: null;
}

/** The newest version of each key, or the floor that its first version has to exceed. */
export async function findStatesToRevise(
  db: Queryable,
  keys: readonly SeriesPeriod[],
): Promise<(PresentState | VersionFloor)[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<PresentState | VersionFloor>({
    name: 'find-states-to-revise',
    text: `select g.series_id, g.period, g.version, g.known_at, c.document
           from unnest($1::bigint[], $2::text[]) as w(series_id, period)
           ${byKey('select * from growth_state where series_id = w.series_id and period = w.period', 'g')}
           ${byKey('select document from change where sequence = g.sequence', 'c')}
           union all
           select v.series_id, v.period, v.version, null, null
           from unnest($1::bigint[], $2::text[]) as w(series_id, period)
           ${byKey('select * from version_floor where series_id = w.series_id and period = w.period', 'v')}
           where not exists (select from growth_state where series_id = w.series_id and period = w.period)`,
    values: [plainArray(keys.map((k) => k.seriesId)), plainArray(keys.map((k) => k.period))],
  });
  return rows;
}

/** Whether any floor exists: without one, new keys need no lookup. */
export async function hasVersionFloors(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>({
    name: 'has-version-floors',
    text: 'select exists (select from version_floor) as any',
  });
  return rows[0]?.any === true;
}
