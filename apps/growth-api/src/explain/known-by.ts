import { isDeepStrictEqual } from 'node:util';
import type { StateDocument } from '@silkgauge/contract';
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
  type AsOf,
  type StateChange,
  type PrintedEvidence,
  type Queryable,
  type ToldTotal,
} from '@silkgauge/read-model';

/** All that is kept about a state: every print of the series that bear on it, and the totals of its own. */
export interface KeptEvidence {
  readonly series: Awaited<ReturnType<typeof readRelated>>;
  readonly prints: readonly PrintedEvidence[];
  readonly totals: readonly ToldTotal[];
}

/** Reads what is kept; totals of sales as of the version where one of the past is asked for. */
export async function readKept(db: Queryable, row: StateChange, asOf: AsOf | null): Promise<KeptEvidence> {
  const series = await seriesBehindKey(db, row.key);
  const own = series.find(({ key }) => key === row.key);
  return {
    series,
    prints: await readEvidence(
      db,
      series.map(({ series_id }) => series_id),
    ),
    totals:
      own && row.domain === 'platform'
        ? await readToldTotals(db, own.series_id, asOf === null ? null : row.sequence)
        : [],
  };
}

async function seriesBehindKey(db: Queryable, key: string): Promise<KeptEvidence['series']> {
  const related = await readRelated(db, [key]);
  const own = related.find((row) => row.key === key);
  if (!own) return [];
  const graph = newSeriesGraph();
  for (const row of related) seriesIn(graph, row);
  const behind = new Set(seriesBehind(seriesIn(graph, own)).map((facts) => facts.key));
  return related.filter((row) => behind.has(row.key));
}

/** What of the prints was known at some point: those decided on by then, and whether they were withdrawn by then. */
export interface KnownBy {
  knows(print: PrintedEvidence): boolean;
  isWithdrawn(print: PrintedEvidence): boolean;
}

const NOW: KnownBy = { knows: () => true, isWithdrawn: ({ withdrawn_by }) => withdrawn_by !== null };

/**
 * What was known when a version was the newest, the surest last. Of a time, what had been appended by then, and after
 * it what was decided on up to the version's cause: with several partitions the two may differ a little. Of a place in the
 * log only the latter. Sales are not decided on one by one; what they found is told by time.
 */
export async function knownBy(
  db: Queryable,
  row: StateChange,
  document: StateDocument,
  asOf: AsOf | null,
): Promise<readonly KnownBy[]> {
  if (asOf === null) return [NOW];
  const [cause] = document.change.causes;
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

function decidedBy(event: bigint): KnownBy {
  return {
    knows: ({ event_id }) => BigInt(event_id) <= event,
    isWithdrawn: ({ withdrawn_by }) => withdrawn_by !== null && BigInt(withdrawn_by) <= event,
  };
}

/** A state worked out anew, and what it was worked out from. */
export interface Recomputed {
  readonly facts: SeriesFacts;
  readonly state: WorkedState;
  readonly known: KnownBy;
}

/** Undefined where nothing of what may have been known gives the body that is stored. */
export function recompute(
  kept: KeptEvidence,
  row: StateChange,
  document: StateDocument,
  all: readonly KnownBy[],
  smallBases: Readonly<Record<string, string>>,
): Recomputed | undefined {
  const { change: _, ...said } = document;
  // Versions of before told whether a month of sales was a part.
  const stored = { ...said, flags: said.counts ? withPartial(said.flags, false) : said.flags };
  for (const known of all) {
    const facts = factsOf(kept, row.key, known, smallBases);
    const state = facts && workState(facts, row.period, row.known_at.toISOString());
    if (state && isSame(state.body, stored)) return { facts, state, known };
  }
  return undefined;
}

function factsOf(
  { series, prints, totals }: KeptEvidence,
  key: string,
  known: KnownBy,
  smallBases: Readonly<Record<string, string>>,
): SeriesFacts | undefined {
  const graph = newSeriesGraph(smallBases);
  const rows = new Map(series.map((row) => [row.series_id, row]));
  const ownRow = series.find((row) => row.key === key);
  const own = ownRow && seriesIn(graph, ownRow);
  for (const print of prints) {
    const row = rows.get(print.series_id);
    if (!row || !known.knows(print)) continue;
    // A series is there once somebody spoke of it, be it withdrawn: sums are told of a total that is a series.
    const facts = seriesIn(graph, row);
    if (!known.isWithdrawn(print)) addFigure(facts, print.print);
  }
  for (const { period, ...total } of totals) if (own) setTotal(own, period, total);
  return own;
}

const isSame = (body: StateBody, stored: StateBody): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(body)), stored);
