import type { Explanation } from '@silkgauge/contract';
import { addFigure, removeFigure, seriesIn, setTotal, type SeriesFacts } from '@silkgauge/growth';
import {
  readEvidenceBetween,
  type PrintedEvidence,
  type Queryable,
  type StateChange,
} from '@silkgauge/read-model';
import { KeptWithin } from '../kept-within.ts';
import { readRest, type KeptEvidence, type Recomputed, type StoredKept } from './known-by.ts';
import { PlacedPrints } from './placed-prints.ts';

/** Prints from which on the evidence of a series is kept: fewer are read as fast. */
const MANY = 100;
/** Events between two versions beyond which the evidence is read as a whole. */
const MOST_BETWEEN = 10_000n;
/** Bytes as JSON text that are kept of prints, and of explanations: some three times as much in memory. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The evidence of a series as it was decided up to an event. */
export interface Followed {
  readonly kept: KeptEvidence & { readonly placed: PlacedPrints };
  readonly facts: SeriesFacts;
  /** The first event of each series that has a print, by the id of the series. */
  readonly first: Map<string, bigint>;
  readonly until: bigint;
  readonly bytes: number;
}

/** What is said of a version, but for the state, which has members that are joined to it. */
export type Explained = Omit<Explanation, 'state'>;

interface KeptExplanation {
  readonly version: number;
  readonly explained: Explained;
  readonly bytes: number;
}

const byBytes = ({ bytes }: { readonly bytes: number }): number => bytes;

/**
 * Evidence of series with many prints, kept from one version of their states to the next: of another version only
 * what was decided between the two is read. What was explained of a version is kept as well: a bulletin tells
 * versions again that did not change.
 */
export class FollowedEvidence {
  /** By the key of the series whose states are explained. */
  readonly #series = new KeptWithin<Followed>(MOST_BYTES, byBytes);
  readonly #explained = new KeptWithin<KeptExplanation>(MOST_BYTES, byBytes);

  /** The evidence of a state as of an event; undefined where all of it has to be read. */
  async follow(db: Queryable, row: StateChange, event: bigint): Promise<Followed | undefined> {
    const before = this.#series.get(row.key);
    if (!before || distance(event, before.until) > MOST_BETWEEN) return undefined;
    const rest = await readRest(db, row, row.sequence);
    const ids = rest.series.map(({ series_id }) => series_id);
    if (ids.join() !== before.kept.series.map(({ series_id }) => series_id).join()) return undefined;
    const isBack = event < before.until;
    const between = isBack ? { after: event, until: before.until } : { after: before.until, until: event };
    const decided = event === before.until ? [] : await readEvidenceBetween(db, ids, between);
    if (isBack && !canLeaveOut(before, decided, event)) return undefined;
    // What breaks off half-way is not gone on with.
    this.#series.delete(row.key);
    const read = decided.reduce((sum, { bytes }) => sum + bytes, 0);
    const followed = {
      ...before,
      kept: { ...before.kept, ...rest },
      until: event,
      bytes: Math.max(0, before.bytes + (isBack ? -read : read)),
    };
    if (isBack) leaveOut(followed, decided);
    else move(followed, decided, between);
    setTotals(followed.facts, before.kept.totals, rest.totals);
    this.#series.set(row.key, followed);
    return followed;
  }

  /** Keeps what a version was recomputed from, where that were many prints and no later ones are kept. */
  keep({ key }: StateChange, kept: StoredKept, { facts, known }: Recomputed): void {
    const { event } = known;
    if (event === undefined || kept.prints.length < MANY) return;
    if ((this.#series.get(key)?.until ?? -1n) > event) return;
    const placed = new PlacedPrints();
    const keys = new Map(kept.series.map((row) => [row.series_id, row.key]));
    const first = new Map<string, bigint>();
    let bytes = 0;
    for (const one of kept.prints) {
      if (!known.knows(one)) continue;
      if (!first.has(one.series_id)) first.set(one.series_id, BigInt(one.event_id));
      placed.set(keys.get(one.series_id) ?? '', one);
      bytes += one.bytes;
    }
    const { series, totals } = kept;
    this.#series.set(key, {
      kept: { series, totals, prints: [], placed },
      ...{ facts, first, until: event, bytes },
    });
  }

  /** What was explained of a version. */
  explained({ key, period, version }: StateChange): Explained | undefined {
    const found = this.#explained.get(`${key}/${period}`);
    return found?.version === version ? found.explained : undefined;
  }

  /** Keeps what was explained of a version, where its series has many prints. */
  keepExplained({ key, period, version }: StateChange, explained: Explained): void {
    if (!this.#series.has(key)) return;
    this.#explained.set(`${key}/${period}`, { version, explained, bytes: roughBytesOf(explained) });
  }
}

/** Bytes of a print without its quote and address as JSON text, in round numbers; a node or an edge has fewer. */
const ITEM_BYTES = 600;

/** To write an explanation as text takes longer than to look its size over. */
const roughBytesOf = ({ nodes, edges, prints }: Explained): number =>
  prints.reduce(
    (sum, { quote, document }) => sum + (quote?.length ?? 0) + (document?.length ?? 0),
    ITEM_BYTES * (nodes.length + edges.length + prints.length),
  );

const distance = (one: bigint, other: bigint): bigint => (one < other ? other - one : one - other);

/**
 * Whether what was decided behind an event can be left out: a withdrawn print would come back in another order than
 * it was decided in, and a series of which no print is known yet is not in the graph.
 */
const canLeaveOut = ({ first }: Followed, decided: readonly PrintedEvidence[], event: bigint): boolean =>
  decided.every(({ event_id }) => BigInt(event_id) > event) &&
  [...first.values()].every((decidedFirst) => decidedFirst <= event);

/** Takes out prints that were decided last. */
function leaveOut(
  { kept: { placed }, facts: { graph } }: Followed,
  decided: readonly PrintedEvidence[],
): void {
  for (const { print } of decided.toReversed()) {
    const found = placed.named(print);
    const of = found && graph.series.get(found.key);
    if (of) removeFigure(of, found.figure);
    placed.remove(print);
  }
}

/** Takes prints that were decided, or withdrawn, between two events. */
function move(
  { kept: { series, placed }, facts: { graph }, first }: Followed,
  decided: readonly PrintedEvidence[],
  { after, until }: { readonly after: bigint; readonly until: bigint },
): void {
  const rows = new Map(series.map((row) => [row.series_id, row]));
  for (const one of decided) {
    const row = rows.get(one.series_id);
    const isNew = BigInt(one.event_id) > after;
    const isWithdrawn = one.withdrawn_by !== null && BigInt(one.withdrawn_by) <= until;
    if (!row) continue;
    if (!first.has(one.series_id)) first.set(one.series_id, BigInt(one.event_id));
    const facts = seriesIn(graph, row);
    const before = placed.named(one.print);
    placed.set(row.key, one);
    if (isNew && !isWithdrawn) addFigure(facts, one.print);
    if (!isNew && isWithdrawn && before) removeFigure(facts, before.figure);
  }
}

function setTotals(facts: SeriesFacts, before: KeptEvidence['totals'], now: KeptEvidence['totals']): void {
  for (const { period } of before) setTotal(facts, period, undefined);
  for (const { period, ...total } of now) setTotal(facts, period, total);
}
