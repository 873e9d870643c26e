import type { AsOf } from '@silkgauge/read-model';
import { seriesPart, type DataQuery, type DataSet, type Flow } from '@silkgauge/sdmx';
import type { StateSources } from '../table/whole-states.ts';
import { begin } from './first-piece.ts';
import { historyIn, type HistorySet } from './history.ts';
import { nameOf, type Marks } from './marks.ts';
import { observationsIn, type Chosen, type Lot, type Lots } from './observations.ts';
import { removedIn } from './removed.ts';
import { inSlices } from './slices.ts';
import { isOwnOrder, sorted } from './sorted.ts';
import { Window } from './window.ts';

/** What data sets are read from. */
export interface DataSources extends StateSources {
  readonly marks: Marks;
}

export interface Answered {
  readonly query: DataQuery;
  /** The moment of the answer; null where it is worked out from what was published. */
  readonly asOf: AsOf | null;
  /** Text of the log that the answer is read from. */
  readonly version: string;
  /** Aborts once the client has gone. */
  readonly gone: AbortSignal;
}

/**
 * The data sets of an answer, between `offset` and `limit`. One without observations is left out, unless it stands
 * for one of several flows beside others; an answer without observations has none.
 */
export async function* dataSetsIn(sources: DataSources, answered: Answered): AsyncGenerator<DataSet, void> {
  const { query } = answered;
  const isEachTold = query.flows.length > 1 && query.updatedAfter === null && !query.includeHistory;
  const empty: DataSet[] = [];
  let isAnyTold = false;
  for await (const set of windowed(sources, answered)) {
    const { isEmpty, all } = await begin(set.observations);
    const told = { ...set, observations: inSlices(all) };
    if (isEmpty && isEachTold && !isAnyTold) empty.push(told);
    if (isEmpty && (!isEachTold || !isAnyTold)) continue;
    isAnyTold = true;
    yield* empty.splice(0);
    yield told;
  }
}

/** A data set whose observations are read when they are taken. */
type ReadSet = DataSet & { readonly observations: AsyncGenerator<Lot, void> };

/** The data sets that are in the window of a query, one after another. */
async function* windowed(sources: DataSources, answered: Answered): AsyncGenerator<ReadSet, void> {
  const { query } = answered;
  const page = pageOf(sources, answered);
  if (page) {
    yield page;
    return;
  }
  const window = new Window(query);
  for await (const set of setsOfFlows(sources, answered)) {
    yield { ...set, observations: window.of(ordered(set.observations, query)) };
    // Each version may have a set of its own.
    if (query.includeHistory && window.isPassed) return;
  }
}

/** The page of one flow as of a sequence, read on from the place where a page before it ended; null for others. */
function pageOf(sources: DataSources, answered: Answered): ReadSet | null {
  const { query } = answered;
  const [flow, another] = query.flows;
  if (flow === undefined || another !== undefined) return null;
  if (query.includeHistory || !isOwnOrder(query.sort) || (query.limit === null && query.offset === 0))
    return null;
  const chosen = chosenOf(flow, answered);
  const name = nameOf(chosen, { version: answered.version, seriesKeysOnly: query.seriesKeysOnly });
  if (name === null) return null;
  const mark = sources.marks.before(name, query.offset);
  const lots = ordered(observationsIn(sources, { ...chosen, behind: mark.behind }), query);
  const window = new Window({ offset: query.offset - mark.passed, limit: query.limit });
  return { flow, action: 'Replace', observations: window.of(sources.marks.noted(name, mark, lots)) };
}

/** In their own order, or in the one that is asked for. */
function ordered(lots: Lots, { sort, seriesKeysOnly }: DataQuery): Lots {
  const shown = seriesKeysOnly ? keysOf(lots) : lots;
  return isOwnOrder(sort) ? shown : sorted(shown, sort);
}

/** The first observation of each series, which stands for its key. */
async function* keysOf(lots: Lots): AsyncGenerator<Lot, void> {
  for await (const lot of lots) yield lot.filter((one, at) => one.seriesKey !== lot[at - 1]?.seriesKey);
}

async function* setsOfFlows(sources: DataSources, answered: Answered): AsyncGenerator<DataSet, void> {
  const { includeHistory, updatedAfter, flows } = answered.query;
  for (const flow of flows) {
    const chosen = chosenOf(flow, answered);
    if (includeHistory) {
      for await (const set of historyIn(sources.db, chosen)) yield historySet(flow, set);
      continue;
    }
    if (updatedAfter !== null)
      yield {
        flow,
        action: 'Delete',
        observations: removedIn(sources, { ...chosen, changedAfter: updatedAfter }),
      };
    yield { flow, action: 'Replace', observations: observationsIn(sources, chosen) };
  }
}

const chosenOf = (flow: Flow, { query, asOf, gone }: Answered): Chosen => ({
  ...query,
  ...{ flow, asOf, gone, changedAfter: query.updatedAfter, behind: null },
});

const historySet = (flow: Flow, { action, at, observations }: HistorySet): DataSet => ({
  flow,
  action,
  ...(action === 'Replace' ? { validFrom: at } : { validTo: at }),
  observations: [observations],
});

/** Counts the states that the observations of an answer are of, up to a bound. */
export async function countStatesIn(sources: DataSources, answered: Answered, most: number): Promise<number> {
  let states = 0;
  const query = { ...answered.query, attributes: [], sort: null };
  for await (const { observations } of dataSetsIn(sources, { ...answered, query })) {
    let series = '';
    const periods = new Set<string | null>();
    for await (const lot of observations)
      for (const { seriesKey, period } of lot) {
        const ours = seriesPart(seriesKey);
        if (ours !== series) periods.clear();
        series = ours;
        if (periods.has(period)) continue;
        periods.add(period);
        states += 1;
        if (states >= most) return states;
      }
  }
  return states;
}
