import { OTHER_MEASURES } from '@silkgauge/codelists';
import type { Sides } from '@silkgauge/growth';
import { unitName } from '@silkgauge/words';
import type { PlacedNumber } from '../read/read-draft.ts';
import type { HeldFigure } from '../verdict/held-figure.ts';
import { unitIn } from '../verdict/past.ts';
import type { KnownState } from './known-state.ts';

/** A figure of a state that a number may be of. */
export interface Member extends HeldFigure {
  /** The path in the state, such as `growth.GY`. */
  readonly path: string;
}

const IN_POINTS = OTHER_MEASURES.codes.filter((measure) => measure !== 'share');

/** The figures of a state that a number may be of, by its measure, unit and comparison. */
export function membersOf(number: PlacedNumber, state: KnownState): readonly Member[] {
  const { level, growth, other } = state;
  switch (number.measure) {
    case 'level':
      return figure(state, 'level', level).filter(
        ({ sides }) => number.unit === null || isSameUnit(unitIn(sides), number.unit),
      );
    case 'growth':
      return comparisonsOf(number, Object.keys(growth)).flatMap((name) =>
        figure(state, `growth.${name}`, growth[name]),
      );
    case 'share':
      return figure(state, 'other.share', other.share);
    case 'points':
      return IN_POINTS.flatMap((name) => figure(state, `other.${name}`, other[name]));
  }
}

/** The level of a state; null where it has none. */
export const levelOf = (state: KnownState): Member | null => figure(state, 'level', state.level)[0] ?? null;

/** A forecast is no figure that a number could agree with. */
function figure(
  { key, flags, prints = [] }: KnownState,
  path: string,
  sides: Sides | undefined,
): readonly Member[] {
  if (!sides || unitIn(sides) === undefined) return [];
  const own = prints.filter((print) => print.key === key && print.side === `${path}.reported`);
  return [{ path, sides, prints: own, flags }];
}

/** Chinese counts parcels, items and units alike by 件. */
const isSameUnit = (known: string | undefined, read: string): boolean =>
  known !== undefined && (known === read || unitName(known, 'zh') === unitName(read, 'zh'));

/** A number that does not say what it is compared with is over the year, where the state has that. */
function comparisonsOf({ context }: PlacedNumber, names: readonly string[]): readonly string[] {
  if (context.comparison !== null)
    return names.filter((name) => name === context.comparison || name === '_U');
  const others = names.filter((name) => name !== 'G1');
  return others.length > 0 ? others : names;
}
