import { parseSeriesKey, type SaleRecorded } from '@silkgauge/contract';
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
  type DeadLetter,
  type EventRow,
  type Queryable,
  type SeriesRow,
} from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import {
  appendTime,
  deadLetter,
  delivery,
  type AcceptedRecord,
  type ClassifiedRecord,
  type RejectedRecord,
} from '../classify.ts';
import { NoticesInForce } from '../notices-in-force.ts';
import { foldSales, type SalesFold } from './fold-sales.ts';
import type { IdentityWindow, WindowChange } from './identity-window.ts';
import { restateSales } from './restate-sales.ts';

export type AcceptedSale = AcceptedRecord & { readonly event: SaleRecorded };

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
  records: readonly ClassifiedRecord[],
  window: IdentityWindow,
): Promise<AppliedSales> {
  // 1. Beside other sales, but not beside figures and notices that work on the same states.
  await lockPlatform(tx, 'shared');
  // 2. Claim the batch: whoever lost the partition, or was already here, stops before reading anything.
  if (!(await advancePosition(tx, batch)))
    throw new Fenced(`${batch.topic}/${String(batch.partition)} has moved on from ${String(batch.expected)}`);
  // 3. Turn away what breaks a rule, then count each identity once.
  const { sales, rejected, series } = await sortOut(tx, records);
  const folded = foldSales(sales, (identity) => window.has(identity));
  // 4. Add to the totals and restate the months that rest on them.
  const changes = await foldIn(tx, batch, folded.folds, series);
  // 5. Remember the identities, in one packed row for the batch, and forget those beyond the limit.
  const windowChange = await remember(tx, batch, folded.identities, window);
  // 6. Evidence and dead letters of what was turned away.
  await insertEvents(tx, evidence(batch, rejected));
  await insertDeadLetters(tx, letters(batch, rejected));
  // 7. Last the change log: its cursor is locked from here to the commit, so sequences follow commit order.
  await appendChanges(tx, changes);
  return {
    window: windowChange,
    applied: sales.length - folded.duplicates,
    duplicates: folded.duplicates,
    rejected: rejected.length,
    changes: changes.length,
  };
}

interface Rejection {
  readonly rejected: RejectedRecord;
  readonly event: SaleRecorded | null;
}

async function sortOut(tx: Queryable, records: readonly ClassifiedRecord[]) {
  const rejected: Rejection[] = [];
  const sales: AcceptedSale[] = [];
  const refuse = (sale: AcceptedSale, rule: string, reason: string): void => {
    const { record, event } = sale;
    rejected.push({ rejected: { kind: 'rejected', record, rule, reason, identity: event }, event });
  };
  for (const record of records) {
    if (record.kind === 'rejected') rejected.push({ rejected: record, event: null });
    else if (isSale(record)) {
      const key = record.record.key?.toString();
      if (key === record.event.seriesKey) sales.push(record);
      else {
        refuse(
          record,
          'record-key',
          `The record's key must be the series key ${record.event.seriesKey}: it keeps a series in one partition.`,
        );
      }
    }
  }
  const series = await registered(tx, sales);
  const ours = sales.filter((sale) => {
    const row = series.get(sale.event.seriesKey);
    if (row?.domain === 'platform') return true;
    refuse(
      sale,
      'series-domain',
      `${sale.event.seriesKey} belongs to the customs domain, where it was first seen.`,
    );
    return false;
  });
  return { sales: ours, rejected, series };
}

function isSale(record: AcceptedRecord): record is AcceptedSale {
  return record.event.type === 'silkgauge.sale.recorded.v1';
}

async function registered(tx: Queryable, sales: readonly AcceptedSale[]): Promise<Map<string, SeriesRow>> {
  const wanted = new Set(sales.map(({ event }) => event.seriesKey));
  const rows = await registerSeries(
    tx,
    'platform',
    [...wanted].flatMap((key) => {
      const series = parseSeriesKey(key);
      return series ? [{ ...series, key }] : [];
    }),
  );
  return new Map(rows.map((row) => [row.key, row]));
}

async function foldIn(
  tx: Queryable,
  batch: RecordBatch,
  folds: readonly SalesFold[],
  series: ReadonlyMap<string, SeriesRow>,
) {
  if (folds.length === 0) return [];
  const placed = folds.flatMap((fold) => {
    const row = series.get(fold.seriesKey);
    return row ? [{ ...fold, row }] : [];
  });
  await addToTotals(
    tx,
    placed.map(({ row, period, added }) => ({ ...added, seriesId: row.series_id, period })),
  );
  return restateSales(tx, batch, placed, new NoticesInForce(await listNotices(tx)));
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
  const keepFrom = window.keepFrom(identities.length / 16);
  const forgotten = window.reachesBefore(keepFrom)
    ? await forgetIdentities(tx, topic, partition, keepFrom)
    : [];
  return { segment, forgotten, keepFrom };
}

function evidence(batch: RecordBatch, rejections: readonly Rejection[]): EventRow[] {
  return rejections.flatMap(({ rejected: { record, rule, reason, identity }, event }) =>
    identity ? [delivery(batch, record, event ?? identity, { outcome: 'rejected', rule, reason })] : [],
  );
}

function letters(batch: RecordBatch, rejections: readonly Rejection[]): DeadLetter[] {
  return rejections.map(({ rejected: { record, rule, reason } }) => deadLetter(batch, record, rule, reason));
}
