import { SIDES, type Side } from '@silkgauge/codelists';
import type { Measurement, Sides, StateBody } from './state-body.ts';

/** A figure of a state. */
export interface StateFigure {
  /** Its path: `level`, `growth.GY`, `other.share`. */
  readonly name: string;
  /** `level`, `growth` or another measure. */
  readonly measure: string;
  /** Of growth its key: `GY`, `G1`, `_U` or a period; else null. */
  readonly comparison: string | null;
  /** Of growth the period that it compares with, where that is known; else null. */
  readonly comparedWith: string | null;
  readonly sides: Sides;
}

/** The figures of a state, in its order. */
export const figuresOf = ({
  level,
  growth,
  other,
}: Pick<StateBody, 'level' | 'growth' | 'other'>): readonly StateFigure[] => [
  { name: 'level', measure: 'level', comparison: null, comparedWith: null, sides: level },
  ...Object.entries(growth).map(([comparison, sides]) => ({
    ...{ name: `growth.${comparison}`, measure: 'growth', comparison },
    ...{ comparedWith: sides.comparedWith, sides },
  })),
  ...Object.entries(other).map(([measure, sides]) => ({
    ...{ name: `other.${measure}`, measure, comparison: null, comparedWith: null, sides },
  })),
];

/** The sides of a figure that have a number or say why there is none, in their order. */
export const sidesIn = (sides: Partial<Sides>): readonly (readonly [Side, Measurement])[] =>
  SIDES.codes.flatMap((side) => {
    const measurement = sides[side];
    return measurement ? [[side, measurement] as const] : [];
  });
