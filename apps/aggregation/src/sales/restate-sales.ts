import type { Cause } from '@silkgauge/contract';
import {
  appendTime,
  type Because,
  DECLARATIONS,
  type Reads,
  SeriesGraphs,
  type SmallBases,
  StateBuffer,
} from '@silkgauge/decisions';
import {
  affectedByTotal,
  assembleState,
  comparedPeriods,
  comparingPeriods,
  isInChina,
  salesBody,
  setTotal,
  type SeriesFacts,
} from '@silkgauge/growth';
import { bySeriesAndPeriod, type FoldedTotals, type SeriesPeriod } from '@silkgauge/read-model';
import type { NamedChange } from '../store/store.ts';
import { firstSales } from './first-sales.ts';
import type { SalesFold } from './fold-sales.ts';
import type { FoldedRange } from './read-sale.ts';
import { isJustFounded, type KnownSeries, type SalesWorld } from './sales-memory.ts';
import { Totals } from './totals.ts';

export interface PlacedFold extends SalesFold {
  readonly series: KnownSeries;
  readonly batch: FoldedRange;
}

/** A state to compute again, and the newest fold that causes it. */
interface Affected extends SeriesPeriod {
  readonly series: KnownSeries;
  cause: PlacedFold;
  own: PlacedFold | null;
}

/** Consequences of folds, ready to be written. */
export interface Restated extends Pick<FoldedTotals, 'seen' | 'totals' | 'firsts'> {
  readonly changes: readonly NamedChange[];
  /** To be called after the commit. */
  remember(): void;
}

/**
 * Computes the totals after folds, and the new versions: of each touched month, and of months with sales
 * whose growth is measured against it. A series with reported figures is assembled from all of its facts.
 * Only what the world lacks is read.
 */
export async function restateSales(
  reads: Reads,
  folds: readonly PlacedFold[],
  world: SalesWorld,
  smallBases: SmallBases,
): Promise<Restated> {
  const printed = await factsOfPrinted(reads, folds, smallBases);
  const totals = await totalsOf(reads, folds, printed);
  const reached = affectedKeys(folds, printed);
  const affected = reached.filter(
    ({ seriesId, period }) => printed.has(seriesId) || totals.get(seriesId, period) !== undefined,
  );
  await readBases(reads, affected, totals, printed);
  const buffer = await bufferOf(reads, affected, totals, printed, world);

  for (const { series, period, cause, own } of affected) {
    const { row } = series;
    const because = becauseOf(cause, own);
    const facts = printed.get(row.series_id);
    const smallBase = smallBases[row.indicator];
    const body = facts
      ? assembleState(facts, period, buffer.knownAt(row.key, period, because.knownAt).toISOString())
      : salesBody((of) => totals.get(row.series_id, of), {
          period,
          isInChina: isInChina(row, DECLARATIONS.homes),
          currency: row.currency,
          ...(smallBase === undefined ? {} : { smallBase }),
        });
    buffer.revise(row.key, period, body, because);
  }
  const ids = new Map(affected.map(({ series: { row } }) => [row.key, row.series_id]));
  const firsts = firstSales(folds, buffer.changes, (platform, month) => world.hasSales(platform, month));
  return {
    seen: totals.seen,
    totals: totals.changed,
    firsts,
    changes: buffer.changes.map((change) => ({
      ...change,
      ...{ seriesId: ids.get(change.seriesKey) ?? '', domain: 'platform' as const },
    })),
    remember: () => {
      totals.remember();
      for (const { series, period } of affected)
        series.states.set(period, buffer.present(series.row.key, period));
      for (const { series } of folds) world.remember(series);
      for (const { platform, month } of firsts) world.rememberMonth(platform, month);
    },
  };
}

/** The series with prints, by series id, with their totals so far and all facts that bear on them. */
async function factsOfPrinted(
  reads: Reads,
  folds: readonly PlacedFold[],
  smallBases: SmallBases,
): Promise<Map<string, SeriesFacts>> {
  const printed = new Map<string, SeriesFacts>();
  const rows = folds.map(({ series }) => series.row).filter(({ has_figures }) => has_figures);
  if (rows.length === 0) return printed;
  const graphs = new SeriesGraphs(smallBases);
  await graphs.readSeries(reads, new Map(rows.map((row) => [row.key, row])));
  for (const row of rows) printed.set(row.series_id, graphs.register(row));
  await graphs.readBehind(reads, printed.values());
  await graphs.readTotals(reads, printed.values());
  return printed;
}

/** Totals of the touched months, folds added, and of the months around them unless the series is new. */
async function totalsOf(
  reads: Reads,
  folds: readonly PlacedFold[],
  printed: ReadonlyMap<string, SeriesFacts>,
): Promise<Totals> {
  const totals = new Totals();
  for (const { series, period } of folds) {
    const isAlone = printed.has(series.row.series_id) || isJustFounded(series);
    totals.want(
      series,
      isAlone ? [period] : [period, ...comparedPeriods(period), ...comparingPeriods(period)],
    );
  }
  await totals.read(reads);
  for (const { series, period, added } of folds) {
    const total = totals.add(series.row.series_id, period, added);
    const facts = printed.get(series.row.series_id);
    if (facts) setTotal(facts, period, total);
  }
  return totals;
}

/** The affected states, in order of series and period. */
function affectedKeys(folds: readonly PlacedFold[], printed: ReadonlyMap<string, SeriesFacts>): Affected[] {
  const affected = new Map<string, Map<string, Affected>>();
  for (const fold of folds) {
    const { series, period } = fold;
    const seriesId = series.row.series_id;
    const facts = printed.get(seriesId);
    let periods = affected.get(seriesId);
    if (!periods) affected.set(seriesId, (periods = new Map()));
    for (const reached of facts ? affectedByTotal(facts, period) : [period, ...comparingPeriods(period)]) {
      const own = reached === period ? fold : null;
      const known = periods.get(reached);
      if (!known) {
        periods.set(reached, { seriesId, period: reached, series, cause: fold, own });
        continue;
      }
      if (fold.last.offset > known.cause.last.offset) known.cause = fold;
      known.own ??= own;
    }
  }
  return [...affected.values()].flatMap((periods) => [...periods.values()]).sort(bySeriesAndPeriod);
}

/**
 * Reads totals that the affected months compare with; printed series have theirs already. Most later months
 * have no sales yet, so their bases are only read if they do.
 */
async function readBases(
  reads: Reads,
  affected: readonly Affected[],
  totals: Totals,
  printed: ReadonlyMap<string, SeriesFacts>,
): Promise<void> {
  for (const { series, seriesId, period, own } of affected) {
    if (!own && !printed.has(seriesId)) totals.want(series, comparedPeriods(period));
  }
  await totals.read(reads);
}

/** Present states of the affected keys. Without figures, a month without sales has no state. */
async function bufferOf(
  reads: Reads,
  affected: readonly Affected[],
  totals: Totals,
  printed: ReadonlyMap<string, SeriesFacts>,
  { hasFloors }: SalesWorld,
): Promise<StateBuffer> {
  const buffer = new StateBuffer();
  const unknown: Affected[] = [];
  for (const one of affected) {
    const known = one.series.states.get(one.period);
    if (known) buffer.recall(one.series.row.key, one.period, known);
    else if (known === undefined) {
      const isNew = !printed.has(one.seriesId) && totals.isFirst(one.seriesId, one.period);
      // Even a first version has to exceed those that were published and lost.
      if (hasFloors || !isNew) unknown.push(one);
    }
  }
  const keyOf = new Map(unknown.map(({ seriesId, series }) => [seriesId, series.row.key]));
  for (const state of await reads.load('states', unknown))
    buffer.load(keyOf.get(state.series_id) ?? '', state);
  return buffer;
}

function becauseOf(newest: PlacedFold, own: PlacedFold | null): Because {
  const { topic, partition } = newest.batch;
  const { offset, source, id, traceparent } = newest.last;
  const cause: Cause = { source, id, topic, partition, offset: String(offset) };
  const knownAt = appendTime(newest.last);
  if (!own) return { reason: 'restated', causes: [cause], knownAt, traceparent };
  const { added, from, last } = own;
  const to = String(last.offset);
  return {
    reason: 'sales',
    causes: [cause],
    ...{ knownAt, traceparent },
    folded: { events: added.events, topic, partition, from: String(from), to },
  };
}
