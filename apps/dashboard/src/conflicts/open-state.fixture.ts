import type { Flag } from '@silkgauge/codelists';
import type { ServedState } from '@silkgauge/contract';
import type { ComparedSides, Measurement, Sides } from '@silkgauge/growth';
import { shownState, type SampleState } from '../views/chart-data/shown-state.fixture.ts';

/** A number with an interval around it. */
export const between = (value: string, low: string, high: string, formula = 'reported@1'): Measurement => ({
  ...{ value, low, high, formula },
  ...{ unit: 'percent', status: 'P' },
});

/** The two readings of `up 4.5 times`. */
export const UP_BY_OR_TO: Measurement = {
  ...{ value: null, low: null, high: null, unit: 'percent', status: '_U', formula: 'reported@1' },
  readings: [
    { reading: 'up-by-times', value: '450', low: '445', high: '455' },
    { reading: 'to-times', value: '350', low: '345', high: '355' },
  ],
};

interface Judged {
  readonly level?: Sides;
  /** Growth on the year before. */
  readonly growth?: Sides;
  readonly flags?: readonly Flag[];
}

/** A state with judged figures, for specs. */
export function judgedState(sample: SampleState, { level, growth, flags = [] }: Judged): ServedState {
  const state = shownState(sample);
  const compared: ComparedSides | undefined = growth && {
    comparedWith: String(Number(state.period.slice(0, 4)) - 1) + state.period.slice(4),
    ...growth,
  };
  return {
    ...state,
    ...(level && { level }),
    growth: compared ? { GY: compared } : {},
    flags: [...flags],
  } as ServedState;
}
