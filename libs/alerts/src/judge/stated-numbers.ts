import { ACTUAL_SIDES, type ActualSide, type Side } from '@silkgauge/codelists';
import { actualOf, hasNumber, sidesAt, versionOf, type ToldState } from '@silkgauge/bulletin';
import { resolveComparison, type Measurement } from '@silkgauge/growth';
import type { Ends } from './ends.ts';

/** A number that a state said. */
export interface Said {
  /** Path in the state, such as `growth.GY.reported`; of a flag `flags.coverage-break`. */
  readonly member: string;
  /** One of several readings; null for the only one. */
  readonly reading: string | null;
  /** Plain units; null for a range and for a flag. */
  readonly value: string | null;
  /** Null for a flag alone. */
  readonly low: string | null;
  readonly high: string | null;
  /** Version of the state. */
  readonly version: number;
}

/** A number of a figure, with its interval. */
export type HeardNumber<Of extends Side = ActualSide> = Said & Ends & { readonly side: Of };

/** All numbers of a figure that count, and whether these are all there are. */
export interface Heard<Of extends Side = ActualSide> {
  readonly numbers: readonly HeardNumber<Of>[];
  /** False where a side has more readings than a state shows. */
  readonly isWhole: boolean;
}

/** The figure that growth of a comparison is in a state of this period. */
export const growthFigure = (period: string, comparison: string): string =>
  `growth.${resolveComparison(period, comparison).key}`;

/** The sides of a figure that count: the first actual, or every actual where they conflict. */
export function sidesHeard(state: ToldState, figure: string): readonly ActualSide[] {
  const sides = sidesAt(state, figure);
  if (sides?.verdict === 'conflicts') return ACTUAL_SIDES.codes.filter((side) => hasNumber(sides[side]));
  const first = actualOf(sides);
  return first ? [first] : [];
}

/** What a state says of a figure: its sides that count, each reading a number of its own; never a forecast. */
export function heardOf(state: ToldState, figure: string): Heard {
  const sides = sidesAt(state, figure);
  return joinedHeard(
    sidesHeard(state, figure).map((side) => heardSide(figure, side, sides?.[side], versionOf(state))),
  );
}

/** What one side says. */
export function heardSide<Of extends Side>(
  figure: string,
  side: Of,
  measurement: Measurement | undefined,
  version: number,
): Heard<Of> {
  if (!hasNumber(measurement)) return NOTHING;
  const readings = measurement.readings ?? [{ reading: null, ...measurement }];
  return {
    numbers: readings.flatMap(({ reading, value, low, high }) =>
      low === null || high === null
        ? []
        : [{ member: `${figure}.${side}`, reading, value, low, high, version, side }],
    ),
    isWhole: measurement.more === undefined,
  };
}

const NOTHING: Heard<never> = { numbers: [], isWhole: true };

export const joinedHeard = (all: readonly Heard[]): Heard => ({
  numbers: all.flatMap(({ numbers }) => numbers),
  isWhole: all.every(({ isWhole }) => isWhole),
});

/** Without what only judging needs. */
export const saidOf = ({ member, reading, value, low, high, version }: Said): Said => ({
  member,
  reading,
  value,
  low,
  high,
  version,
});
