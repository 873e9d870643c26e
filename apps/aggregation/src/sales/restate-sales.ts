import type { Cause } from '@silkgauge/contract';
import {
  affectedByTotal,
  assembleState,
  periodAfter,
  periodBefore,
  salesBody,
  yearAfter,
  yearBefore,
  type SalesTotal,
  type SeriesFacts,
} from '@silkgauge/growth';
import type { RecordBatch } from '@silkgauge/kafka';
import {
  findStates,
  type NewChange,
  type Queryable,
  type SeriesPeriod,
  type SeriesRow,
} from '@silkgauge/read-model';
import { appendTime } from '../classify.ts';
import { Worlds, type SmallBases } from '../facts/worlds.ts';
import type { NoticesInForce } from '../notices-in-force.ts';
import { StateBook, type Because } from '../state-book.ts';
import type { SalesFold } from './fold-sales.ts';
import { Totals } from './totals.ts';

export interface PlacedFold extends SalesFold {
  readonly row: SeriesRow;
  readonly batch: RecordBatch;
}

/** A key to work out anew, and the fold that is its newest cause. */
interface Affected extends SeriesPeriod {
  readonly row: SeriesRow;
  readonly period: string;
  cause: PlacedFold;
  own: PlacedFold | null;
}

/**
 * The versions that follow from folds whose totals are already written: each month touched, the month after it
 * (G1) and the same month a year later (GY), as far as they have sales; and for a series somebody also printed
 * figures about, whatever those figures make of them.
 */
export async function restateSales(
  tx: Queryable,
  folds: readonly PlacedFold[],
  notices: NoticesInForce,
  smallBases: SmallBases,
): Promise<NewChange[]> {
  const printed = await factsOfPrinted(tx, folds, smallBases);
  const reached = affectedKeys(folds, printed);
  const totals = await totalsAround(tx, reached, printed);
  const affected = reached.filter(
    ({ seriesId, period }) => printed.has(seriesId) || totals.has(seriesId, period),
  );
  const book = new StateBook();
  const keyOf = new Map(affected.map(({ row }) => [row.series_id, row.key]));
  for (const state of await findStates(tx, affected)) book.load(keyOf.get(state.series_id) ?? '', state);

  for (const { row, period, cause, own } of affected) {
    const because = becauseOf(cause, own);
    const knownAt = book.knownAt(row.key, period, because.knownAt).toISOString();
    const total = (of: string | null): SalesTotal | undefined => totals.get(row.series_id, of);
    const facts = printed.get(row.series_id);
    const smallBase = smallBases[row.indicator];
    const body = facts
      ? assembleState(facts, period, knownAt)
      : salesBody(total(period), total(periodBefore(period)), total(yearBefore(period)), {
          period,
          area: row.area,
          currency: row.currency,
          knownAt,
          ...(smallBase === undefined ? {} : { smallBase }),
        });
    book.revise(row.key, period, body, notices.marks(row, period), because);
  }
  const ids = new Map(affected.map(({ row }) => [row.key, row.series_id]));
  return book.changes.map(({ seriesKey, ...change }) => ({ ...change, seriesId: ids.get(seriesKey) ?? 0 }));
}

/** The series that have prints, by series id, with their totals and all that bears on them. */
async function factsOfPrinted(
  tx: Queryable,
  folds: readonly PlacedFold[],
  smallBases: SmallBases,
): Promise<Map<number, SeriesFacts>> {
  const printed = new Map<number, SeriesFacts>();
  const rows = folds.filter(({ row }) => row.has_figures).map(({ row }) => row);
  if (rows.length === 0) return printed;
  const worlds = new Worlds(smallBases);
  await worlds.readSeries(tx, new Map(rows.map((row) => [row.key, row])));
  for (const row of rows) printed.set(row.series_id, worlds.register(row));
  await worlds.readBehind(tx, printed.values());
  await worlds.readTotals(tx, printed.values());
  return printed;
}

function affectedKeys(folds: readonly PlacedFold[], printed: ReadonlyMap<number, SeriesFacts>): Affected[] {
  const affected = new Map<string, Affected>();
  for (const fold of folds) {
    const { row, period } = fold;
    const facts = printed.get(row.series_id);
    const reached = facts ? affectedByTotal(facts, period) : [period, periodAfter(period), yearAfter(period)];
    for (const reachedPeriod of reached) {
      if (reachedPeriod === null) continue;
      const key = `${row.key}/${reachedPeriod}`;
      const own = reachedPeriod === period ? fold : null;
      const known = affected.get(key);
      if (!known) {
        affected.set(key, { seriesId: row.series_id, row, period: reachedPeriod, cause: fold, own });
        continue;
      }
      if (fold.last.record.offset > known.cause.last.record.offset) known.cause = fold;
      known.own ??= own;
    }
  }
  return [...affected.values()].sort((a, b) => a.seriesId - b.seriesId || (a.period < b.period ? -1 : 1));
}

/**
 * Totals of the affected months that have any and of those they compare with; printed series have theirs already. Most months after those touched have no sales yet: what they would compare with is only asked for when they do.
 */
async function totalsAround(
  tx: Queryable,
  affected: readonly Affected[],
  printed: ReadonlyMap<number, SeriesFacts>,
): Promise<Totals> {
  const totals = new Totals();
  for (const { seriesId, period, own } of affected) {
    if (!printed.has(seriesId))
      totals.want(seriesId, own ? [period, periodBefore(period), yearBefore(period)] : [period]);
  }
  await totals.read(tx);
  for (const { seriesId, period, own } of affected) {
    if (!own && !printed.has(seriesId) && totals.has(seriesId, period))
      totals.want(seriesId, [periodBefore(period), yearBefore(period)]);
  }
  await totals.read(tx);
  return totals;
}

function becauseOf(newest: PlacedFold, own: PlacedFold | null): Because {
  const { topic, partition } = newest.batch;
  const { record, source, id } = newest.last;
  const cause: Cause = { source, id, topic, partition, offset: String(record.offset) };
  const knownAt = appendTime(record);
  if (!own) return { reason: 'restated', causes: [cause], knownAt };
  const { added, from, last } = own;
  const to = String(last.record.offset);
  return {
    reason: 'sales',
    causes: [cause],
    knownAt,
    folded: { events: added.events, topic, partition, from: String(from), to },
  };
}
