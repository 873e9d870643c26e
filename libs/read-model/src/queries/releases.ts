import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { RegisterChange } from '../state-json.ts';
import { jsonIn } from './registers.ts';

/** The register that releases are versions of. */
export type ReleaseRow = RegisterChange<'release'>;

export interface ReleasesFilter {
  /** Lists of the values taken; null for all. */
  readonly publishers: readonly string[] | null;
  readonly states: readonly string[] | null;
  /** First and last promised instant (ISO, inclusive); null for no bound. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A place in the order of releases: the promised instant as its release has it, and the name. */
export interface ReleasePlace {
  readonly at: string;
  readonly release: string;
}

export interface ReleasesPage {
  readonly after: ReleasePlace | null;
  readonly limit: number;
  /** The latest instant first. */
  readonly newestFirst?: boolean;
}

const COLUMNS = 'kind, sequence, key, version, known_at, document';

/** The newest version of each release of a filter, in order of promised instant and name: up to `limit` rows or a page. */
export async function readReleases(
  db: Queryable,
  { publishers, states, from, to }: ReleasesFilter,
  { after, limit, newestFirst = false }: ReleasesPage,
): Promise<ReleaseRow[]> {
  const [order, beyond] = newestFirst ? (['desc', '<'] as const) : (['asc', '>'] as const);
  const told = `select n.*, (d.document ->> 'at')::timestamptz as at, d.document ->> 'publisher' as publisher, d.document ->> 'state' as state
                from (select distinct key from register_version where kind = 'release') k
                cross join lateral (select ${COLUMNS} from register_version r
                  where r.kind = 'release' and r.key = k.key order by r.version desc limit 1) n
                cross join lateral (select ${jsonIn('n.document')} as document offset 0) d`;
  const rows = `select ${COLUMNS}, at from (${told}) t
                where ($1::text[] is null or publisher = any($1::text[])) and ($2::text[] is null or state = any($2::text[]))
                  and ($3::timestamptz is null or at >= $3::timestamptz) and ($4::timestamptz is null or at <= $4::timestamptz)
                  and ($5::timestamptz is null or (at, key) ${beyond} ($5::timestamptz, $6::text))
                order by at ${order}, key ${order} limit $7`;
  const { rows: found } = await db.query<ReleaseRow>({
    name: `read-releases-${order}`,
    text: asFarAsFull(rows, {
      columns: COLUMNS,
      size: 'octet_length(document)',
      order: `at ${order}, key ${order}`,
      bytes: '$8',
    }),
    values: [publishers, states, from, to, after?.at ?? null, after?.release ?? null, limit, BUDGET.page],
  });
  return found;
}
