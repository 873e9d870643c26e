import type { StateFigures } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import { measureCode } from '../structure/code-names.ts';
import { growthCode, LEVEL } from './dimension-codes.ts';

/** Bases of a number by their names in a state, in the order of their codes. */
const BASES = [
  ['computed', 'COMPUTED'],
  ['forecast', 'FORECAST'],
  ['implied', 'IMPLIED'],
  ['reported', 'REPORTED'],
] as const;

export type Basis = (typeof BASES)[number][1];

/** A level, growth over one comparison, or another measure of a state, with its bases. */
export interface Measured {
  readonly transformation: string;
  readonly comparedWith: string | null;
  readonly sides: Sides;
  readonly bases: readonly (readonly [Basis, Measurement])[];
}

/** All that a state measures. */
export function measuredIn({ level, growth, other }: StateFigures): Measured[] {
  const all = [measured(LEVEL, null, level)];
  for (const [comparison, sides] of Object.entries(growth))
    all.push(measured(growthCode(comparison), sides.comparedWith, sides));
  for (const [measure, sides] of Object.entries(other)) all.push(measured(measureCode(measure), null, sides));
  return all;
}

function measured(transformation: string, comparedWith: string | null, sides: Sides): Measured {
  const bases: (readonly [Basis, Measurement])[] = [];
  for (const [name, basis] of BASES) {
    const measurement = sides[name];
    if (measurement) bases.push([basis, measurement]);
  }
  return { transformation, comparedWith, sides, bases };
}

/** The numbers of a state, of all that it measures. */
export const numbersIn = ({ level, growth, other }: StateFigures): Measurement[] =>
  [level, ...Object.values(growth), ...Object.values(other)].flatMap(
    ({ reported, computed, implied, forecast }: Sides) =>
      [reported, computed, implied, forecast].filter((number) => number !== undefined),
  );
