import { Fenced, type RecordBatch } from '@silkgauge/kafka';
import {
  addToTotals,
  advancePosition,
  appendChanges,
  forgetIdentities,
  insertDeadLetters,
  insertEvents,
  listNotices,
  lockPlatform,
  registerSeries,
  rememberIdentities,
  type Queryable,
  type SeriesRow,
} from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { appendTime } from '../classify.ts';
import { NoticesInForce } from '../notices-in-force.ts';
import {
  deadLettersOf,
  evidenceOf,
  refuseSale,
  type ClassifiedSales,
  type RefusedSale,
} from './classify-sales.ts';
import { foldSales, type SalesFold } from './fold-sales.ts';
import { IDENTITY_BYTES } from './identity-set.ts';
import type { IdentityWindow, WindowChange } from './identity-window.ts';
import { restateSales } from './restate-sales.ts';
import type { Sale } from './sale.ts';

export interface AppliedSales extends Applied {
  /** Comes into force after the commit. */
  readonly window: WindowChange;
}

/**
 * Applies a batch of sales inside the caller's transaction. Sales are many, so they are folded first: what is
 * written grows with the months touched, not with the events. The window is left as it is; the change to it comes
 * back and is applied after the commit.
 */
export async function applySales(
  tx: Queryable,
  batch: RecordBatch,
  { sales, refused }: ClassifiedSales,
  window: IdentityWindow,
): Promise<AppliedSales> {
  // 1. Beside other sales, but not beside figures and notices that work on the same states.
  await lockPlatform(tx, 'shared');
  // 2. Claim the batch: whoever lost the partition, or was already here, stops before reading anything.
  if (!(await advancePosition(tx, batch)))
    throw new Fenced(`${batch.topic}/${String(batch.partition)} has moved on from ${String(batch.expected)}`);
  // 3. Turn away what breaks a rule, then count each identity once.
  const { ours, series } = await placed(tx, sales, refused);
  const folded = foldSales(ours, (identity) => window.has(identity));
  // 4. Add to the totals and restate the months that rest on them.
  const changes = await foldIn(tx, batch, folded.folds, series);
  // 5. Remember the identities, in one packed row for the batch, and forget those beyond the limit.
  const windowChange = await remember(tx, batch, folded.identities, window);
  // 6. Evidence and dead letters of what was turned away.
  await insertEvents(tx, evidenceOf(batch, refused));
  await insertDeadLetters(tx, deadLettersOf(batch, refused));
  // 7. Last the change log: its cursor is locked from here to the commit, so sequences follow commit order.
  await appendChanges(tx, changes);
  return {
    window: windowChange,
    applied: ours.length - folded.duplicates,
    duplicates: folded.duplicates,
    rejected: refused.length,
    changes: changes.length,
  };
}

/** Registers the series and turns away sales of those that belong to the other domain. */
async function placed(tx: Queryable, sales: readonly Sale[], refused: RefusedSale[]) {
  const keys = new Set(sales.map((sale) => sale.seriesKey));
  const rows = await registerSeries(tx, 'platform', [...keys]);
  const series = new Map(rows.map((row) => [row.key, row]));
  if (rows.every((row) => row.domain === 'platform')) return { ours: sales, series };
  const ours = sales.filter(({ seriesKey, record }) => {
    if (series.get(seriesKey)?.domain === 'platform') return true;
    const reason = `${seriesKey} belongs to the customs domain, where it was first seen.`;
    refused.push(refuseSale(record, 'series-domain', reason));
    return false;
  });
  return { ours, series };
}

async function foldIn(
  tx: Queryable,
  batch: RecordBatch,
  folds: readonly SalesFold[],
  series: ReadonlyMap<string, SeriesRow>,
) {
  if (folds.length === 0) return [];
  const withRows = folds.flatMap((fold) => {
    const row = series.get(fold.seriesKey);
    return row ? [{ ...fold, row }] : [];
  });
  await addToTotals(
    tx,
    withRows.map(({ row, period, added }) => ({ ...added, seriesId: row.series_id, period })),
  );
  return restateSales(tx, batch, withRows, new NoticesInForce(await listNotices(tx)));
}

async function remember(
  tx: Queryable,
  batch: RecordBatch,
  identities: Buffer,
  window: IdentityWindow,
): Promise<WindowChange> {
  const { topic, partition, expected: firstOffset } = batch;
  const last = batch.records.at(-1);
  const segment =
    identities.length > 0 && last ? { firstOffset, knownUntil: appendTime(last), identities } : null;
  if (segment) await rememberIdentities(tx, topic, partition, segment);
  const keepFrom = window.keepFrom(identities.length / IDENTITY_BYTES, firstOffset);
  if (window.reachesBefore(keepFrom)) await forgetIdentities(tx, topic, partition, keepFrom);
  return { segment, keepFrom };
}
