import type { GrowthState, GrowthFilter } from '@silkgauge/contract';
import {
  BUDGET,
  documentBytes,
  isFull,
  readRevisedChanges,
  stateJson,
  type Queryable,
  type StateChange,
} from '@silkgauge/read-model';
import type { EntryKind } from '@silkgauge/contract';
import type { IsMarked } from '../states/joined-states.ts';
import { kindsOf, type FeedEntry } from './feed-text.ts';
import { CONTRADICTIONS, whatChanged } from './what-changed.ts';

/** Reasons of changes that can revise a number; sales add to one, and a rebuild puts it back. */
const REASONS = ['reported', 'restated', 'withdrawn'];
/** Texts of a document that may bring a contradiction; whether it does, is compared. */
const TEXTS = ['"verdict":"conflicts"', ...CONTRADICTIONS.map((flag) => `"${flag}"`)];

/** Sequences that the first statement of a page scans; each further one scans twice as many. */
const FIRST_REACH = 20_000n;
/** Changes that a statement gives at most. */
const ROWS = 500;
/** Milliseconds after which a page ends where its statements have come, with what they found. */
const ENOUGH_MS = 500;
/** The same where they found nothing: readers of feeds seldom follow `next`. */
const EMPTY_MS = 4_000;

export interface EntriesAsked {
  readonly filter: GrowthFilter;
  readonly kind: EntryKind | null;
  /** Whether a state may have entries; null for all. */
  readonly isMarked: IsMarked | null;
  /** Only changes before this sequence. */
  readonly before: string;
  readonly limit: number;
}

export interface Entries {
  readonly entries: readonly FeedEntry[];
  /** Sequence before which the next page begins; null at the start of the log. */
  readonly next: string | null;
}

/** A page of entries, newest first. A narrow filter on a long log gives short pages, so that no call reads all of it. */
export async function readEntries(db: Queryable, asked: EntriesAsked): Promise<Entries> {
  const { filter, kind, limit } = asked;
  const entries: FeedEntry[] = [];
  const began = performance.now();
  let before = BigInt(asked.before);
  for (let reach = FIRST_REACH; before > 1n; reach *= 2n) {
    const from = before > reach ? before - reach : 1n;
    const range = {
      ...{ from: String(from), before: String(before), limit: ROWS, reasons: REASONS },
      // A conflict is in the texts, and a revision in a later version, so that the others are not read for it.
      ...{ later: kind !== 'conflict', texts: kind === 'revision' ? [] : TEXTS },
    };
    const rows = await readRevisedChanges(db, filter, range);
    for (const row of rows) {
      const entry = entryOf(row, asked);
      if (!entry) continue;
      if (entries.length === limit) return { entries, next: entries.at(-1)?.state.sequence ?? null };
      entries.push(entry);
    }
    const isCut = rows.length === ROWS || isFull(rows, documentBytes, BUDGET.page);
    before = isCut ? BigInt(rows.at(-1)?.sequence ?? from) : from;
    const enough = entries.length > 0 ? ENOUGH_MS : EMPTY_MS;
    if (performance.now() - began > enough && before > 1n) return { entries, next: String(before) };
  }
  return { entries, next: null };
}

function entryOf(row: StateChange, { kind, isMarked }: EntriesAsked): FeedEntry | null {
  if (isMarked?.(row.key, row.period) === false) return null;
  const state = JSON.parse(stateJson(row)) as GrowthState;
  const change = whatChanged(state);
  const kinds = kindsOf(change);
  return (kind === null ? kinds.length > 0 : kinds.includes(kind)) ? { state, change } : null;
}
