import { CONFLICT_FLAGS, DOUBTFUL, type Flag } from '@silkgauge/codelists';
import type { ServedState } from '@silkgauge/contract';
import { figureVerdict, havePeriodsEqualLength } from '@silkgauge/growth';
import { measuresOf } from '../figures/sides.ts';
import { newestFirst } from '../words/period.ts';
import type { StatesByFlow } from './meaning.ts';

/** Periods with a figure, newest first. */
export const periodsOf = (states: readonly ServedState[]): readonly string[] =>
  [...new Set(states.filter((state) => measuresOf(state).length > 0).map(({ period }) => period))].sort(
    newestFirst,
  );

/** Periods of one frequency among which a headline looks for one without doubt. */
const MOST_BACK = 12;

/**
 * The period asked for, else the newest with growth, else the newest with a figure; null without figures. A newest
 * period whose figure is in doubt yields to the newest one of the last 12 of its frequency that is not; where all of
 * these are, to the newest without a number that its parts exclude.
 */
export function focusPeriod(states: readonly ServedState[], asked: string | null): string | null {
  if (asked !== null) return asked;
  const growing = states.filter((state) => measuresOf(state).some(({ measure }) => measure === 'growth'));
  const periods = periodsOf(growing);
  const [newest] = periods;
  if (newest === undefined) return periodsOf(states)[0] ?? null;
  const alike = periods.filter((period) => havePeriodsEqualLength(period, newest)).slice(0, MOST_BACK);
  const isOf = (period: string, holds: (state: ServedState) => boolean): boolean => {
    const leading = leadingOf(familyOf(growing, period));
    return leading !== undefined && holds(leading);
  };
  return (
    alike.find((period) => !isOf(period, isInDoubt)) ??
    alike.find((period) => !isOf(period, hasExcluded)) ??
    newest
  );
}

const CONFLICTS: ReadonlySet<Flag> = new Set(CONFLICT_FLAGS);

/** Whether a figure of a state is of a part of its period, in conflict, or excluded by its parts. */
const isInDoubt = (state: ServedState): boolean =>
  state.flags.some((flag) => CONFLICTS.has(flag)) ||
  measuresOf(state).some(({ sides }) => DOUBTFUL.has(figureVerdict({ sides, flags: state.flags })));

const hasExcluded = (state: ServedState): boolean =>
  measuresOf(state).some(({ sides }) => sides.reported?.excluded !== undefined);

export interface Family {
  readonly family: StatesByFlow;
  readonly others: readonly ServedState[];
}

/** States of one period by flow; `others` are of flows that are no part of a total, such as `_Z`. */
export function familyOf(states: readonly ServedState[], period: string): Family {
  const there = states.filter((state) => state.period === period && measuresOf(state).length > 0);
  const of = (flow: string) => there.find(({ series }) => series.flow === flow);
  const [total, exports, imports] = [of('_T'), of('X'), of('M')];
  return {
    family: { ...(total && { total }), ...(exports && { exports }), ...(imports && { imports }) },
    others: there.filter(({ series }) => !['_T', 'X', 'M'].includes(series.flow)),
  };
}

/** The state that speaks for a period: the total, else the first flow. */
export const leadingOf = ({ family, others }: Family): ServedState | undefined =>
  family.total ?? family.exports ?? family.imports ?? others[0];
