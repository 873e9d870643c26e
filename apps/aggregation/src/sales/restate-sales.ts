import type { Cause } from '@silkgauge/contract';
import {
  addFigure,
  affectedByLevel,
  assembleState,
  neededPeriods,
  newSeriesFacts,
  periodAfter,
  periodBefore,
  salesBody,
  setTotal,
  yearAfter,
  yearBefore,
  type SalesTotal,
  type SeriesFacts,
} from '@silkgauge/growth';
import type { RecordBatch } from '@silkgauge/kafka';
import {
  findFigures,
  findStates,
  type NewChange,
  type Queryable,
  type SeriesPeriod,
  type SeriesRow,
} from '@silkgauge/read-model';
import { appendTime } from '../classify.ts';
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
): Promise<NewChange[]> {
  const printed = await factsOfPrinted(tx, folds);
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
    const body = facts
      ? assembleState(facts, period, knownAt)
      : salesBody(total(period), total(periodBefore(period)), total(yearBefore(period)), {
          period,
          area: row.area,
          currency: row.currency,
          knownAt,
        });
    book.revise(row.key, period, body, notices.marks(row.key, row, period), because);
  }
  const ids = new Map(affected.map(({ row }) => [row.key, row.series_id]));
  return book.changes.map(({ seriesKey, ...change }) => ({ ...change, seriesId: ids.get(seriesKey) ?? 0 }));
}

/** Prints of the series that have any, by series id; their totals are added with the others'. */
async function factsOfPrinted(
  tx: Queryable,
  folds: readonly PlacedFold[],
): Promise<Map<number, SeriesFacts>> {
  const facts = new Map<number, SeriesFacts>();
  const periods = new Map<number, string[]>();
  for (const { row, period } of folds) {
    if (!row.has_figures) continue;
    facts.set(row.series_id, newSeriesFacts(row.area, row.currency));
    periods.set(row.series_id, [...(periods.get(row.series_id) ?? []), period]);
  }
  const load = async (periodsOf: (seriesId: number) => readonly string[], bases: boolean): Promise<void> => {
    const wanted = [...facts.keys()].map((seriesId) => ({ seriesId, periods: periodsOf(seriesId) }));
    for (const { series_id, print } of await findFigures(tx, wanted, bases)) {
      const of = facts.get(series_id);
      if (of) addFigure(of, print);
    }
  };
  const affected = (seriesId: number): string[] => {
    const of = facts.get(seriesId);
    return of ? (periods.get(seriesId) ?? []).flatMap((period) => affectedByLevel(of, period)) : [];
  };
  await load((seriesId) => periods.get(seriesId) ?? [], true);
  await load(affected, true);
  await load((seriesId) => {
    const of = facts.get(seriesId);
    return of ? neededPeriods(of, affected(seriesId)).periods : [];
  }, false);
  return facts;
}

function affectedKeys(folds: readonly PlacedFold[], printed: ReadonlyMap<number, SeriesFacts>): Affected[] {
  const affected = new Map<string, Affected>();
  for (const fold of folds) {
    const { row, period } = fold;
    const facts = printed.get(row.series_id);
    const reached = facts ? affectedByLevel(facts, period) : [period, periodAfter(period), yearAfter(period)];
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
 * Totals of the affected months that have any and of those they compare with; those of printed series go into their facts
 * too. Most months after those touched have no sales yet: what they would compare with is only asked for when they do.
 */
async function totalsAround(
  tx: Queryable,
  affected: readonly Affected[],
  printed: ReadonlyMap<number, SeriesFacts>,
): Promise<Totals> {
  const totals = new Totals();
  for (const { seriesId, period, own } of affected) {
    const facts = printed.get(seriesId);
    if (facts) totals.want(seriesId, neededPeriods(facts, [period]).periods);
    else totals.want(seriesId, own ? [period, periodBefore(period), yearBefore(period)] : [period]);
  }
  await totals.read(tx);
  for (const { seriesId, period, own } of affected) {
    if (!own && totals.has(seriesId, period))
      totals.want(seriesId, [periodBefore(period), yearBefore(period)]);
  }
  await totals.read(tx);
  for (const [seriesId, facts] of printed) {
    for (const [period, total] of totals.of(seriesId)) setTotal(facts, period, total);
  }
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
