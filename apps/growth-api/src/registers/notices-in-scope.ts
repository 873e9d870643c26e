import type { NoticeData } from '@silkgauge/contract';
import { noticeScope } from '@silkgauge/growth';
import { readNotices, type Queryable, type RegisteredNoticeRow } from '@silkgauge/read-model';
import { CODE_GRAPHS } from '../codes.ts';

/** Which notices are meant: by name, or by what they apply to. An absent member does not limit. */
export interface NoticeFilter {
  readonly notice?: readonly string[];
  readonly area?: readonly string[];
  readonly mode?: readonly string[];
  readonly flow?: readonly string[];
  readonly product?: readonly string[];
}

const CHUNK = 1000;
const ANY = { area: '_T', mode: '_T', flow: '_T', product: '_T' };

/** Notices by name, after one, at most `limit`: those whose scope has something in common with the filter. */
export async function readNoticesInScope(
  db: Queryable,
  filter: NoticeFilter,
  after: string | null,
  limit: number,
  knownBy: string | null = null,
): Promise<RegisteredNoticeRow[]> {
  if (Object.keys(filter).length === 0) return readNotices(db, after, limit, knownBy);
  const found: RegisteredNoticeRow[] = [];
  for (let last = after; found.length < limit;) {
    const some = await readNotices(db, last, CHUNK, knownBy);
    found.push(...some.filter((row) => isMeant(row, filter)));
    last = some.at(-1)?.notice ?? null;
    if (some.length < CHUNK) break;
  }
  return found.slice(0, limit);
}

function isMeant({ notice, data }: RegisteredNoticeRow, { notice: names, ...codes }: NoticeFilter): boolean {
  if (names && !names.includes(notice)) return false;
  // Withdrawn before it was published: nothing is known of what it applies to.
  const scope = data === null ? {} : (JSON.parse(data) as NoticeData).scope;
  // A scope is met where each dimension of it is, so each is looked at by itself.
  return Object.entries(codes).every(([dimension, given]) =>
    given.some((code) => noticeScope(scope, { ...ANY, [dimension]: code }, CODE_GRAPHS) !== null),
  );
}
