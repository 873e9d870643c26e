import { BY_KEY, type AsOf, type StateFigures } from '@silkgauge/contract';
import {
  byKeyAndPeriod,
  matcherOf,
  observationsOf,
  seriesPart,
  type Attribute,
  type DataQuery,
  type DataSet,
  type Flow,
  type Observation,
} from '@silkgauge/sdmx';
import { readFigures } from '../states/read-figures.ts';
import { readAhead } from '../table/read-ahead.ts';
import { wholeStates, type StateSources } from '../table/whole-states.ts';
import { evidenceBehind, NO_EVIDENCE } from './evidence.ts';
import { placesOf, scopeOf } from './scope.ts';

/** Observations of one of our series, in their own order. */
export type Lot = readonly Observation[];
export type Lots = DataSet['observations'];

/** Which observations are read, and of which moment. */
export interface Chosen extends Pick<DataQuery, 'keys' | 'filters' | 'publishedBy'> {
  readonly flow: Flow;
  readonly asOf: AsOf | null;
  /** Only of states whose version is later; null for all. */
  readonly changedAfter: AsOf | null;
  /** Of each series; null for all. */
  readonly firstNObservations: number | null;
  readonly lastNObservations: number | null;
  /** Key of a series of ours: only those behind it; null for all. */
  readonly behind: string | null;
  /** Attributes that are shown. */
  readonly attributes: readonly Attribute[];
  /** Aborts where nobody waits for them any more; checked with each lot. */
  readonly gone: AbortSignal;
}

/** Attributes that the events of prints have, and states do not. */
const OF_EVENTS: readonly string[] = [
  'PUBLISHED_AT',
  'EVIDENCE_DOCUMENT',
  'EVIDENCE_QUOTE',
  'EVIDENCE_KIND',
  'PUBLISHER',
] satisfies readonly Attribute[];

/** Whether observations need a look at the events behind them. */
export const needsEvidence = ({ attributes, filters }: Pick<Chosen, 'attributes' | 'filters'>): boolean =>
  attributes.some((name) => OF_EVENTS.includes(name)) ||
  filters.some(({ component }) => OF_EVENTS.includes(component));

/** Matching observations in their own order: those of one of our series at a time, as the reader takes them. */
export async function* observationsIn(sources: StateSources, chosen: Chosen): AsyncGenerator<Lot, void> {
  // The evidence of some states is read while the observations of those before are written.
  for await (const lot of bySeries(readAhead(matchesIn(sources, chosen)))) yield firstAndLast(lot, chosen);
}

/** Matching observations of each state, the states of a page at a time. */
async function* matchesIn(sources: StateSources, chosen: Chosen): AsyncGenerator<readonly Lot[], void> {
  const matches = matcherOf({ ...chosen, flows: [chosen.flow] });
  const isEvidenceNeeded = needsEvidence(chosen);
  for await (const states of statesIn(sources, chosen)) {
    const evidence = isEvidenceNeeded ? await evidenceBehind(sources.db, states) : NO_EVIDENCE;
    yield states.map((state) => observationsOf(state, evidence).filter(matches));
  }
}

/** States that may have matching observations, in order of our series; those alone that changed where it is asked. */
export async function* statesIn(
  sources: StateSources,
  chosen: Chosen,
): AsyncGenerator<readonly StateFigures[], void> {
  const { flow, asOf, publishedBy, changedAfter, behind, gone } = chosen;
  // A state may have changed so that it no longer has what is asked for.
  const filter = (changedAfter === null ? scopeOf : placesOf)(chosen, flow);
  if (filter === null) return;
  const clocks = { asOf, publishedBy, changedAfter, release: null };
  const query = { ...clocks, filter, notice: null, sort: BY_KEY, behind };
  for await (const lot of wholeStates(sources, query)) {
    gone.throwIfAborted();
    yield lot.map(readFigures).filter(isChangedAfter(changedAfter));
  }
}

/** Observations of states in order of our series, as those of a series at a time, in their own order. */
export async function* bySeries(pages: AsyncIterable<readonly Lot[]>): AsyncGenerator<Lot, void> {
  let held: Observation[] = [];
  let series = '';
  for await (const states of pages)
    for (const found of states) {
      const [first] = found;
      if (!first) continue;
      const key = seriesPart(first.seriesKey);
      if (key !== series && held.length > 0) {
        yield held.sort(byKeyAndPeriod);
        held = [];
      }
      series = key;
      held.push(...found);
    }
  if (held.length > 0) yield held.sort(byKeyAndPeriod);
}

/** The present version of a state may be later, while the one as of then is not. */
export function isChangedAfter(point: AsOf | null): (state: StateFigures) => boolean {
  if (point === null) return () => true;
  if ('sequence' in point) {
    const after = BigInt(point.sequence);
    return ({ sequence }) => sequence !== null && BigInt(sequence) > after;
  }
  const after = Date.parse(point.instant);
  return ({ knownAt }) => knownAt !== null && Date.parse(knownAt) > after;
}

type Ends = Pick<Chosen, 'firstNObservations' | 'lastNObservations'>;

/** The first and the last observations of each series; all where neither is asked for. */
export function firstAndLast(
  observations: Lot,
  { firstNObservations: first, lastNObservations: last }: Ends,
): Lot {
  if (first === null && last === null) return observations;
  const taken: Observation[] = [];
  for (let from = 0; from < observations.length;) {
    const key = observations[from]?.seriesKey;
    let to = from;
    while (observations[to]?.seriesKey === key) to += 1;
    const untilFirst = Math.min(to, from + (first ?? 0));
    for (const one of observations.slice(from, untilFirst)) taken.push(one);
    if (last !== null)
      for (const one of observations.slice(Math.max(untilFirst, to - last), to)) taken.push(one);
    from = to;
  }
  return taken;
}
