import type { Measurement, Sides } from '@silkgauge/growth';
import type { PlacedNumber } from '../read/read-draft.ts';
import type { KnownState } from './known-state.ts';

/** One side of a figure of a state. */
export interface Member {
  /** The path in the state. */
  readonly path: string;
  readonly side: Measurement;
  readonly isInConflict: boolean;
}

/** A forecast is no figure that a number could agree with. */
const SIDES = ['reported', 'computed', 'implied'] as const;
const IN_POINTS = ['contribution', 'growth-gap', 'growth-change', 'share-change'] as const;

/** The sides of a state that a number may be, by its measure, unit and comparison. */
export function membersOf(number: PlacedNumber, { level, growth, other }: KnownState): readonly Member[] {
  switch (number.measure) {
    case 'level':
      return sidesOf('level', level).filter(({ side }) => number.unit === null || side.unit === number.unit);
    case 'growth':
      return comparisonsOf(number, Object.keys(growth)).flatMap((name) =>
        sidesOf(`growth.${name}`, growth[name]),
      );
    case 'share':
      return sidesOf('other.share', other.share);
    case 'points':
      return IN_POINTS.flatMap((name) => sidesOf(`other.${name}`, other[name]));
  }
}

const sidesOf = (path: string, sides: Sides | undefined): readonly Member[] =>
  SIDES.flatMap((name) => {
    const side = sides?.[name];
    return sides && side
      ? [{ path: `${path}.${name}`, side, isInConflict: sides.verdict === 'conflicts' }]
      : [];
  });

/** A number that does not say what it is compared with is over the year, where the state has that. */
function comparisonsOf({ context }: PlacedNumber, names: readonly string[]): readonly string[] {
  if (context.comparison !== null)
    return names.filter((name) => name === context.comparison || name === '_U');
  const others = names.filter((name) => name !== 'G1');
  return others.length > 0 ? others : names;
}
