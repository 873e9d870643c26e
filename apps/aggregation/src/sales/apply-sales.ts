import { Fenced } from '@silkgauge/kafka';
import {
  holdClaims,
  insertDeadLetters,
  insertEvents,
  inTransaction,
  lockPlatform,
  markClaims,
  Outdated,
  Overtaken,
  registerSeries,
  writeSales,
  type ChangeRow,
  type Queryable,
  type ReadModel,
  type SalesAdvance,
} from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { appendTime } from '../classify.ts';
import { judgeDueClaims, judgeLeftClaims, type JudgedClaims } from '../claims.ts';
import { committedChanges } from '../committed-changes.ts';
import type { SmallBases } from '../facts/worlds.ts';
import { IDENTITY_BYTES } from './identity-set.ts';
import type { WindowChange } from './identity-window.ts';
import { placeBatches, type FoldedBatch, type PlacedBatches, type SalesBatch } from './place-batches.ts';
import { deadLettersOf, evidenceOf } from './read-sale.ts';
import { restateSales, type PlacedFold, type Restated } from './restate-sales.ts';
import { newSeries, type KnownSeries, type SalesMemory, type SalesWorld } from './sales-memory.ts';

/** What batches came to, committed. */
export interface AppliedSales {
  /** Of each batch. */
  readonly applied: readonly Applied[];
  /** All of them, in order of sequence. */
  readonly committed: readonly ChangeRow[];
}

export interface ApplySalesOptions {
  readonly readModel: ReadModel;
  readonly smallBases: SmallBases;
  /** Hears of series that belong to the other domain: sales of them are turned away. */
  readonly onForeign: (seriesKey: string) => void;
}

/** Times that what was remembered may turn out to be out of date. */
const MOST_ATTEMPTS = 5;

interface Written extends Pick<PlacedBatches, 'batches'> {
  readonly restated: Restated;
  readonly windows: readonly WindowChange[];
  /** The last sequence; null where nothing changed. */
  readonly last: bigint | null;
  /** Versions of claims follow on it. */
  readonly claims: JudgedClaims;
}

/**
 * Applies batches of sales, of different partitions, in one transaction. Sales are many, so they are folded first: what is
 * written grows with the months touched, not with the events. They are folded into what this process remembers, and written by
 * one call that compares all it rests on; only where there is more to write, new series or bad records, it is one of several.
 * What is remembered changes once all is committed.
 *
 * Where something remembered was out of date, the batches are worked out anew under the lock that keeps figures and notices
 * away: who sends many of them must not keep sales from ever being written.
 *
 * @throws Fenced when a partition has a newer owner or its batch was applied before; NotTogether; ForeignSeries; UnstorableData
 */
export async function applySales(
  batches: readonly SalesBatch[],
  memory: SalesMemory,
  options: ApplySalesOptions,
): Promise<AppliedSales> {
  // 1. What breaks a rule was turned away and each identity counted once as the records came.
  const folded = batches.map(({ batch, window, folding }) => ({ batch, window, ...folding.folded() }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const written =
        attempt === 1 ? await fromMemory(folded, memory, options) : await underLock(folded, memory, options);
      const done = finished(written);
      for (const { folding } of batches) folding.free();
      if (!written.claims.isMore) return done;
      const left = await judgeLeftClaims(options.readModel.pool, newestOf(folded));
      return { ...done, committed: [...done.committed, ...left] };
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
  { readModel: { pool }, smallBases, onForeign }: ApplySalesOptions,
): Promise<Written> {
  const world = await memory.world(pool);
  const placed = await placeBatches(pool, batches, world, onForeign);
  const isMore =
    placed.unknown.size > 0 ||
    placed.series.some(isSpokenOf) ||
    batches.some(({ refused }) => refused.length > 0);
  if (!isMore) return write(pool, placed, world, smallBases);
  return inTransaction(pool, async (tx) => {
    await lockPlatform(tx, 'shared');
    return write(tx, await prepare(tx, placed), world, smallBases);
  });
}

function underLock(
  batches: readonly FoldedBatch[],
  memory: SalesMemory,
  { readModel: { pool }, smallBases, onForeign }: ApplySalesOptions,
): Promise<Written> {
  return inTransaction(pool, async (tx) => {
    // Before any row: who applies figures takes this lock first, too.
    await lockPlatform(tx, 'shared');
    const world = await memory.worldNow(tx);
    const placed = await placeBatches(tx, batches, world, onForeign);
    return write(tx, await prepare(tx, placed), world, smallBases);
  });
}

/** 4. All is committed. Had it failed, this process would remember what was never counted. */
function finished(written: Written): AppliedSales {
  written.restated.remember();
  written.batches.forEach(({ window }, index) => {
    window.apply(written.windows[index] as WindowChange);
  });
  return told(written);
}

function placesOf(batches: readonly FoldedBatch[]): string {
  const places = batches.map(
    ({ batch }) => `${batch.topic}/${String(batch.partition)} from ${String(batch.expected)}`,
  );
  return `moved on already: ${places.join(', ')}`;
}

/**
 * What is written before the rest, in one transaction with it: new series, and evidence and dead letters of what was turned
 * away. The transaction keeps figures and notices away. Returns the batches with all their series.
 */
async function prepare(tx: Queryable, placed: PlacedBatches): Promise<PlacedBatches> {
  const { batches, series, unknown } = placed;
  await holdClaims(
    tx,
    batches.map(({ batch }) => batch),
  );
  const founded = await registerSeries(tx, 'platform', [...unknown.keys()]);
  const lost = founded.find(({ domain }) => domain === 'customs');
  if (lost) throw new Outdated(`${lost.key} has just been founded by figures`);
  await insertEvents(
    tx,
    batches.flatMap(({ batch, refused }) => evidenceOf(batch, refused)),
  );
  await insertDeadLetters(
    tx,
    batches.flatMap(({ batch, refused }) => deadLettersOf(batch, refused)),
  );
  return {
    ...placed,
    series: [
      ...series,
      ...founded.map(({ isNew, ...row }) => newSeries(row, unknown.get(row.key) ?? {}, isNew)),
    ],
  };
}

async function write(
  db: Queryable,
  { batches, series }: PlacedBatches,
  world: SalesWorld,
  smallBases: ApplySalesOptions['smallBases'],
): Promise<Written> {
  // 2. Add to the totals and restate the months that rest on them.
  const known = new Map(series.map((one) => [one.row.key, one]));
  const restated = await restateSales(db, placedIn(batches, known), world, smallBases);
  // 3. Claim the batches, and write all that they came to where nobody has lost a partition or was here already.
  const windows = batches.map(windowAfter);
  const advances = batches.map((one, index) => advanceOf(one, windows[index] as WindowChange));
  const last = await writeSales(db, { turn: world.turn, advances, ...restated });
  const claims = series.some(isSpokenOf) ? await judgeAfter(db, batches, restated) : NO_CLAIMS;
  return { batches, restated, windows, last, claims };
}

const isSpokenOf = ({ row }: KnownSeries): boolean => row.has_claims;

/** The claims that speak of what changed; in the transaction that changed it. */
async function judgeAfter(
  tx: Queryable,
  batches: readonly FoldedBatch[],
  { changes }: Restated,
): Promise<JudgedClaims> {
  if (!(await markClaims(tx, changes))) return NO_CLAIMS;
  return judgeDueClaims(tx, newestOf(batches));
}

/** The append time of the newest record. */
function newestOf(batches: readonly FoldedBatch[]): Date {
  return new Date(Math.max(...batches.map(({ timestamp }) => Number(timestamp ?? 0))));
}

const NO_CLAIMS: JudgedClaims = { committed: [], isMore: false };

/** The folds with their series. */
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
  const { expected: firstOffset } = batch;
  const keepFrom = window.keepFrom(identities.length / IDENTITY_BYTES, firstOffset);
  const isAny = identities.length > 0 && timestamp !== null;
  return {
    segment: isAny ? { firstOffset, knownUntil: appendTime({ timestamp }), identities } : null,
    keepFrom,
  };
}

const NO_IDENTITIES = Buffer.alloc(0);

function advanceOf({ batch, window }: FoldedBatch, { segment, keepFrom }: WindowChange): SalesAdvance {
  const { topic, partition, epoch, expected, next, last } = batch;
  return {
    ...{ topic, partition, epoch, expected, next, last },
    identities: segment?.identities ?? NO_IDENTITIES,
    knownUntil: segment?.knownUntil ?? new Date(0),
    keepFrom: window.reachesBefore(keepFrom) ? keepFrom : null,
  };
}

function told({ batches, restated, last, claims }: Written): AppliedSales {
  const { changes } = restated;
  return {
    applied: batches.map(({ folds, counted, duplicates, refused }) => {
      const keys = new Set(folds.map(({ seriesKey }) => seriesKey));
      const made = changes.filter(({ seriesKey }) => keys.has(seriesKey)).length;
      return { applied: counted, duplicates, rejected: refused.length, changes: made };
    }),
    committed: [...committedChanges(changes, last, () => 'platform'), ...claims.committed],
  };
}
