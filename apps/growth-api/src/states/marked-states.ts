import {
  isFullPage,
  readStateKeys,
  readStatesOf,
  type AsOf,
  type Candidate,
  type GrowthFilter,
  type Queryable,
  type StateChange,
} from '@silkgauge/read-model';
import type { IsMarked } from './joined-states.ts';

/** Keys examined for one page at most, and per statement. A short page may have a next page. */
const MOST_LOOKED_AT = 50_000;
const AT_A_TIME = 5_000;

export interface MarkedPage {
  readonly rows: readonly StateChange[];
  /** Last key examined; null on the last page. */
  readonly next: Candidate | null;
}

/** One page of states that a notice is in force for. Keys are tested in memory, marked states are read. */
export async function readMarkedStates(
  db: Queryable,
  filter: GrowthFilter,
  isMarked: IsMarked,
  {
    asOf,
    after,
    limit,
  }: { readonly asOf: AsOf | null; readonly after: Candidate | null; readonly limit: number },
): Promise<MarkedPage> {
  const { marked, next } = await lookFor(db, filter, isMarked, { after, limit });
  const rows = await readStatesOf(db, marked, asOf);
  const last = rows.at(-1);
  // The byte limit cut the page: the remaining keys belong to the next page.
  const isCut = last !== undefined && rows.length < marked.length && isFullPage(rows, marked.length);
  return { rows, next: isCut ? { key: last.key, period: last.period } : next };
}

async function lookFor(
  db: Queryable,
  filter: GrowthFilter,
  isMarked: IsMarked,
  { after, limit }: { readonly after: Candidate | null; readonly limit: number },
): Promise<{ readonly marked: readonly Candidate[]; readonly next: Candidate | null }> {
  const marked: Candidate[] = [];
  let last = after;
  for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += AT_A_TIME) {
    const keys = await readStateKeys(db, filter, { after: last, limit: AT_A_TIME });
    for (const one of keys) {
      if (isMarked(one.key, one.period)) {
        if (marked.length === limit) return { marked, next: last };
        marked.push(one);
      }
      last = one;
    }
    if (keys.length < AT_A_TIME) return { marked, next: null };
  }
  return { marked, next: last };
}
