import type { ServedState } from '@silkgauge/contract';
import {
  addDecimals,
  compareDecimals,
  COMPARISONS,
  OVER_YEAR,
  type ComparedSides,
  type Measurement,
  type Sides,
} from '@silkgauge/growth';

export type SideName = 'reported' | 'computed' | 'implied' | 'forecast';
export const SIDE_NAMES: readonly SideName[] = ['reported', 'computed', 'implied', 'forecast'];

export interface NamedSide {
  readonly name: SideName;
  readonly side: Measurement;
}

/** The sides of a number, in the order of `SIDE_NAMES`. */
export function sidesOf(sides: Sides | undefined): readonly NamedSide[] {
  return SIDE_NAMES.flatMap((name) => {
    const side = sides?.[name];
    return side ? [{ name, side }] : [];
  });
}

export interface SideGap {
  readonly name: SideName;
  /** Reported less this side: a decimal. */
  readonly gap: string;
}

/** The computed and implied sides that the reported one does not meet. */
export function sideGaps(sides: Sides): readonly SideGap[] {
  const { reported } = sides;
  if (sides.verdict !== 'conflicts' || !reported) return [];
  return (['computed', 'implied'] as const).flatMap((name) => {
    const side = sides[name];
    if (!side || typeof side.value !== 'string' || typeof reported.value !== 'string') return [];
    return areApart(reported, side) ? [{ name, gap: addDecimals(reported.value, negated(side.value)) }] : [];
  });
}

const negated = (decimal: string): string => (decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`);

/** Whether one interval ends where the other begins, or before. */
function areApart(a: Measurement, b: Measurement): boolean {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return false;
  const [before, after] = [compareDecimals(a.high, b.low), compareDecimals(b.high, a.low)];
  if (before < 0 || after < 0) return true;
  return (before === 0 && a.low !== a.high) || (after === 0 && b.low !== b.high);
}

/** The side shown where one has room: the first with a number, else one that says why there is none. */
export function shownSide(sides: Sides | undefined): NamedSide | null {
  const all = sidesOf(sides);
  return all.find(({ side }) => side.absence === undefined) ?? all[0] ?? null;
}

/** Growth on a year before, else on the period before, else on a named period; null without growth. */
export function mainComparison(state: ServedState): string | null {
  const there = Object.keys(state.growth).filter((key) => shownSide(state.growth[key]) !== null);
  return COMPARISONS.find(({ key }) => there.includes(key))?.key ?? there.sort()[0] ?? null;
}

export function growthOf(state: ServedState, comparison: string | null): ComparedSides | undefined {
  return comparison === null ? undefined : state.growth[comparison];
}

export interface LocatedMeasure {
  readonly measure: string;
  readonly comparison: string | null;
  readonly sides: Sides;
}

/** All figures of a state, levels first. */
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
