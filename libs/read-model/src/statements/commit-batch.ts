import { periodBounds } from '@silkgauge/growth';
import { plainArray, textArray } from '../arrays.ts';
import { BUDGET, documentBytes, untilFull } from '../budget.ts';
import { isDataError, Outdated, Overtaken, UnstorableData } from '../errors.ts';
import { wordsOf } from '../queries/state-words.ts';
import type { Queryable } from '../read-model.ts';
import type { NewChange } from './changes.ts';
import { lastBatchText, type Advance } from './positions.ts';
import type { NewVersion } from './registered.ts';
import { bySeriesAndPeriod, type MonthTotal, type SeriesPeriod } from './sales.ts';

/** A position that moves, with the identities of the sales in its batch. */
export interface BatchAdvance extends Advance {
  readonly remembered?: RememberedSales;
}

export interface RememberedSales {
  /** 16 bytes per identity. */
  readonly identities: Buffer;
  /** Append time of the newest identity. */
  readonly knownUntil: Date;
  /** Segments before this offset are deleted; null deletes none. */
  readonly keepFrom: bigint | null;
}

export interface SeenTotal extends SeriesPeriod {
  readonly events: string | null;
}

/** A month in which a platform may have its first sale. */
export interface FirstSale {
  readonly platform: string;
  /** `YYYY-MM` in UTC. */
  readonly month: string;
  /** Place of the state that counts the sale, among the changes, from 1. */
  readonly place: number;
}

/** Totals of sales, with the rows that they were computed from. */
export interface FoldedTotals {
  /** Token of facts at the time of the read. */
  readonly turn: string;
  /** Totals that were read: their numbers of events, null for absent totals. */
  readonly seen: readonly SeenTotal[];
  /** New totals, with the number of events before; null for absent totals. */
  readonly totals: readonly (MonthTotal & { readonly before: string | null })[];
  readonly firsts: readonly FirstSale[];
}

/** The rows that a commit writes for one or more batches. */
export interface BatchOutcome {
  readonly advances: readonly BatchAdvance[];
  /** Versions of states, in order of sequence. */
  readonly changes: readonly NewChange[];
  /** Versions of registers; their sequences follow those of states. */
  readonly registered: readonly NewVersion[];
  /** Null for batches without sales. */
  readonly sales: FoldedTotals | null;
}

const NO_SALES: FoldedTotals = { turn: '', seen: [], totals: [], firsts: [] };

/** Token of the newest transaction of facts that may have changed rows that sales depend on. */
export async function platformTurn(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ platform: string }>({
    name: 'platform-turn',
    text: 'select platform from facts_turn',
  });
  return rows[0]?.platform ?? '';
}

/**
 * Writes an outcome by one call of the SQL function `commit_batch`; large documents of facts take several
 * calls, hence a transaction. The change log comes last, since its cursor stays locked until the commit; rows
 * are written in one order, so that two calls never deadlock.
 *
 * @returns the last sequence; null if no version was appended
 * @throws Overtaken if a partition has a newer owner or its batch was applied before
 * @throws Outdated if facts, totals or states changed since they were read
 * @throws UnstorableData
 */
export async function commitBatch(db: Queryable, outcome: BatchOutcome): Promise<bigint | null> {
  let rest = outcome.changes;
  if (!outcome.sales)
    for (;;) {
      const count = untilFull(rest, documentBytes, BUDGET.written);
      if (count === rest.length) break;
      await callCommit(db, { ...NOTHING, changes: rest.slice(0, count) });
      rest = rest.slice(count);
    }
  return callCommit(db, { ...outcome, changes: rest });
}

const NOTHING: BatchOutcome = { advances: [], changes: [], registered: [], sales: null };

/** Moves positions by compare-and-set on epoch and expected offset. @throws Overtaken */
export async function movePositions(db: Queryable, advances: readonly Advance[]): Promise<void> {
  await commitBatch(db, { ...NOTHING, advances });
}

/** Appends versions of states in the given order, and points each key at its newest version. */
export async function appendChanges(db: Queryable, changes: readonly NewChange[]): Promise<bigint | null> {
  return changes.length === 0 ? null : commitBatch(db, { ...NOTHING, changes });
}

/** Appends versions of notices and claims, with sequences of the same cursor. */
export async function appendRegistered(
  db: Queryable,
  registered: readonly NewVersion[],
): Promise<bigint | null> {
  return registered.length === 0 ? null : commitBatch(db, { ...NOTHING, registered });
}

async function callCommit(db: Queryable, outcome: BatchOutcome): Promise<bigint | null> {
  const named = columnsOf(outcome);
  const names = Object.keys(named).map((name, index) => `${name} => $${String(index + 1)}`);
  try {
    const { rows } = await db.query<{ last: string | null }>({
      name: 'commit-batch',
      text: `select commit_batch(${names.join(', ')}) as last`,
      values: Object.values(named),
    });
    const last = rows[0]?.last ?? null;
    return last === null ? null : BigInt(last);
  } catch (error) {
    throw told(error);
  }
}

/** Arrays of columns, by the parameter names of `commit_batch`. */
function columnsOf({ advances, changes, registered, sales }: BatchOutcome): Record<string, unknown> {
  const { seen, firsts, totals } = sales ?? NO_SALES;
  return {
    known_platform: sales?.turn ?? null,
    ...positionColumns(advances),
    seen_series: plainArray(seen.map(({ seriesId }) => seriesId)),
    seen_periods: plainArray(seen.map(({ period }) => period)),
    seen_events: plainArray(seen.map(({ events }) => events)),
    ...totalColumns([...totals].sort(bySeriesAndPeriod)),
    ...stateColumns(changes),
    // Sales make one version per key at most.
    state_newest: sales ? null : plainArray(areNewest(changes)),
    register_kinds: plainArray(registered.map(({ kind }) => kind)),
    register_keys: textArray(registered.map(({ key }) => key)),
    register_versions: plainArray(registered.map(({ version }) => version)),
    register_known_ats: plainArray(registered.map(({ knownAt }) => knownAt)),
    register_documents: textArray(registered.map(({ document }) => document)),
    month_platforms: textArray(firsts.map(({ platform }) => platform)),
    month_months: plainArray(firsts.map(({ month }) => month)),
    month_places: plainArray(firsts.map(({ place }) => place)),
  };
}

const NO_IDENTITIES = Buffer.alloc(0);

function positionColumns(advances: readonly BatchAdvance[]) {
  const identities = advances.map(({ remembered }) => remembered?.identities ?? NO_IDENTITIES);
  return {
    topics: textArray(advances.map(({ topic }) => topic)),
    partitions: plainArray(advances.map(({ partition }) => partition)),
    epochs: plainArray(advances.map(({ epoch }) => epoch)),
    expecteds: plainArray(advances.map(({ expected }) => expected)),
    nexts: plainArray(advances.map(({ next }) => next)),
    last_batches: advances.map(({ last }) => lastBatchText(last)),
    sizes: plainArray(identities.map(({ length }) => length)),
    known_untils: plainArray(advances.map(({ remembered }) => remembered?.knownUntil ?? null)),
    keep_froms: plainArray(advances.map(({ remembered }) => remembered?.keepFrom ?? null)),
    identities: Buffer.concat(identities),
  };
}

function totalColumns(totals: FoldedTotals['totals']) {
  return {
    total_series: plainArray(totals.map(({ seriesId }) => seriesId)),
    total_periods: plainArray(totals.map(({ period }) => period)),
    total_amounts: plainArray(totals.map(({ total }) => total)),
    total_events: plainArray(totals.map(({ events }) => events)),
    total_units: plainArray(totals.map(({ units }) => units)),
    total_lasts: plainArray(totals.map(({ last }) => last)),
    total_befores: plainArray(totals.map(({ before }) => before)),
  };
}

/** For each version `t` if no later version of its key follows in the list, else `f`. */
function areNewest(changes: readonly NewChange[]): string[] {
  const keyOf = ({ seriesId, period }: NewChange) => `${seriesId}/${period}`;
  const newest = new Map(changes.map((change, index) => [keyOf(change), index]));
  return changes.map((change, index) => (newest.get(keyOf(change)) === index ? 't' : 'f'));
}

function stateColumns(changes: readonly NewChange[]) {
  const bounds = changes.map(({ period }) => periodBounds(period));
  return {
    state_series: plainArray(changes.map(({ seriesId }) => seriesId)),
    state_periods: plainArray(changes.map(({ period }) => period)),
    state_starts: plainArray(bounds.map((b) => b?.start ?? null)),
    state_ends: plainArray(bounds.map((b) => b?.end ?? null)),
    state_versions: plainArray(changes.map(({ version }) => version)),
    state_known_ats: plainArray(changes.map(({ knownAt }) => knownAt)),
    state_documents: textArray(changes.map(({ document }) => document)),
    state_words: textArray(changes.map(({ document }) => [...wordsOf(document)].join(' '))),
  };
}

/** Maps SQLSTATEs to errors. A unique violation means that another writer created the version first. */
function told(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === 'SG001') return new Overtaken(message, { cause: error });
  if (code === 'SG002' || code === '23505') return new Outdated(message, { cause: error });
  return isDataError(error) ? new UnstorableData(String(message), { cause: error }) : error;
}
