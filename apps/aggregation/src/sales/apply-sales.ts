import { placeName } from '@silkgauge/contract';
import { appendTime, type Reads, refusals, type SmallBases } from '@silkgauge/decisions';
import { Fenced } from '@silkgauge/kafka';
import { Outdated, Overtaken, type BatchAdvance, type ChangeRow } from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import type { LeftClaims } from '../left-claims.ts';
import { NO_EVIDENCE, type Outcome, type SalesOutcome, type Store, type Unit } from '../store/store.ts';
import { writeOutcome, writeUnclaimed, type CommittedOutcome } from '../write-outcome.ts';
import { IDENTITY_BYTES } from './identity-set.ts';
import type { WindowChange } from './identity-window.ts';
import { placeBatches, type FoldedBatch, type PlacedBatches, type SalesBatch } from './place-batches.ts';
import { restateSales, type PlacedFold, type Restated } from './restate-sales.ts';
import { newSeries, type KnownSeries, type SalesMemory, type SalesWorld } from './sales-memory.ts';

/** Results of committed batches. */
export interface AppliedSales {
  /** One for each batch. */
  readonly applied: readonly Applied[];
  /** All versions, in order of sequence. */
  readonly committed: readonly ChangeRow[];
}

export interface ApplySalesOptions {
  readonly store: Store;
  readonly smallBases: SmallBases;
  readonly leftClaims: LeftClaims;
  /** Gets series of the customs domain, whose sales are to be turned away. */
  readonly onForeign: (seriesKey: string) => void;
  /** Hears of each series that was sold, with the append time of its newest sale in milliseconds since 1970. */
  readonly onHeard: (seriesKey: string, appendedAt: number) => void;
}

/** Limit of attempts, each of which may find the memory outdated. */
const MOST_ATTEMPTS = 5;

/** The outcome of batches before it is written. */
interface DecidedSales extends Pick<PlacedBatches, 'batches'> {
  readonly restated: Restated;
  readonly windows: readonly WindowChange[];
  readonly outcome: Outcome & SalesOutcome;
}

interface WrittenSales extends DecidedSales {
  readonly written: CommittedOutcome;
}

/**
 * Applies batches of sales, of different partitions, in one transaction. Sales are folded first, so that
 * writes grow with the months touched, not with the events. Decisions rest on this process's memory, and one
 * call writes the outcome after comparing it with the database; new series and refused records take more
 * statements. The memory changes after the commit.
 *
 * If the memory was outdated, the batches are decided again under the lock that keeps facts away: frequent
 * figures and notices must not keep sales from being written.
 *
 * @throws Fenced when a partition has a newer owner or its batch was applied before; NotTogether;
 * ForeignSeries; UnstorableData; Outdated after the last attempt
 */
export async function applySales(
  batches: readonly SalesBatch[],
  memory: SalesMemory,
  options: ApplySalesOptions,
): Promise<AppliedSales> {
  // 1. Invalid records were turned away, and each identity was counted once, as the records came.
  const folded = batches.map(({ batch, window, folding }) => ({ batch, window, ...folding.folded() }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const sales =
        attempt === 1 ? await fromMemory(folded, memory, options) : await underLock(folded, memory, options);
      const done = finished(sales);
      for (const { folding } of batches) folding.free();
      for (const { folds } of folded)
        for (const { seriesKey, last } of folds) options.onHeard(seriesKey, Number(last.timestamp));
      const left = await options.leftClaims.judge(sales.written.areClaimsLeft, newestOf(folded));
      return left.length > 0 ? { ...done, committed: [...done.committed, ...left] } : done;
    } catch (error) {
      if (error instanceof Overtaken) throw new Fenced(placesOf(folded), { cause: error });
      if (!(error instanceof Outdated)) throw error;
      memory.forget();
      if (attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function fromMemory(
  batches: readonly FoldedBatch[],
  memory: SalesMemory,
  { store, smallBases, onForeign }: ApplySalesOptions,
): Promise<WrittenSales> {
  const world = await memory.world(store);
  const placed = await placeBatches(store, batches, world, onForeign);
  const isMore =
    placed.unknown.size > 0 ||
    placed.series.some(hasClaims) ||
    batches.some(({ refused }) => refused.length > 0);
  if (isMore)
    return store.transaction(async (unit) => {
      await unit.beginSales();
      return applyIn(unit, placed, world, smallBases);
    });
  const decided = await decideSales(store, placed, world, smallBases);
  return { ...decided, written: await writeUnclaimed(store, decided.outcome) };
}

function underLock(
  batches: readonly FoldedBatch[],
  memory: SalesMemory,
  { store, smallBases, onForeign }: ApplySalesOptions,
): Promise<WrittenSales> {
  return store.transaction(async (unit) => {
    // Before any row, as transactions of facts take this lock first, too.
    await unit.beginSales();
    const world = await memory.worldNow(unit);
    return applyIn(unit, await placeBatches(unit, batches, world, onForeign), world, smallBases);
  });
}

/** Applies in a transaction that keeps facts away, with new series, evidence and dead letters. */
async function applyIn(
  unit: Unit,
  placed: PlacedBatches,
  world: SalesWorld,
  smallBases: SmallBases,
): Promise<WrittenSales> {
  await unit.hold(placed.batches.map(({ batch }) => batch));
  const registered = await register(unit, placed);
  const decided = await decideSales(unit, registered, world, smallBases);
  const { outcome, batches } = decided;
  const written = registered.series.some(hasClaims)
    ? await writeOutcome(unit, outcome, newestOf(batches))
    : await writeUnclaimed(unit, outcome);
  return { ...decided, written };
}

/** 4. Change the memory after the commit: it must not hold sales that were never counted. */
function finished(sales: WrittenSales): AppliedSales {
  sales.restated.remember();
  sales.batches.forEach(({ window }, index) => {
    window.apply(sales.windows[index] as WindowChange);
  });
  return told(sales);
}

function placesOf(batches: readonly FoldedBatch[]): string {
  const places = batches.map(({ batch }) => `${placeName(batch)} from ${String(batch.expected)}`);
  return `moved on already: ${places.join(', ')}`;
}

/** Registers the unknown series; returns the batches with all their series. */
async function register(unit: Unit, placed: PlacedBatches): Promise<PlacedBatches> {
  const { series, unknown } = placed;
  const founded = await unit.registerSeries('platform', [...unknown.keys()]);
  const lost = founded.find(({ domain }) => domain === 'customs');
  if (lost) throw new Outdated(`${lost.key} has just been founded by figures`);
  const known = founded.map(({ isNew, ...row }) => newSeries(row, unknown.get(row.key) ?? {}, isNew));
  return { ...placed, series: [...series, ...known] };
}

/** Loads what the memory lacks and decides; writes nothing. */
async function decideSales(
  reads: Reads,
  { batches, series }: PlacedBatches,
  world: SalesWorld,
  smallBases: SmallBases,
): Promise<DecidedSales> {
  // 2. Add to the totals and restate the months that rest on them.
  const known = new Map(series.map((one) => [one.row.key, one]));
  const restated = await restateSales(reads, placedIn(batches, known), world, smallBases);
  // 3. Compose the outcome, which is written only while this process owns each partition at its position.
  const windows = batches.map(windowAfter);
  const advances = batches.map((one, index) => advanceOf(one, windows[index] as WindowChange));
  const kept = batches.map(({ batch, refused }) => refusals(batch, refused));
  const { changes, seen, totals, firsts } = restated;
  const outcome = {
    evidence: {
      ...NO_EVIDENCE,
      events: kept.flatMap(({ events }) => events),
      deadLetters: kept.flatMap(({ deadLetters }) => deadLetters),
    },
    ...{ advances, changes, registered: [] },
    sales: { turn: world.turn, seen, totals, firsts },
  };
  return { batches, restated, windows, outcome };
}

const hasClaims = ({ row }: KnownSeries): boolean => row.has_claims;

function newestOf(batches: readonly FoldedBatch[]): Date {
  return new Date(Math.max(...batches.map(({ timestamp }) => Number(timestamp ?? 0))));
}

function placedIn(batches: readonly FoldedBatch[], known: ReadonlyMap<string, KnownSeries>): PlacedFold[] {
  return batches.flatMap(({ batch, folds }) =>
    folds.map((one) => {
      const series = known.get(one.seriesKey);
      if (!series) throw new Error(`${one.seriesKey} is not registered`);
      return { ...one, series, batch };
    }),
  );
}

function windowAfter({ batch, identities, timestamp, window }: FoldedBatch): WindowChange {
  const { expected: firstOffset, next } = batch;
  const keepFrom = window.keepFrom(identities.length / IDENTITY_BYTES, firstOffset);
  const isAny = identities.length > 0 && timestamp !== null;
  return {
    segment: isAny ? { firstOffset, knownUntil: appendTime({ timestamp }), identities } : null,
    ...{ keepFrom, next },
  };
}

const NO_IDENTITIES = Buffer.alloc(0);

function advanceOf({ batch, window }: FoldedBatch, { segment, keepFrom }: WindowChange): BatchAdvance {
  const { topic, partition, epoch, expected, next, last } = batch;
  const remembered = {
    identities: segment?.identities ?? NO_IDENTITIES,
    knownUntil: segment?.knownUntil ?? new Date(0),
    keepFrom: window.reachesBefore(keepFrom) ? keepFrom : null,
  };
  return { topic, partition, epoch, expected, next, last, remembered };
}

function told({ batches, restated, written }: WrittenSales): AppliedSales {
  const { changes } = restated;
  return {
    applied: batches.map(({ folds, counted, duplicates, refused }) => {
      const keys = new Set(folds.map(({ seriesKey }) => seriesKey));
      const made = changes.filter(({ seriesKey }) => keys.has(seriesKey)).length;
      return { applied: counted, duplicates, rejected: refused.length, changes: made };
    }),
    committed: written.committed,
  };
}
