import { isDeepStrictEqual } from 'node:util';
import { CLOCK_TOPIC, type StateDocument } from '@silkgauge/contract';
import {
  addFigure,
  newSeriesGraph,
  seriesBehind,
  seriesIn,
  setTotal,
  withPartial,
  workState,
  type SeriesFacts,
  type StateBody,
  type WorkedState,
} from '@silkgauge/growth';
import {
  readEventId,
  readEvidence,
  readRelated,
  readToldTotals,
  Turns,
  type AsOf,
  type StateChange,
  type PrintedEvidence,
  type Queryable,
  type StoredEvidence,
  type ToldTotal,
} from '@silkgauge/read-model';
import { DECLARATIONS, declaredPartsOf } from '../codes.ts';
import type { PlacedPrints } from './placed-prints.ts';

/** Stored evidence of a state: prints of every series that bears on it, sales totals of its own series. */
export interface KeptEvidence {
  readonly series: Awaited<ReturnType<typeof readRelated>>;
  readonly prints: readonly PrintedEvidence[];
  /** Whether there are more prints than one answer is worked out from. */
  readonly isTooMuch?: boolean;
  readonly totals: readonly ToldTotal[];
  /** In place of `prints`: all that is known of them, by their places. */
  readonly placed?: PlacedPrints;
}

/** Evidence that was read: its prints have their sizes. */
export type StoredKept = KeptEvidence & { readonly prints: readonly StoredEvidence[] };

/** Reads the stored evidence; with `asOf` the sales totals are those of the version `row`. */
export async function readKept(db: Queryable, row: StateChange, asOf: AsOf | null): Promise<StoredKept> {
  const rest = await readRest(db, row, asOf === null ? null : row.sequence);
  const ids = rest.series.map(({ series_id }) => series_id);
  return { ...rest, ...(await readEvidence(db, ids)) };
}

/** The stored evidence without the prints, its sales totals as of a sequence or (null) now. */
export async function readRest(
  db: Queryable,
  { key, domain }: StateChange,
  sequence: string | null,
): Promise<Pick<KeptEvidence, 'series' | 'totals'>> {
  const series = await seriesBehindKey(db, key);
  const own = series.find((row) => row.key === key);
  return {
    series,
    totals: own && domain === 'platform' ? await readToldTotals(db, own.series_id, sequence) : [],
  };
}

async function seriesBehindKey(db: Queryable, key: string): Promise<KeptEvidence['series']> {
  const related = await readRelated(db, [key], declaredPartsOf([key]));
  const own = related.find((row) => row.key === key);
  if (!own) return [];
  const graph = newSeriesGraph({}, DECLARATIONS);
  for (const row of related) seriesIn(graph, row);
  const behind = new Set(seriesBehind(seriesIn(graph, own)).map((facts) => facts.key));
  return related.filter((row) => behind.has(row.key));
}

/** Knowledge at some point: whether a print had been decided, and whether the print had been withdrawn. */
export interface KnownBy {
  knows(print: PrintedEvidence): boolean;
  isWithdrawn(print: PrintedEvidence): boolean;
  /** The event up to which all that was decided is known, where that is the knowledge. */
  readonly event?: bigint;
}

/** All that is stored. */
export const PRESENT: KnownBy = {
  knows: () => true,
  isWithdrawn: ({ withdrawn_by }) => withdrawn_by !== null,
};

/**
 * Candidates for the knowledge behind a version, in the order in which `recompute` tries them. Append time
 * and the order of decisions differ slightly across partitions, and sales have no decided event.
 */
export async function knownBy(
  db: Queryable,
  row: StateChange,
  document: StateDocument,
  asOf: AsOf | null,
): Promise<readonly KnownBy[]> {
  if (asOf === null) return [PRESENT];
  // A tick that lifts events is decided behind all that it lifts, of later versions too.
  const cause = document.change.causes.findLast(({ topic }) => !topic.endsWith(CLOCK_TOPIC));
  const event = cause ? await readEventId(db, cause) : null;
  const byCause = event === null ? [] : [decidedBy(event)];
  return 'instant' in asOf
    ? [appendedBy(new Date(asOf.instant)), ...byCause]
    : [...byCause, appendedBy(row.known_at)];
}

function appendedBy(instant: Date): KnownBy {
  return {
    knows: ({ known_at }) => known_at <= instant,
    isWithdrawn: ({ withdrawn_at }) => withdrawn_at !== null && withdrawn_at <= instant,
  };
}

/** What was decided up to an event. */
export function decidedBy(event: bigint): KnownBy {
  return {
    event,
    knows: ({ event_id }) => BigInt(event_id) <= event,
    isWithdrawn: ({ withdrawn_by }) => withdrawn_by !== null && BigInt(withdrawn_by) <= event,
  };
}

export interface Recomputing {
  /** Level below which a base gives no growth, by indicator; same setting as in the aggregation. */
  readonly smallBases: Readonly<Record<string, string>>;
  /** Turns of the work on the answer; without them the work has all the time it takes. */
  readonly turns?: Turns;
}

/** A recomputed state, its facts and the knowledge that reproduced the stored body. */
export interface Recomputed {
  readonly facts: SeriesFacts;
  readonly state: WorkedState;
  readonly known: KnownBy;
}

/** Recomputes a state with the first of `all` that reproduces the stored body; undefined if none does. */
export async function recompute(
  kept: KeptEvidence,
  row: StateChange,
  document: StateDocument,
  all: readonly KnownBy[],
  { smallBases, turns = new Turns() }: Recomputing,
): Promise<Recomputed | undefined> {
  if (kept.isTooMuch === true) return undefined;
  for (const known of all) {
    const facts = await factsOf(kept, row.key, known, { smallBases, turns });
    const state = facts && reproduced(facts, row, document);
    if (facts && state) return { facts, state, known };
  }
  return undefined;
}

/** The state of a version, worked out from facts; undefined where that is not what the version says. */
export function reproduced(
  facts: SeriesFacts,
  { period, known_at }: Pick<StateChange, 'period' | 'known_at'>,
  { change: _, ...said }: StateDocument,
): WorkedState | undefined {
  // Old versions hold `partial-period`, which is now joined to the answer.
  const stored = { ...said, flags: said.counts ? withPartial(said.flags, false) : said.flags };
  const state = workState(facts, period, known_at.toISOString());
  return isSame(state.body, stored) ? state : undefined;
}

async function factsOf(
  { series, prints, totals }: KeptEvidence,
  key: string,
  known: KnownBy,
  { smallBases, turns }: Required<Recomputing>,
): Promise<SeriesFacts | undefined> {
  const graph = newSeriesGraph(smallBases, DECLARATIONS);
  const rows = new Map(series.map((row) => [row.series_id, row]));
  const ownRow = series.find((row) => row.key === key);
  const own = ownRow && seriesIn(graph, ownRow);
  for (const print of prints) {
    await turns.next();
    const row = rows.get(print.series_id);
    if (!row || !known.knows(print)) continue;
    // A withdrawn print still registers its series: sums are shown only for the total of a registered series.
    const facts = seriesIn(graph, row);
    if (!known.isWithdrawn(print)) addFigure(facts, print.print);
  }
  for (const { period, ...total } of totals) if (own) setTotal(own, period, total);
  return own;
}

const isSame = (body: StateBody, stored: StateBody): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(body)), stored);
