import { figuresOf, SIDES, sidesIn, type Measurement, type Side, type Sides } from '@silkgauge/growth';
import type { StateFigures } from '@silkgauge/contract';
import { measureCode } from '../structure/code-names.ts';
import { growthCode, LEVEL } from './dimension-codes.ts';

/** The code of each side, in the order of codes. */
const BASES = SIDES.toSorted().map((side) => [side, side.toUpperCase() as Basis] as const);

/** What a number rests on: its side, as SDMX writes codes. */
export type Basis = Uppercase<Side>;

/** A level, growth over one comparison, or another measure of a state, with its bases. */
export interface Measured {
  readonly transformation: string;
  readonly comparedWith: string | null;
  readonly sides: Sides;
  readonly bases: readonly (readonly [Basis, Measurement])[];
}

/** All that a state measures. */
export const measuredIn = (state: StateFigures): Measured[] =>
  figuresOf(state).map(({ measure, comparison, comparedWith, sides }) =>
    measured(
      measure === 'level' ? LEVEL : comparison === null ? measureCode(measure) : growthCode(comparison),
      comparedWith,
      sides,
    ),
  );

function measured(transformation: string, comparedWith: string | null, sides: Sides): Measured {
  const bases: (readonly [Basis, Measurement])[] = [];
  for (const [name, basis] of BASES) {
    const measurement = sides[name];
    if (measurement) bases.push([basis, measurement]);
  }
  return { transformation, comparedWith, sides, bases };
}

/** The numbers of a state, of all that it measures. */
export const numbersIn = (state: StateFigures): Measurement[] =>
  figuresOf(state).flatMap(({ sides }) => sidesIn(sides).map(([, number]) => number));
