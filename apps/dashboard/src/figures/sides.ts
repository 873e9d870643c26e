import type { ServedState } from '@silkgauge/contract';
import { COMPARISONS, OVER_YEAR, type ComparedSides, type Measurement, type Sides } from '@silkgauge/growth';

export type SideName = 'reported' | 'computed' | 'implied' | 'forecast';
export const SIDE_NAMES: readonly SideName[] = ['reported', 'computed', 'implied', 'forecast'];

export interface NamedSide {
  readonly name: SideName;
  readonly side: Measurement;
}

/** The sides that are there, what was printed first. */
export function sidesOf(sides: Sides | undefined): readonly NamedSide[] {
  return SIDE_NAMES.flatMap((name) => {
    const side = sides?.[name];
    return side ? [{ name, side }] : [];
  });
}

/** The side that stands for a figure where there is room for one. */
export const shownSide = (sides: Sides | undefined): NamedSide | null => sidesOf(sides)[0] ?? null;

/** Growth over the year before if there is any, else over the period before, else whatever is compared. */
export function mainComparison(state: ServedState): string | null {
  const there = Object.keys(state.growth).filter((key) => shownSide(state.growth[key]) !== null);
  return COMPARISONS.find(({ key }) => there.includes(key))?.key ?? there.sort()[0] ?? null;
}

export function growthOf(state: ServedState, comparison: string | null): ComparedSides | undefined {
  return comparison === null ? undefined : state.growth[comparison];
}

/** A measure of a state and where it stands there. */
export interface LocatedMeasure {
  readonly measure: string;
  readonly comparison: string | null;
  readonly sides: Sides;
}

/** Everything that a state says, levels first. */
export function measuresOf(
  state: Pick<ServedState, 'level' | 'growth' | 'other'>,
): readonly LocatedMeasure[] {
  const told: LocatedMeasure[] = [
    { measure: 'level', comparison: null, sides: state.level },
    ...Object.entries(state.growth).map(([comparison, sides]) => ({ measure: 'growth', comparison, sides })),
    ...Object.entries(state.other).map(([measure, sides]) => ({ measure, comparison: OVER_YEAR, sides })),
  ];
  return told.filter(({ sides }) => shownSide(sides) !== null);
}
