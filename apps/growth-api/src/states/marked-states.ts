import type { GrowthFilter } from '@silkgauge/contract';
import {
  isFullPage,
  readStateKeys,
  readStatesOf,
  type Queryable,
  type StateChange,
  type StateKeyRow,
  type StatePlace,
  type StatesQuery,
} from '@silkgauge/read-model';
import type { IsMarked } from './joined-states.ts';

export interface StatesAndNext {
  readonly rows: readonly StateChange[];
  /** Place of the last state examined; null on the last page. */
  readonly next: StatePlace | null;
}

/** Keys examined for one page at most, and per statement. A short page may have a next page. */
const MOST_LOOKED_AT = 50_000;
const AT_A_TIME = 5_000;

/** One page of states that a notice is in force for. Keys are tested in memory, marked states are read. */
export async function readMarkedStates(
  db: Queryable,
  filter: GrowthFilter,
  isMarked: IsMarked,
  query: StatesQuery,
): Promise<StatesAndNext> {
  const { marked, next } = await lookFor(db, filter, isMarked, query);
  const rows = await readStatesOf(db, marked, query);
  const last = rows.at(-1);
  // The byte limit cut the page: the remaining keys belong to the next page.
  const isCut = last !== undefined && rows.length < marked.length && isFullPage(rows, marked.length);
  return { rows, next: isCut ? placeOf(last) : next };
}

async function lookFor(
  db: Queryable,
  filter: GrowthFilter,
  isMarked: IsMarked,
  query: StatesQuery,
): Promise<{ readonly marked: readonly StatePlace[]; readonly next: StatePlace | null }> {
  const marked: StatePlace[] = [];
  let last = query.after;
  for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += AT_A_TIME) {
    const keys = await readStateKeys(db, filter, { ...query, after: last, limit: AT_A_TIME });
    for (const one of keys) {
      const place = placeOfKey(one);
      if (isMarked(place.key, place.period)) {
        if (marked.length === query.limit) return { marked, next: last };
        marked.push(place);
      }
      last = place;
    }
    if (keys.length < AT_A_TIME) return { marked, next: null };
  }
  return { marked, next: last };
}

export const placeOf = ({ key, period, known_at }: StateChange): StatePlace => ({
  key,
  period,
  knownAt: known_at.toISOString(),
});

/** The place of a key in an order, from a row of `readStateKeys`. */
export const placeOfKey = ({ key, period, known_at }: StateKeyRow): StatePlace => ({
  key,
  period,
  ...(known_at && { knownAt: known_at.toISOString() }),
});
