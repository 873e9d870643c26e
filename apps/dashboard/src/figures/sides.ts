import { WORKED_SIDES, type Side, type WorkedSide } from '@silkgauge/codelists';
import type { ServedState } from '@silkgauge/contract';
import {
  addDecimals,
  compareDecimals,
  COMPARISONS,
  meets,
  OVER_YEAR,
  type ComparedSides,
  type Measurement,
  type Sides,
  figuresOf,
  sidesIn,
} from '@silkgauge/growth';
import { shownPlace } from '../words/shown-digits.ts';
import { quantityOf } from './quantity.ts';

export interface NamedSide {
  readonly name: Side;
  readonly side: Measurement;
}

/** The sides of a number, in the order of a state. */
export const sidesOf = (sides: Sides | undefined): readonly NamedSide[] =>
  sides ? sidesIn(sides).map(([name, side]) => ({ name, side })) : [];

/** One number less another. */
export interface Gap {
  /** Exact. */
  readonly value: string;
  /** The last place that both numbers show, as an exponent of ten. */
  readonly place: number;
}

export interface SideGap {
  readonly name: WorkedSide;
  /** Reported less this side; null where one of the two has no single value. */
  readonly gap: Gap | null;
}

/**
 * The computed and implied sides of the same unit that the reported one does not meet. `sides` are of the state.
 * The level of a state with a break of coverage may show an implied base across the break, which contradicts
 * nothing: of such a level the published gap alone tells of a contradiction.
 */
export function sideGaps(
  { level, flags }: Pick<ServedState, 'level' | 'flags'>,
  sides: Sides,
): readonly SideGap[] {
  const { reported } = sides;
  if (sides.verdict !== 'conflicts' || !reported) return [];
  return WORKED_SIDES.codes.flatMap((name) => {
    const side = sides[name];
    if (side?.unit !== reported.unit) return [];
    const gap = gapBetween(reported, side);
    const mayCross = name === 'implied' && sides === level && flags.includes('coverage-break');
    const isApart = !mayCross && areApart(reported, side);
    return isApart || isEqual(gap?.value ?? null, sides.gap) ? [{ name, gap }] : [];
  });
}

/** One number less another; null where one of the two has no single value. */
export function gapBetween(a: Measurement, b: Measurement): Gap | null {
  if (a.value === null || b.value === null) return null;
  return { value: less(a.value, b.value), place: Math.max(shownPlace(a), shownPlace(b)) };
}

/** One decimal less another. */
export const less = (a: string, b: string): string =>
  addDecimals(a, b.startsWith('-') ? b.slice(1) : `-${b}`);

/** Whether a gap is the published one: ends of intervals are rounded outwards, and may meet though exact ones do not. */
const isEqual = (gap: string | null, published: string | null): boolean =>
  gap !== null && published !== null && compareDecimals(gap, published) === 0;

/** Whether no reading of one side meets a reading of the other. */
function areApart(a: Measurement, b: Measurement): boolean {
  const [some, others] = [quantitiesOf(a), quantitiesOf(b)];
  return (
    some.length > 0 && others.length > 0 && !some.some((one) => others.some((other) => meets(one, other)))
  );
}

const quantitiesOf = (side: Measurement) =>
  (side.readings ?? [side]).map(quantityOf).filter((quantity) => quantity !== null);

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
  return figuresOf(state).flatMap(({ measure, comparison, sides }) =>
    shownSide(sides) === null
      ? []
      : [{ measure, comparison: measure === 'level' ? null : (comparison ?? OVER_YEAR), sides }],
  );
}
