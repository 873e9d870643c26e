import type { Domain } from '@silkgauge/contract';
import {
  addFigure,
  affectedPeriods,
  neededPeriods,
  newSeriesFacts,
  setTotal,
  type Figure,
  type SeriesDimensions,
  type SeriesFacts,
} from '@silkgauge/growth';
import {
  findEvents,
  findFigures,
  findFiguresByIdentity,
  findSeries,
  findStates,
  findTotals,
  findWithdrawals,
  listNotices,
  type Identity,
  type Queryable,
  type SeriesPeriods,
  type SeriesRow,
} from '@silkgauge/read-model';
import type { AcceptedRecord, ClassifiedRecord } from '../classify.ts';
import { NoticesInForce } from '../notices-in-force.ts';
import { StateBook } from '../state-book.ts';

/** A figure somewhere, as a withdrawal finds it. */
export interface StandingFigure {
  readonly seriesKey: string;
  readonly figure: Figure;
  readonly topic: string;
  withdrawn: boolean;
}

/** Everything a batch of facts may touch, read once and then changed in memory, event by event. */
export interface FactsLedger {
  readonly domain: Domain | null;
  /** Digests of accepted events by identity. */
  readonly known: Map<string, Buffer>;
  /** Withdrawals of this batch's topic by what they name, arrived or not; the event of one of this batch is null. */
  readonly withdrawals: Map<string, { readonly eventId: bigint | null }>;
  readonly figures: Map<string, StandingFigure>;
  /** Series that have a row; `series_id` of the others comes at registration. */
  readonly series: Map<string, { domain: Domain; dimensions: SeriesDimensions; seriesId: number | null }>;
  readonly facts: Map<string, SeriesFacts>;
  readonly notices: NoticesInForce;
  readonly book: StateBook;
}

/** One string for a CloudEvents identity; neither part can hold NUL. */
export function identityKey(identity: Identity): string {
  return `${identity.source}\0${identity.id}`;
}

export async function openLedger(
  tx: Queryable,
  topic: string,
  records: readonly ClassifiedRecord[],
  domain: Domain | null,
): Promise<FactsLedger> {
  const accepted = records.filter((r): r is AcceptedRecord => r.kind === 'accepted');
  const events = accepted.map((r) => r.event);
  const refs = events.flatMap((e) => (e.type === 'silkgauge.figure.withdrawn.v1' ? [e.ref] : []));
  const ledger: FactsLedger = {
    domain,
    known: new Map((await findEvents(tx, [...events, ...refs])).map((e) => [identityKey(e), e.digest])),
    withdrawals: new Map(
      (await findWithdrawals(tx, [...events, ...refs]))
        .filter((w) => w.topic === topic)
        .map((w) => [identityKey(w), { eventId: BigInt(w.event_id) }]),
    ),
    figures: new Map(),
    series: new Map(),
    facts: new Map(),
    notices: new NoticesInForce(await listNotices(tx)),
    book: new StateBook(),
  };
  for (const found of await findFiguresByIdentity(tx, refs)) {
    const { series_key: seriesKey, print: figure, topic, withdrawn } = found;
    ledger.figures.set(identityKey(found), { seriesKey, figure, topic, withdrawn });
  }
  await loadNeighbourhood(tx, ledger, touchedFigures(ledger, accepted));
  return ledger;
}

/** By series: the figures this batch brings or takes away. */
function touchedFigures(ledger: FactsLedger, accepted: readonly AcceptedRecord[]): Map<string, Figure[]> {
  const touched = new Map<string, Figure[]>();
  const touch = (seriesKey: string, figure: Figure) => {
    const list = touched.get(seriesKey);
    if (list) list.push(figure);
    else touched.set(seriesKey, [figure]);
  };
  for (const { event } of accepted) {
    if (event.type === 'silkgauge.figure.reported.v1') touch(event.seriesKey, event.figure);
  }
  for (const { seriesKey, figure } of ledger.figures.values()) touch(seriesKey, figure);
  return touched;
}

/**
 * Loads the prints, totals and states that the touched figures can reach: their own periods and who compares with
 * them; then the periods whose states may change; then the periods those states are worked out from.
 */
async function loadNeighbourhood(
  tx: Queryable,
  ledger: FactsLedger,
  touched: Map<string, Figure[]>,
): Promise<void> {
  const rows = await findSeries(tx, [...touched.keys()]);
  for (const row of rows) keepSeries(ledger, row);
  const scratch = new Map(rows.map((row) => [row.series_id, newSeriesFacts(row.area, row.currency)]));
  for (const row of rows) ledger.facts.set(row.key, newSeriesFacts(row.area, row.currency));

  const load = async (periodsOf: (row: SeriesRow) => readonly string[], bases: boolean): Promise<void> => {
    const keys = new Map(rows.map((row) => [row.series_id, row.key]));
    const wanted: SeriesPeriods[] = rows.map((row) => ({ seriesId: row.series_id, periods: periodsOf(row) }));
    for (const { series_id, print } of await findFigures(tx, wanted, bases)) {
      addFigure(scratchOf(series_id), print);
      const facts = ledger.facts.get(keys.get(series_id) ?? '');
      if (facts) addFigure(facts, print);
    }
  };
  const scratchOf = (seriesId: number): SeriesFacts => {
    const facts = scratch.get(seriesId);
    if (!facts) throw new Error(`series ${String(seriesId)} was not asked for`);
    return facts;
  };

  const figuresOf = (row: SeriesRow): readonly Figure[] => touched.get(row.key) ?? [];
  await load((row) => unique(figuresOf(row).map((f) => f.period)), true);
  for (const row of rows) for (const figure of figuresOf(row)) addFigure(scratchOf(row.series_id), figure);
  const affected = new Map(
    rows.map((row) => [
      row.series_id,
      unique(figuresOf(row).flatMap((f) => affectedPeriods(scratchOf(row.series_id), f))),
    ]),
  );
  const affectedOf = (row: SeriesRow): readonly string[] => affected.get(row.series_id) ?? [];
  await load(affectedOf, true);
  const neededOf = (row: SeriesRow): readonly string[] =>
    neededPeriods(scratchOf(row.series_id), affectedOf(row)).periods;
  await load(neededOf, false);
  await loadTotals(tx, ledger, rows, neededOf);
  const keyOf = new Map(rows.map((row) => [row.series_id, row.key]));
  const states = rows.flatMap((row) =>
    affectedOf(row).map((period) => ({ seriesId: row.series_id, period })),
  );
  for (const state of await findStates(tx, states)) ledger.book.load(keyOf.get(state.series_id) ?? '', state);
}

async function loadTotals(
  tx: Queryable,
  ledger: FactsLedger,
  rows: readonly SeriesRow[],
  periodsOf: (row: SeriesRow) => readonly string[],
): Promise<void> {
  const sold = rows.filter((row) => row.domain === 'platform');
  const keys = new Map(sold.map((row) => [row.series_id, row.key]));
  const wanted = sold.flatMap((row) => periodsOf(row).map((period) => ({ seriesId: row.series_id, period })));
  for (const total of await findTotals(tx, wanted)) {
    const facts = ledger.facts.get(keys.get(total.series_id) ?? '');
    if (facts) setTotal(facts, total.period, total);
  }
}

/** Remembers that a series has a row, and what it measures. */
export function keepSeries(ledger: FactsLedger, row: SeriesRow): void {
  ledger.series.set(row.key, { domain: row.domain, dimensions: row, seriesId: row.series_id });
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
