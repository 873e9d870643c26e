import type { ServedState } from '@silkgauge/contract';
import { measuresOf } from '../figures/sides.ts';
import { newestFirst } from '../words/period.ts';
import type { StatesByFlow } from './meaning.ts';

/** Periods with a figure, newest first. */
export const periodsOf = (states: readonly ServedState[]): readonly string[] =>
  [...new Set(states.filter((state) => measuresOf(state).length > 0).map(({ period }) => period))].sort(
    newestFirst,
  );

/** The period asked for, else the newest with growth, else the newest with a figure; null without figures. */
export function focusPeriod(states: readonly ServedState[], asked: string | null): string | null {
  if (asked !== null) return asked;
  const growing = states.filter((state) => measuresOf(state).some(({ measure }) => measure === 'growth'));
  return periodsOf(growing)[0] ?? periodsOf(states)[0] ?? null;
}

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
