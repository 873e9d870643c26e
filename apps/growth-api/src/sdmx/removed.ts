import type { ServedState } from '@silkgauge/contract';
import { BY_KEY, type AsOf } from '@silkgauge/read-model';
import { byKeyAndPeriod, matcherOf, observationsOf, seriesPart, type Observation } from '@silkgauge/sdmx';
import { wholeStates, type StateSources } from '../table/whole-states.ts';
import { evidenceBehind, NO_EVIDENCE } from './evidence.ts';
import { isChangedAfter, needsEvidence, type Chosen, type Lot } from './observations.ts';
import { placesOf } from './scope.ts';
import { statesAt } from './states-at.ts';

/** A choice of states that changed after a point in the log. */
export type Changed = Chosen & { readonly changedAfter: AsOf };

/**
 * Observations that were there as of `changedAfter` and are no more, of the states that changed since, in order; a
 * series of ours at a time.
 */
export async function* removedIn(sources: StateSources, chosen: Changed): AsyncGenerator<Lot, void> {
  const { flow, asOf, changedAfter, gone } = chosen;
  const filter = placesOf(chosen, flow);
  if (filter === null) return;
  const query = { filter, notices: null, asOf, publishedBy: null, release: null, sort: BY_KEY, changedAfter };
  let held: Observation[] = [];
  for await (const lot of wholeStates(sources, query)) {
    gone.throwIfAborted();
    const states = lot.map((text) => JSON.parse(text) as ServedState).filter(isChangedAfter(changedAfter));
    for (const gone of await removedFrom(sources, chosen, states)) {
      const [first] = held;
      if (first && seriesPart(first.seriesKey) !== seriesPart(gone.seriesKey)) {
        yield held.sort(byKeyAndPeriod);
        held = [];
      }
      held.push(gone);
    }
  }
  if (held.length > 0) yield held.sort(byKeyAndPeriod);
}

async function removedFrom(
  sources: StateSources,
  chosen: Changed,
  states: readonly ServedState[],
): Promise<readonly Observation[]> {
  const { changedAfter } = chosen;
  const names = states.map(({ key, period }) => ({ key: key.slice(0, -period.length - 1), period }));
  const before: ServedState[] = [];
  for await (const rows of statesAt(sources.db, names, changedAfter, chosen.gone)) {
    const show = await sources.joined.of(rows, changedAfter);
    before.push(...rows.map((row) => JSON.parse(show(row)) as ServedState));
  }
  const observe = await observer(sources, chosen, [...before, ...states]);
  const present = new Set(states.flatMap(observe).map(placeOf));
  return before.flatMap(observe).filter((one) => !present.has(placeOf(one)));
}

/** Matching observations of some states. */
async function observer(
  { db }: StateSources,
  chosen: Changed,
  states: readonly ServedState[],
): Promise<(state: ServedState) => readonly Observation[]> {
  const matches = matcherOf({ ...chosen, flows: [chosen.flow] });
  // Of what is gone nothing is shown but its key.
  const isEvidenceNeeded = needsEvidence({ ...chosen, attributes: [] });
  const evidenceOf = isEvidenceNeeded ? await evidenceBehind(db, states) : NO_EVIDENCE;
  return (state) => observationsOf(state, { evidenceOf }).filter(matches);
}

/** An observation by its key and period. */
export const placeOf = ({ seriesKey, period }: Observation): string => `${seriesKey} ${period ?? ''}`;
