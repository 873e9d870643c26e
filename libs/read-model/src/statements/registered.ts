import { isNarrow, type GrowthFilter } from '@silkgauge/contract';
import { plainArray, textArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';
import type { RegisteredKind } from '@silkgauge/contract';
import type { RegisterChange, RegisterKind, ServedEntry } from '../state-json.ts';
import type { AsOf } from '../queries/select-states.ts';
import { asOfParameters, type LogRange } from '../queries/states.ts';
import { asFarAsFull, BUDGET } from '../budget.ts';
import { byKey } from './by-key.ts';
import { Conditions } from '../queries/conditions.ts';
import { DOMAIN_OF_ALERT } from './changes.ts';
import { OF_ANOTHER, type PublishedVersion, type SequenceGap } from './incarnations.ts';
import type { PublishedRange } from './relay.ts';

export interface NewVersion extends Pick<RegisterChange, 'kind' | 'key' | 'version' | 'document'> {
  readonly knownAt: Date;
}

const VERSION = 'r.kind, r.sequence, r.key, r.version, r.known_at, r.document';

/**
 * Locks the cursor of the change log: no other transaction appends versions until this one ends.
 *
 * @throws Error of a database that was put back, whose topics have to be looked at first
 */
export async function holdCursor(tx: Queryable): Promise<void> {
  const { rows } = await tx.query<{ known: boolean }>({
    name: 'hold-cursor',
    text: 'select last, is_known_server() as known from change_cursor for update',
  });
  if (rows[0]?.known !== true)
    throw new Error('the database has started anew, and the topics were not looked at since');
}

/** Floor of an entry of a register: higher versions were published before the restore of the database. */
export interface RegisterFloor extends Pick<RegisterChange, 'kind' | 'key' | 'version'> {
  readonly sequence: null;
  readonly known_at: null;
  readonly document: null;
}

/** The newest version of each key of a register, with the version number that the next one has to exceed. */
export async function findRegistered(
  db: Queryable,
  kind: RegisterKind,
  keys: readonly string[],
): Promise<(RegisterChange | RegisterFloor)[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<RegisterChange | RegisterFloor>({
    name: 'find-registered',
    text: `select $1::text as kind, r.sequence, w.key, greatest(r.version, f.version) as version, r.known_at, r.document
           from (select distinct key from unnest($2::text[]) as w(key)) w
           left join lateral (
             select * from register_version v where v.kind = $1 and v.key = w.key order by v.version desc limit 1) r on true
           left join register_floor f on f.kind = $1 and f.key = w.key
           where r.version is not null or f.version is not null`,
    values: [kind, textArray(keys)],
  });
  return rows;
}

/** A version of an entry of a register as published on its topic. */
export type PublishedRegister = Pick<RegisterChange, 'kind' | 'key' | 'version' | 'sequence'> &
  Pick<PublishedVersion, 'token'>;

/** Published versions that the change log does not have; compare `unknownVersions`. */
export async function unknownRegistered(
  db: Queryable,
  published: readonly PublishedRegister[],
): Promise<PublishedRegister[]> {
  if (published.length === 0) return [];
  const { rows } = await db.query<{ place: number }>({
    name: 'unknown-registered',
    text: `select w.place::int
           from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[]) with ordinality as w(kind, key, version, sequence, token, place)
           left join register_version r on r.sequence = w.sequence
           where (${OF_ANOTHER} or (r.kind, r.key, r.version) is distinct from (w.kind, w.key, w.version))
             and not exists (select from incarnation i where w.sequence > i.after_sequence and w.sequence <= i.until_sequence)
           order by w.place`,
    values: [
      plainArray(published.map(({ kind }) => kind)),
      textArray(published.map(({ key }) => key)),
      plainArray(published.map(({ version }) => version)),
      plainArray(published.map(({ sequence }) => sequence)),
      published.map(({ token }) => token),
    ],
  });
  return rows.flatMap(({ place }) => published[place - 1] ?? []);
}

/** Entries of some registers whose versions the log has within a gap. */
export async function registeredInGap<Kind extends RegisterKind>(
  tx: Queryable,
  kinds: readonly Kind[],
  { after, until }: SequenceGap,
): Promise<{ readonly kind: Kind; readonly key: string }[]> {
  const { rows } = await tx.query<{ kind: Kind; key: string }>(
    `select distinct kind, key from register_version where kind = any($1::text[]) and sequence > $2 and sequence <= $3 order by 1, 2`,
    [kinds, after, until],
  );
  return rows;
}

/** Raises the next version of each key above the given version. */
export async function liftRegistered(
  tx: Queryable,
  floors: readonly Pick<PublishedRegister, 'kind' | 'key' | 'version'>[],
): Promise<void> {
  await tx.query(
    `insert into register_floor as f (kind, key, version)
     select kind, key, version from unnest($1::text[], $2::text[], $3::int[]) as n(kind, key, version)
     on conflict (kind, key) do update set version = greatest(f.version, excluded.version)`,
    [
      plainArray(floors.map(({ kind }) => kind)),
      textArray(floors.map(({ key }) => key)),
      plainArray(floors.map(({ version }) => version)),
    ],
  );
}

/** Newest published versions of some registers after a key: up to `limit` rows or a page. */
export async function readPublishedRegistered<Kind extends RegisterKind>(
  db: Queryable,
  kinds: readonly Kind[],
  [kind, key]: readonly [kind: string, key: string],
  limit: number,
): Promise<RegisterChange<Kind>[]> {
  const newest = `select ${VERSION} from register_version r
                  where r.kind = any($5::text[]) and (r.kind, r.key) > ($1::text collate "C", $2::text)
                    and r.sequence <= (select min(sequence) from relay_position)
                    and not exists (select from register_version n where n.kind = r.kind and n.key = r.key and n.version > r.version)
                    and not exists (select from register_floor f where f.kind = r.kind and f.key = r.key and f.version > r.version)
                  order by r.kind collate "C", r.key limit $3`;
  const { rows } = await db.query<RegisterChange<Kind>>({
    name: 'read-published-registered',
    text: asFarAsFull(newest, {
      columns: 'kind, sequence, key, version, known_at, document',
      size: 'octet_length(document)',
      order: 'kind collate "C", key',
      bytes: '$4',
    }),
    values: [kind, key, limit, BUDGET.page, kinds],
  });
  return rows;
}

/** Versions of some registers after a sequence, in order, at most `limit`; each kind is read by its own index. */
export async function readRegistered(
  db: Queryable,
  kinds: readonly RegisterKind[],
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<RegisterChange[]> {
  const { rows } = await db.query<RegisterChange>({
    name: 'read-registered',
    text: `select ${VERSION} from unnest($1::text[]) as w(kind)
           cross join lateral (
             select * from register_version v where v.kind = w.kind and v.sequence > $2 order by v.sequence limit $3) r
           order by r.sequence limit $3`,
    values: [kinds, after, limit],
  });
  return rows;
}

const SERVED = 'kind, sequence, key, domain, version, known_at, document';

/**
 * Versions of some registers in a stretch of the log: up to `limit` rows or a page of `bytes`. Each kind is read by its
 * own index: else the log is walked until enough of a rare kind are found. Of alerts those of series that pass the
 * filter: they are many, and their documents are not read to pass them by.
 */
export async function readRegisteredBetween<Kind extends RegisteredKind>(
  db: Queryable,
  kinds: readonly Kind[],
  { after, until, since = null, limit, bytes = BUDGET.page }: LogRange,
  filter: GrowthFilter = {},
): Promise<ServedEntry<Kind>[]> {
  const isOfSeries = isNarrow(filter) && kinds.some((kind) => kind === 'alert');
  const bound = await Conditions.of(db, isOfSeries ? filter : {});
  bound.values.push(after, until, limit, bytes, kinds, since);
  const ofSeries = isOfSeries
    ? `and (v.kind <> 'alert' or exists (select from series s
         where s.key = split_part(v.key, '/', 2) and ${bound.seriesScope(filter)}))`
    : '';
  const between = `select ${VERSION}, ${DOMAIN_OF_ALERT} from unnest($5::text[]) as w(kind)
                   cross join lateral (
                     select * from register_version v
                     where v.kind = w.kind and v.sequence > $1 and v.sequence <= $2
                       and ($6::timestamptz is null or v.known_at > $6::timestamptz) ${ofSeries}
                     order by v.sequence limit $3) r
                   order by r.sequence limit $3`;
  const { rows } = await db.query<ServedEntry<Kind>>({
    ...(!ofSeries && { name: 'read-registered-between' }),
    text: asFarAsFull(between, {
      ...{ columns: SERVED, size: 'octet_length(document)', order: 'sequence', bytes: '$4' },
    }),
    values: bound.values,
  });
  return rows;
}

/** The newest versions of some registers: up to `limit` rows or a page, in order of sequence. */
export async function readNewestRegistered<Kind extends RegisteredKind>(
  db: Queryable,
  kinds: readonly Kind[],
  limit: number,
): Promise<ServedEntry<Kind>[]> {
  const newest = `select ${VERSION}, ${DOMAIN_OF_ALERT} from unnest($1::text[]) as w(kind)
                  cross join lateral (
                    select * from register_version v where v.kind = w.kind order by v.sequence desc limit $2) r
                  order by r.sequence desc limit $2`;
  const { rows } = await db.query<ServedEntry<Kind>>({
    name: 'read-newest-registered',
    text: asFarAsFull(newest, {
      ...{ columns: SERVED, size: 'octet_length(document)', order: 'sequence desc', bytes: '$3' },
    }),
    values: [kinds, limit, BUDGET.page],
  });
  return rows.reverse();
}

/** The newest version of each key of a register as of a point in the log. */
export async function readRegisteredAsOf(
  db: Queryable,
  kind: RegisterKind,
  asOf: AsOf,
): Promise<RegisterChange[]> {
  const { rows } = await db.query<RegisterChange>({
    name: 'read-registered-as-of',
    text: `select distinct on (r.key) ${VERSION} from register_version r
           where r.kind = $1 and ($2::bigint is null or r.sequence <= $2::bigint)
             and ($3::timestamptz is null or r.known_at <= $3::timestamptz)
           order by r.key, r.version desc`,
    values: [kind, ...asOfParameters(asOf)],
  });
  return rows;
}

/** The newest version of each of these keys as of a point in the log. */
export async function readRegisteredOf(
  db: Queryable,
  kind: RegisterKind,
  keys: readonly string[],
  asOf: AsOf,
): Promise<RegisterChange[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<RegisterChange>({
    name: 'read-registered-of',
    text: `select ${VERSION} from (select distinct key from unnest($2::text[]) as w(key)) w
           join lateral (
             select * from register_version v where v.kind = $1 and v.key = w.key
               and ($3::bigint is null or v.sequence <= $3::bigint)
               and ($4::timestamptz is null or v.known_at <= $4::timestamptz)
             order by v.version desc limit 1) r on true`,
    values: [kind, textArray(keys), ...asOfParameters(asOf)],
  });
  return rows;
}

/** Newest versions of these keys that are newer than `seen`; compare `publishedSince`. */
export async function registeredSince(
  db: Queryable,
  kind: RegisterKind,
  seen: readonly { readonly key: string; readonly sequence: string }[],
  { topic, after, until, limit }: PublishedRange,
): Promise<RegisterChange[]> {
  if (seen.length === 0) return [];
  const newer = `select ${VERSION} from unnest($2::text[], $3::bigint[]) as w(key, sequence)
                 ${byKey('select * from register_version v where v.kind = $1 and v.key = w.key order by v.version desc limit 1', 'r')}
                 where r.sequence > w.sequence and r.sequence <= $4 and r.sequence > $5
                   and not exists (select from dead_letter d where d.topic = $6 and d.partition = 0 and d."offset" = r.sequence)
                 order by r.sequence limit $7`;
  const { rows } = await db.query<RegisterChange>({
    name: 'registered-since',
    text: asFarAsFull(newer, {
      columns: 'kind, sequence, key, version, known_at, document',
      size: 'octet_length(document)',
      order: 'sequence',
      bytes: '$8',
    }),
    values: [
      kind,
      textArray(seen.map(({ key }) => key)),
      seen.map(({ sequence }) => sequence),
      ...[until, after, topic, limit, BUDGET.page],
    ],
  });
  return rows;
}
