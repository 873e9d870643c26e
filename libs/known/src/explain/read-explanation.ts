import type { Explanation, JoinedState, SalesRange, StateDocument } from '@silkgauge/contract';
import { partOfMonth, type WorkedState } from '@silkgauge/growth';
import {
  inTransaction,
  readFolds,
  readState,
  splitDocument,
  Turns,
  type AsOf,
  type StateChange,
  type Queryable,
  type ReadModel,
} from '@silkgauge/read-model';
import { gapsOf } from './gaps.ts';
import { Graph } from './graph.ts';
import type { FollowedEvidence } from './followed-evidence.ts';
import {
  knownBy,
  readKept,
  recompute,
  reproduced,
  type KeptEvidence,
  type KnownBy,
  type Recomputed,
  type Recomputing,
} from './known-by.ts';
import { explainPrints, ownPrints } from './prints.ts';

/** Formats a state as JSON text, with members that are joined to it on request. */
export type ShowState = (row: StateChange) => string;

export interface ExplainOptions extends Recomputing {
  readonly show: ShowState;
  /** Event id, as `morePrints` names it, behind which prints are listed; absent: from the first on. */
  readonly after?: string | null;
  /** Evidence that is kept between versions; absent: all is read. */
  readonly evidence?: FollowedEvidence | undefined;
}

/** Explains how each number was found, down to prints; with `asOf` from evidence known at that point. */
export function readExplanation(
  pool: ReadModel['pool'],
  found: StateChange,
  asOf: AsOf | null,
  options: ExplainOptions,
): Promise<Explanation> {
  return inTransaction(pool, async (tx) => {
    // One snapshot for state and evidence: a revision may commit between two statements.
    await tx.query('set transaction isolation level repeatable read, read only');
    const row = (await readState(tx, found.key, found.period, asOf)) ?? found;
    return explainIn(tx, row, asOf, options);
  });
}

/** As {@link readExplanation}, for a version that was read from the same snapshot. */
export async function explainIn(
  db: Queryable,
  row: StateChange,
  asOf: AsOf | null,
  { smallBases, show, after = null, turns = new Turns(), evidence }: ExplainOptions,
): Promise<Explanation> {
  const state = JSON.parse(show(row)) as JoinedState;
  const before = after === null ? evidence?.explained(row) : undefined;
  if (before) return { state, ...before };
  const { said, change } = splitDocument(row.document);
  const document = JSON.parse(said + change) as StateDocument;
  const all = await knownBy(db, row, document, asOf);
  const { kept, recomputed } =
    (await followed(db, row, document, all, evidence)) ??
    (await readWhole(db, row, document, asOf, all, { smallBases, turns, evidence }));
  const sales = await explainSales(db, row, document);
  if (!recomputed) {
    const known = all.at(-1);
    const prints = known ? await ownPrints(db, kept, row, { known }, { after }) : { prints: [] };
    return { state, recomputed: false, nodes: [], edges: [], formulas: [], gaps: [], ...prints, ...sales };
  }
  const graph = new Graph(recomputed.facts, row.period, shownOf(recomputed.state, state));
  await turns.next();
  const { nodes, edges, formulas } = graph;
  const prints = await explainPrints(db, kept, recomputed, row, graph, { after, turns });
  const own = { facts: recomputed.facts, period: row.period };
  const gaps = gapsOf(own, recomputed.state, row.known_at.toISOString());
  const explained = { recomputed: true, nodes, edges, formulas, gaps, ...prints };
  // What is explained of sales depends on members that are joined to the state.
  if (after === null && !document.counts) evidence?.keepExplained(row, explained);
  return { state, ...explained, ...sales };
}

interface Found {
  readonly kept: KeptEvidence;
  readonly recomputed: Recomputed | undefined;
}

/** What a version rests on, from what was kept; undefined where that does not reproduce the version. */
async function followed(
  db: Queryable,
  row: StateChange,
  document: StateDocument,
  [known]: readonly KnownBy[],
  evidence: FollowedEvidence | undefined,
): Promise<Found | undefined> {
  const found = known?.event === undefined ? undefined : await evidence?.follow(db, row, known.event);
  const state = found && reproduced(found.facts, row, document);
  return known && state && { kept: found.kept, recomputed: { facts: found.facts, state, known } };
}

async function readWhole(
  db: Queryable,
  row: StateChange,
  document: StateDocument,
  asOf: AsOf | null,
  all: readonly KnownBy[],
  { evidence, ...recomputing }: Recomputing & Pick<ExplainOptions, 'evidence'>,
): Promise<Found> {
  const kept = await readKept(db, row, asOf);
  const recomputed = await recompute(kept, row, document, all, recomputing);
  if (recomputed) evidence?.keep(row, kept, recomputed);
  return { kept, recomputed };
}

/** The worked state as it is shown: growth that a month of sales withholds is no number of it. */
function shownOf(state: WorkedState, { counts, flags }: JoinedState): WorkedState {
  const isPart = counts !== undefined && flags.includes('partial-period');
  return isPart ? { ...state, body: { ...state.body, ...partOfMonth(state.body) } } : state;
}

async function explainSales(
  db: Queryable,
  row: StateChange,
  { counts }: StateDocument,
): Promise<Pick<Explanation, 'sales'>> {
  if (!counts) return {};
  const folds = await readFolds(db, row.key, row.period, row.version);
  const ranges = folds.map(({ topic, partition, from, to, events }): SalesRange => ({
    topic,
    partition,
    from,
    to,
    events,
  }));
  const told = ranges.reduce((sum, { events }) => sum + BigInt(events), 0n);
  return { sales: { counts, ranges: told === BigInt(counts.events) ? ranges : null } };
}
