import { plainArray, textArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';
import type { RegisterChange, RegisterKind } from '../state-json.ts';
import { asOfParameters, type AsOf } from '../queries/states.ts';
import { asFarAsFull, BUDGET } from '../budget.ts';
import { byKey } from './by-key.ts';
import type { PublishedRange } from './relay.ts';

export interface NewVersion extends Pick<RegisterChange, 'kind' | 'key' | 'version' | 'document'> {
  readonly knownAt: Date;
}

const VERSION = 'r.kind, r.sequence, r.key, r.version, r.known_at, r.document';

/** Takes the cursor of the change log: until the end of the transaction nobody else writes states or what is registered. */
export async function holdCursor(tx: Queryable): Promise<void> {
  await tx.query({ name: 'hold-cursor', text: 'select last from change_cursor for update' });
}

/** The newest version of each of these. */
export async function findRegistered(
  db: Queryable,
  kind: RegisterKind,
  keys: readonly string[],
): Promise<RegisterChange[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<RegisterChange>({
    name: 'find-registered',
    text: `select ${VERSION} from (select distinct key from unnest($2::text[]) as w(key)) w
           ${byKey('select * from register_version v where v.kind = $1 and v.key = w.key order by v.version desc limit 1', 'r')}`,
    values: [kind, textArray(keys)],
  });
  return rows;
}

/**
 * Appends versions to the change log, as `appendChanges` does with states: their numbers are of the one cursor. Returns the last
 * sequence; null of none.
 */
export async function appendRegistered(
  db: Queryable,
  versions: readonly NewVersion[],
): Promise<bigint | null> {
  if (versions.length === 0) return null;
  const { rows } = await db.query<{ last: string }>({
    name: 'append-registered',
    text: `with taken as (
             update change_cursor set last = last + $1::bigint returning last - $1::bigint as before, last),
           appended as (
             insert into register_version (sequence, kind, key, version, known_at, document)
             select t.before + r.place, r.kind, r.key, r.version, r.known_at, r.document
             from taken t, unnest($2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::text[])
               with ordinality as r(kind, key, version, known_at, document, place))
           select last from taken`,
    values: [
      versions.length,
      plainArray(versions.map(({ kind }) => kind)),
      textArray(versions.map(({ key }) => key)),
      plainArray(versions.map(({ version }) => version)),
      plainArray(versions.map(({ knownAt }) => knownAt)),
      textArray(versions.map(({ document }) => document)),
    ],
  });
  return BigInt(rows[0]?.last ?? 0);
}

/** Versions of one kind after a sequence, up to another where one is given, in order. */
export async function readRegistered(
  db: Queryable,
  kind: RegisterKind,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<RegisterChange[]> {
  const { rows } = await db.query<RegisterChange>({
    name: 'read-registered',
    text: `select ${VERSION} from register_version r where r.kind = $1 and r.sequence > $2
           order by r.sequence limit $3`,
    values: [kind, after, limit],
  });
  return rows;
}

/** What is registered between two places in the log, the first excluded, in order. */
export async function readRegisteredBetween(
  db: Queryable,
  {
    after,
    until,
    limit,
    bytes,
  }: { readonly after: string; readonly until: string; readonly limit: number; readonly bytes: number },
): Promise<RegisterChange[]> {
  const between = `select ${VERSION} from register_version r where r.sequence > $1 and r.sequence <= $2
                   order by r.sequence limit $3`;
  const { rows } = await db.query<RegisterChange>({
    name: 'read-registered-between',
    text: asFarAsFull(between, {
      columns: 'kind, sequence, key, version, known_at, document',
      size: 'octet_length(document)',
      order: 'sequence',
      bytes: '$4',
    }),
    values: [after, until, limit, bytes],
  });
  return rows;
}

/** The newest version of each, as of a point in the log. */
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

/** As `publishedSince` of states: the newest versions of these keys that are newer than what was seen of them, up to a sequence. */
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
