import type { NoticeData } from '@silkgauge/contract';
import { noticeScope, type Programme } from '@silkgauge/growth';
import { CODE_GRAPHS } from '@silkgauge/known';
import { readNotices, type Queryable, type RegisteredNoticeRow } from '@silkgauge/read-model';

/** Filter of notices by name or scope; a member that is absent or null does not limit. */
export interface NoticeFilter {
  readonly notice?: readonly string[] | null;
  /** Names of notices whose programmes are meant. */
  readonly programme?: readonly string[] | null;
  readonly area?: readonly string[] | null;
  readonly mode?: readonly string[] | null;
  readonly flow?: readonly string[] | null;
  readonly product?: readonly string[] | null;
}

/** Programmes by the names of their notices. */
export type Programmes = ReadonlyMap<string, Programme>;

const CHUNK = 1000;
const ANY = { area: '_T', mode: '_T', flow: '_T', product: '_T' };

/** Notices after `after` in order of name, at most `limit`, whose scope overlaps the filter. */
export async function readNoticesInScope(
  db: Queryable,
  filter: NoticeFilter,
  after: string | null,
  limit: number,
  programmes: Programmes,
  knownBy: string | null = null,
): Promise<RegisteredNoticeRow[]> {
  if (Object.values(filter).every((one) => one === null)) return readNotices(db, after, limit, knownBy);
  const found: RegisteredNoticeRow[] = [];
  for (let last = after; found.length < limit;) {
    const some = await readNotices(db, last, CHUNK, knownBy);
    found.push(...some.filter((row) => isMeant(row, filter, programmes)));
    last = some.at(-1)?.notice ?? null;
    if (some.length < CHUNK) break;
  }
  return found.slice(0, limit);
}

function isMeant(
  { notice, data }: RegisteredNoticeRow,
  { notice: names, programme, ...codes }: NoticeFilter,
  programmes: Programmes,
): boolean {
  if (names && !names.includes(notice)) return false;
  const rootOf = (name: string): string => programmes.get(name)?.root ?? name;
  if (programme && !programme.some((name) => rootOf(name) === rootOf(notice))) return false;
  // A notice that was withdrawn before its publication has no data.
  const scope = data === null ? {} : (JSON.parse(data) as NoticeData).scope;
  // A scope overlaps the filter if it does so in each dimension, so dimensions are tested one by one.
  return Object.entries(codes).every(
    ([dimension, given]: [string, readonly string[] | null]) =>
      given === null ||
      given.some((code) => noticeScope(scope, { ...ANY, [dimension]: code }, CODE_GRAPHS) !== null),
  );
}
