import { addFigure, removeFigure, seriesIn, setTotal, type SeriesFacts } from '@silkgauge/growth';
import {
  readEvidenceBetween,
  type PrintedEvidence,
  type Queryable,
  type StateChange,
} from '@silkgauge/read-model';
import { readRest, type KeptEvidence, type Recomputed } from './known-by.ts';
import { PlacedPrints } from './placed-prints.ts';

/** Prints from which on the evidence of a state is kept: fewer are read as fast. */
const MANY = 100;
/** Events between two versions of a state beyond which its evidence is read as a whole. */
const MOST_BETWEEN = 10_000n;
/** Bytes of prints as JSON text that are kept, of all states: some three times as much in memory. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The evidence of a state as it was decided up to an event. */
export interface Followed {
  readonly kept: KeptEvidence & { readonly placed: PlacedPrints };
  readonly facts: SeriesFacts;
  readonly until: bigint;
  readonly bytes: number;
}

/**
 * Evidence of states with many prints, kept from one version to the next: of a later version only what was decided
 * between the two is read.
 */
export class FollowedEvidence {
  /** The one used last comes last. */
  readonly #states = new Map<string, Followed>();
  #bytes = 0;

  /** The evidence of a state as of an event; undefined where all of it has to be read. */
  async follow(db: Queryable, row: StateChange, event: bigint): Promise<Followed | undefined> {
    const name = nameOf(row);
    const before = this.#states.get(name);
    if (!before || event < before.until || event - before.until > MOST_BETWEEN) return undefined;
    const rest = await readRest(db, row, row.sequence);
    const ids = rest.series.map(({ series_id }) => series_id);
    if (ids.join() !== before.kept.series.map(({ series_id }) => series_id).join()) return undefined;
    const between = { after: before.until, until: event };
    const decided = event === before.until ? [] : await readEvidenceBetween(db, ids, between);
    // What breaks off half-way is not gone on with.
    this.#drop(name);
    const bytes = decided.reduce((sum, one) => sum + one.bytes, before.bytes);
    const followed = { ...before, kept: { ...before.kept, ...rest }, until: event, bytes };
    move(followed, decided, between);
    setTotals(followed.facts, before.kept.totals, rest.totals);
    this.#set(name, followed);
    return followed;
  }

  /** Keeps what a version was recomputed from, where that were many prints. */
  keep(row: StateChange, kept: KeptEvidence, { facts, known }: Recomputed): void {
    this.#drop(nameOf(row));
    if (known.event === undefined || kept.prints.length < MANY) return;
    const placed = new PlacedPrints();
    const keys = new Map(kept.series.map(({ series_id, key }) => [series_id, key]));
    let bytes = 0;
    for (const one of kept.prints) {
      if (!known.knows(one)) continue;
      placed.set(keys.get(one.series_id) ?? '', one);
      bytes += Buffer.byteLength(JSON.stringify(one.print));
    }
    const { series, totals } = kept;
    this.#set(nameOf(row), {
      kept: { series, totals, prints: [], placed },
      facts,
      until: known.event,
      bytes,
    });
  }

  #set(name: string, followed: Followed): void {
    this.#states.set(name, followed);
    this.#bytes += followed.bytes;
    for (const oldest of this.#states.keys()) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#bytes -= this.#states.get(name)?.bytes ?? 0;
    this.#states.delete(name);
  }
}

/** Takes prints that were decided, or withdrawn, between two events. */
function move(
  { kept: { series, placed }, facts: { graph } }: Followed,
  decided: readonly PrintedEvidence[],
  { after, until }: { readonly after: bigint; readonly until: bigint },
): void {
  const rows = new Map(series.map((row) => [row.series_id, row]));
  for (const one of decided) {
    const row = rows.get(one.series_id);
    const isNew = BigInt(one.event_id) > after;
    const isWithdrawn = one.withdrawn_by !== null && BigInt(one.withdrawn_by) <= until;
    if (!row) continue;
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

const nameOf = ({ key, period }: Pick<StateChange, 'key' | 'period'>): string => `${key}/${period}`;
