import { periodBounds } from '@silkgauge/growth';
import { plainArray, textArray } from '../arrays.ts';
import { BUDGET, documentBytes, untilFull } from '../budget.ts';
import { isDataError, Outdated, Overtaken, UnstorableData } from '../errors.ts';
import type { Queryable } from '../read-model.ts';
import type { NewChange } from './changes.ts';
import { lastBatchText, type Advance } from './positions.ts';
import type { NewVersion } from './registered.ts';
import { bySeriesAndPeriod, type MonthTotal, type SeriesPeriod } from './sales.ts';

/** A position that moves, and what a batch of sales leaves in the identities that its partition remembers. */
export interface BatchAdvance extends Advance {
  readonly remembered?: RememberedSales;
}

export interface RememberedSales {
  /** 16 bytes each. */
  readonly identities: Buffer;
  /** Append time of the newest of them. */
  readonly knownUntil: Date;
  /** Segments before this offset are forgotten; null where none goes. */
  readonly keepFrom: bigint | null;
}

export interface SeenTotal extends SeriesPeriod {
  readonly events: string | null;
}

/** A month that a platform may have its first sale of. */
export interface FirstSale {
  readonly platform: string;
  /** `YYYY-MM` in UTC. */
  readonly month: string;
  /** The state that counts it, by its place among the changes, from 1. */
  readonly place: number;
}

/** What sales fold into, and what that rests on. */
export interface FoldedTotals {
  /** The token of facts that the outcome was worked out under. */
  readonly turn: string;
  /** Totals that others rest on, by their number of events; null where there was none. */
  readonly seen: readonly SeenTotal[];
  /** Totals as they are from now on, and how many events they had before; null where there was none. */
  readonly totals: readonly (MonthTotal & { readonly before: string | null })[];
  readonly firsts: readonly FirstSale[];
}

/** What batches came to. */
export interface BatchOutcome {
  /** Positions that move. */
  readonly advances: readonly BatchAdvance[];
  /** Versions of states, in the order of their sequences. */
  readonly changes: readonly NewChange[];
  /** Versions of notices and claims, behind those of states. */
  readonly registered: readonly NewVersion[];
  /** Null where there are no sales. */
  readonly sales: FoldedTotals | null;
}

const NO_SALES: FoldedTotals = { turn: '', seen: [], totals: [], firsts: [] };

/** The token of the newest transaction of facts that may have touched what sales rest on. */
export async function platformTurn(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ platform: string }>({
    name: 'platform-turn',
    text: 'select platform from facts_turn',
  });
  return rows[0]?.platform ?? '';
}

/**
 * Writes what batches came to, in one call, which outside of a transaction is one by itself: positions, totals, identities, and last
 * the change log with its cursor, for which everybody waits. Rows go in in order, so that two calls never deadlock. Returns the last
 * sequence; null where nothing was appended. Documents of facts that are larger than a statement may go in in several calls.
 *
 * @throws Overtaken when a partition has a newer owner or its batch was applied before
 * @throws Outdated when facts came, totals or states changed since they were read; nothing is written, read them again
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

/** Compare and set: moves positions for their present owners, from where they are expected. @throws Overtaken */
export async function movePositions(db: Queryable, advances: readonly Advance[]): Promise<void> {
  await commitBatch(db, { ...NOTHING, advances });
}

/** Appends versions of states to the change log in the order given, and points each key at its newest. */
export async function appendChanges(db: Queryable, changes: readonly NewChange[]): Promise<bigint | null> {
  return changes.length === 0 ? null : commitBatch(db, { ...NOTHING, changes });
}

/** The same of notices and claims: their numbers are of the one cursor. */
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

/** The columns of each set of records, by the names of the function's parameters. */
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
    // Of sales there is one version at most for each key.
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

/** Of each version, `t` where no later one of its key is among them, else `f`. */
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
  };
}

/** The function's own errors by what they mean; a version that is there already is one that was not seen. */
function told(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === 'SG001') return new Overtaken(message, { cause: error });
  if (code === 'SG002' || code === '23505') return new Outdated(message, { cause: error });
  return isDataError(error) ? new UnstorableData(String(message), { cause: error }) : error;
}
