import type { Measurement, Sides, StateBody } from './state-body.ts';

/** Sides of a figure, in the order of a state. */
export const SIDES = [
  'reported',
  'computed',
  'implied',
  'forecast',
] as const satisfies readonly (keyof Sides)[];
export type Side = (typeof SIDES)[number];

/** Those that say what was, in the order in which one is told. */
export const ACTUAL_SIDES = ['reported', 'computed', 'implied'] as const satisfies readonly Side[];
export type ActualSide = (typeof ACTUAL_SIDES)[number];

/** Those that are worked out. */
export const WORKED_SIDES = ['computed', 'implied'] as const satisfies readonly Side[];
export type WorkedSide = (typeof WORKED_SIDES)[number];

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
export const sidesIn = (sides: Partial<Sides> | undefined): readonly (readonly [Side, Measurement])[] =>
  SIDES.flatMap((side) => {
    const measurement = sides?.[side];
    return measurement ? [[side, measurement] as const] : [];
  });
