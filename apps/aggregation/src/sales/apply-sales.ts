import { Fenced, type InRecord, type RecordBatch } from '@silkgauge/kafka';
import {
  addToTotals,
  advancePositions,
  appendChanges,
  forgetIdentities,
  insertDeadLetters,
  insertEvents,
  listNotices,
  lockPlatform,
  registerSeries,
  rememberIdentities,
  type NewChange,
  type Queryable,
  type SeriesRow,
} from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { appendTime } from '../classify.ts';
import type { SmallBases } from '../facts/worlds.ts';
import { NoticesInForce } from '../notices-in-force.ts';
import { foldSales, type FoldedSales } from './fold-sales.ts';
import { IDENTITY_BYTES } from './identity-set.ts';
import type { IdentityWindow, WindowChange } from './identity-window.ts';
import { deadLettersOf, evidenceOf, refuseSale, type RefusedSale } from './read-sale.ts';
import { restateSales, type PlacedFold } from './restate-sales.ts';
import type { Sale } from './sale.ts';

/** A batch of sales, how its records are read, and what its partition remembers. */
export interface SalesBatch {
  readonly batch: RecordBatch;
  readonly read: (record: InRecord) => Sale | RefusedSale;
  readonly window: IdentityWindow;
}

export interface AppliedSales extends Applied {
  /** Comes into force after the commit. */
  readonly window: WindowChange;
}

/** Records after whose folding others have their turn. */
const LONG = 2_000;

/** Batches that cannot share a transaction; each of them can have one of its own. */
export class NotTogether extends Error {
  override readonly name = 'NotTogether';
}

interface Folded extends SalesBatch, FoldedSales {}

/**
 * Applies batches of sales, of different partitions, inside the caller's transaction. Sales are many, so they are folded
 * first: what is written grows with the months touched, not with the events. The windows are left as they are; the changes
 * to them come back and are applied after the commit.
 *
 * @throws Fenced when a partition has a newer owner or its batch was applied before; NotTogether
 */
export async function applySales(
  tx: Queryable,
  batches: readonly SalesBatch[],
  smallBases: SmallBases,
): Promise<AppliedSales[]> {
  // 1. Beside other sales, but not beside figures and notices that work on the same states.
  await lockPlatform(tx, 'shared');
  // 2. Claim the batches: whoever lost a partition, or was already here, stops before reading anything.
  await claim(tx, batches);
  // 3. Turn away what breaks a rule, then count each identity once.
  const { folded, series } = await foldOurs(tx, batches);
  // 4. Add to the totals and restate the months that rest on them.
  const changes = await foldIn(tx, folded, series, smallBases);
  // 5. Remember the identities, in one packed row for each batch, and forget those beyond the limit.
  const windows = await remember(tx, folded);
  // 6. Evidence and dead letters of what was turned away.
  await insertEvents(
    tx,
    folded.flatMap(({ batch, refused }) => evidenceOf(batch, refused)),
  );
  await insertDeadLetters(
    tx,
    folded.flatMap(({ batch, refused }) => deadLettersOf(batch, refused)),
  );
  // 7. Last the change log: its cursor is locked from here to the commit, so sequences follow commit order.
  await appendChanges(tx, changes);
  return folded.map(({ folds, counted, duplicates, refused }, index) => ({
    window: windows[index] as WindowChange,
    applied: counted,
    duplicates,
    rejected: refused.length,
    changes: changesOf(folds, changes, series),
  }));
}

async function claim(tx: Queryable, batches: readonly SalesBatch[]): Promise<void> {
  const moved = await advancePositions(
    tx,
    batches.map(({ batch }) => batch),
  );
  if (moved === batches.length) return;
  const places = batches.map(
    ({ batch }) => `${batch.topic}/${String(batch.partition)} from ${String(batch.expected)}`,
  );
  throw new Fenced(`moved on already: ${places.join(', ')}`);
}

/** Folds and registers the series; where one belongs to the other domain, its sales are turned away in a second pass. */
async function foldOurs(
  tx: Queryable,
  batches: readonly SalesBatch[],
): Promise<{ folded: Folded[]; series: ReadonlyMap<string, SeriesRow> }> {
  const folded: Folded[] = [];
  for (const one of batches) {
    folded.push(fold(one, one.read));
    if (one.batch.records.length > LONG) await one.batch.heartbeat();
  }
  const keys = new Set(folded.flatMap(({ folds }) => folds.map(({ seriesKey }) => seriesKey)));
  const rows = await registerSeries(tx, 'platform', [...keys]);
  const series = new Map(rows.map((row) => [row.key, row]));
  const isForeign = (key: string): boolean => series.get(key)?.domain === 'customs';
  return {
    series,
    folded: folded.map((one) =>
      one.folds.some(({ seriesKey }) => isForeign(seriesKey))
        ? fold(one, refusing(one.read, isForeign))
        : one,
    ),
  };
}

function fold(batch: SalesBatch, read: SalesBatch['read']): Folded {
  const { window } = batch;
  return { ...batch, ...foldSales(batch.batch.records, read, (identity) => window.has(identity)) };
}

function refusing(read: SalesBatch['read'], isForeign: (seriesKey: string) => boolean): SalesBatch['read'] {
  return (record) => {
    const sale = read(record);
    if ('kind' in sale || !isForeign(sale.seriesKey)) return sale;
    const reason = `${sale.seriesKey} belongs to the customs domain, where it was first seen.`;
    return refuseSale(record, 'series-domain', reason);
  };
}

async function foldIn(
  tx: Queryable,
  folded: readonly Folded[],
  series: ReadonlyMap<string, SeriesRow>,
  smallBases: SmallBases,
): Promise<NewChange[]> {
  const owners = new Map<string, RecordBatch>();
  const placed: PlacedFold[] = [];
  for (const { batch, folds } of folded) {
    for (const one of folds) {
      const { seriesKey } = one;
      if ((owners.get(seriesKey) ?? batch) !== batch)
        throw new NotTogether(`${seriesKey} is in two partitions`);
      owners.set(seriesKey, batch);
      const row = series.get(seriesKey);
      if (row) placed.push({ ...one, row, batch });
    }
  }
  if (placed.length === 0) return [];
  await addToTotals(
    tx,
    placed.map(({ row, period, added }) => ({ ...added, seriesId: row.series_id, period })),
  );
  return restateSales(tx, placed, new NoticesInForce(await listNotices(tx)), smallBases);
}

async function remember(tx: Queryable, folded: readonly Folded[]): Promise<WindowChange[]> {
  const changes = folded.map(({ batch, identities, window }): WindowChange => {
    const { expected: firstOffset } = batch;
    const last = batch.records.at(-1);
    const keepFrom = window.keepFrom(identities.length / IDENTITY_BYTES, firstOffset);
    const isAny = identities.length > 0 && last !== undefined;
    return { segment: isAny ? { firstOffset, knownUntil: appendTime(last), identities } : null, keepFrom };
  });
  await rememberIdentities(
    tx,
    folded.flatMap(({ batch: { topic, partition } }, index) => {
      const segment = changes[index]?.segment;
      return segment ? [{ topic, partition, ...segment }] : [];
    }),
  );
  for (const [index, { batch, window }] of folded.entries()) {
    const { keepFrom } = changes[index] as WindowChange;
    if (window.reachesBefore(keepFrom)) await forgetIdentities(tx, batch.topic, batch.partition, keepFrom);
  }
  return changes;
}

/** How many of the changes are of the series that a batch has sales of. */
function changesOf(
  folds: FoldedSales['folds'],
  changes: readonly NewChange[],
  series: ReadonlyMap<string, SeriesRow>,
): number {
  const ids = new Set(folds.map(({ seriesKey }) => series.get(seriesKey)?.series_id));
  return changes.filter(({ seriesId }) => ids.has(seriesId)).length;
}
