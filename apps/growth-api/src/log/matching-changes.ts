import {
  BUDGET,
  documentBytes,
  findsByWords,
  isFull,
  lastSequence,
  sequenceBefore,
  untilFull,
  type Queryable,
  type ServedRow,
} from '@silkgauge/read-model';
import { readAskedRows } from './asked-rows.ts';
import type { Asked } from './subject.ts';

/** Sequences that the first statement of a page scans; each further one scans twice as many. */
const FIRST_REACH = 50_000n;
/** Milliseconds after which a page ends where its statements have come, with what they found. */
const ENOUGH_MS = 500;

/** What is asked for of the log behind a sequence. */
export interface ChangesPage {
  readonly asked: Asked;
  readonly after: string;
  /** ISO instant: only changes that are known later. */
  readonly since: string | null;
  readonly limit: number;
}

export interface MatchingChanges {
  /** Sequence that the page was read from; `since` may have put it behind that of the query. */
  readonly after: string;
  readonly rows: readonly ServedRow[];
  /** Sequence to go on after; null at the end of the log. */
  readonly next: string | null;
}

/**
 * One page of changes that pass a filter. A narrow filter on a long log gives short pages, empty ones too,
 * so that no call reads the whole log.
 */
export async function readMatchingPage(db: Queryable, query: ChangesPage): Promise<MatchingChanges> {
  const { asked, since, limit } = query;
  const end = BigInt(await lastSequence(db));
  const start = await startOf(db, query);
  if (start === null) return { after: String(end), rows: [], next: null };
  const pageOf = (found: readonly ServedRow[], next: string | null) => ({
    after: String(start),
    rows: found,
    next,
  });
  const rows: ServedRow[] = [];
  const began = performance.now();
  // An index finds the words wherever they are in the log.
  let reach = findsByWords(asked.filter) ? end : FIRST_REACH;
  for (let after = start; after < end; reach *= 2n) {
    const until = after + reach < end ? after + reach : end;
    const range = { after: String(after), until: String(until), since, limit: limit + 1 - rows.length };
    const step = await readAskedRows(db, asked, range);
    rows.push(...step.rows);
    if (rows.length > limit || isFull(rows, documentBytes, BUDGET.page)) {
      const shown = rows.slice(0, Math.min(limit, untilFull(rows, documentBytes, BUDGET.page)));
      return pageOf(shown, shown.at(-1)?.sequence ?? null);
    }
    after = BigInt(step.end);
    if (performance.now() - began > ENOUGH_MS && after < end) return pageOf(rows, String(after));
  }
  return pageOf(rows, null);
}

/** The sequence to start after; null if no change of a state is known later than `since`. Other kinds have no index of times. */
async function startOf(db: Queryable, { asked, after, since }: ChangesPage): Promise<bigint | null> {
  const isOfStates = asked.kinds.has('state') && asked.kinds.size === 1;
  if (since === null || after !== '0' || !isOfStates) return BigInt(after);
  const before = await sequenceBefore(db, since);
  return before === null ? null : BigInt(before);
}
