import { type Side } from '@silkgauge/codelists';
import type { StateFigures } from '@silkgauge/contract';
import { figuresOf, sidesIn, type Measurement, type StateFigure } from '@silkgauge/growth';
import { measureCode } from '../structure/code-names.ts';
import { growthCode, LEVEL } from './dimension-codes.ts';

/** What a number rests on: its side, as SDMX writes codes. */
export type Basis = Uppercase<Side>;
export const basisOf = (side: Side): Basis => side.toUpperCase() as Basis;

/** A level, growth over one comparison, or another measure of a state, with its sides in the order of codes. */
export interface Measured {
  readonly transformation: string;
  readonly figure: StateFigure;
  readonly bases: readonly (readonly [Side, Measurement])[];
}

/** All that a state measures. */
export const measuredIn = (state: StateFigures): Measured[] =>
  figuresOf(state).map((figure) => ({
    transformation: transformationOf(figure),
    figure,
    bases: sidesIn(figure.sides).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  }));

function transformationOf({ measure, comparison }: StateFigure): string {
  if (measure === 'level') return LEVEL;
  return comparison === null ? measureCode(measure) : growthCode(comparison);
}

/** The numbers of a state, of all that it measures. */
export const numbersIn = (state: StateFigures): Measurement[] =>
  figuresOf(state).flatMap(({ sides }) => sidesIn(sides).map(([, number]) => number));
