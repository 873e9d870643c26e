import type { StateFigures } from '@silkgauge/contract';
import type { AsOf } from '@silkgauge/read-model';
import { matcherOf, observationsOf, type Observation } from '@silkgauge/sdmx';
import { readFigures } from '../states/read-figures.ts';
import { statesInLots, type StateSources } from '../table/whole-states.ts';
import { evidenceBehind, NO_EVIDENCE } from './evidence.ts';
import { bySeries, needsEvidence, statesIn, type Chosen, type Lot } from './observations.ts';

/** A choice of states that changed after a point in the log. */
export type Changed = Chosen & { readonly changedAfter: AsOf };

/**
 * Observations that were there as of `changedAfter` and are no more, of the states that changed since, in order; a
 * series of ours at a time.
 */
export const removedIn = (sources: StateSources, chosen: Changed): AsyncGenerator<Lot, void> =>
  bySeries(removedOfStates(sources, chosen));

async function* removedOfStates(
  sources: StateSources,
  chosen: Changed,
): AsyncGenerator<readonly Lot[], void> {
  for await (const states of statesIn(sources, chosen)) yield await removedFrom(sources, chosen, states);
}

/** Of each state that there was. */
async function removedFrom(
  sources: StateSources,
  chosen: Changed,
  states: readonly StateFigures[],
): Promise<readonly Lot[]> {
  const { changedAfter, gone } = chosen;
  const names = states.map(({ key, period }) => ({ key: key.slice(0, -period.length - 1), period }));
  const before: StateFigures[] = [];
  for await (const rows of statesInLots(sources.db, names, changedAfter)) {
    gone.throwIfAborted();
    const show = await sources.joined.of(rows, changedAfter);
    before.push(...rows.map((row) => readFigures(show(row))));
  }
  const observe = await observer(sources, chosen, [...before, ...states]);
  const present = new Set(states.flatMap(observe).map(placeOf));
  return before.map((state) => observe(state).filter((one) => !present.has(placeOf(one))));
}

/** Matching observations of some states. */
async function observer(
  { db }: StateSources,
  chosen: Changed,
  states: readonly StateFigures[],
): Promise<(state: StateFigures) => readonly Observation[]> {
  const matches = matcherOf({ ...chosen, flows: [chosen.flow] });
  // Of what is gone nothing is shown but its key.
  const isEvidenceNeeded = needsEvidence({ ...chosen, attributes: [] });
  const evidence = isEvidenceNeeded ? await evidenceBehind(db, states) : NO_EVIDENCE;
  return (state) => observationsOf(state, evidence).filter(matches);
}

/** An observation by its key and period. */
export const placeOf = ({ seriesKey, period }: Observation): string => `${seriesKey} ${period ?? ''}`;
