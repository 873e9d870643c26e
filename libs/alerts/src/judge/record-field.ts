import type { ToldState } from '@silkgauge/bulletin';
import type { RecordRule } from '@silkgauge/contract';
import { compareDecimals, havePeriodsEqualLength } from '@silkgauge/growth';
import { isPoint, type Ends } from './ends.ts';
import { growthFigure, heardOf, type Heard } from './stated-numbers.ts';

/** A period of a series with growth by a comparison. */
export interface Other {
  readonly state: ToldState;
  readonly figure: string;
  readonly heard: Heard;
}

/** Of some periods those by which a record holds or does not: further ones change nothing. */
interface Extremes {
  /** Those that are told: of the farthest far end, and of the farthest near end. */
  readonly told: readonly Other[];
  readonly deciding: readonly Other[];
}

/** The periods of equal length of a series. */
interface Field extends Extremes {
  readonly comparison: string;
  readonly isHigh: boolean;
  /** One of the periods. */
  readonly period: string;
  readonly others: readonly Other[];
  /** What decides without a period that does, by that period. */
  readonly without: Map<string, Extremes>;
}

/** The fields of lists of states, which are worked out once for all states of a list. */
const FIELDS = new WeakMap<readonly ToldState[], Field[]>();

/** The other periods that a state is held against: how many they are, and those that decide. */
export function othersBeside(
  rule: RecordRule,
  { period }: ToldState,
  all: readonly ToldState[],
): Extremes & { readonly count: number } {
  const field = fieldOf(rule, period, all);
  const isOther = ({ state }: Other): boolean => state.period !== period;
  if (field.deciding.every(isOther))
    return { ...field, count: field.others.length - Number(!field.others.every(isOther)) };
  const others = field.without.get(period) ?? extremesOf(field.others.filter(isOther), field.isHigh);
  field.without.set(period, others);
  return { ...others, count: field.others.length - 1 };
}

function fieldOf({ kind, comparison }: RecordRule, period: string, all: readonly ToldState[]): Field {
  const isHigh = kind === 'record-high';
  const fields = FIELDS.get(all) ?? [];
  FIELDS.set(all, fields);
  const known = fields.find(
    (one) =>
      one.isHigh === isHigh && one.comparison === comparison && havePeriodsEqualLength(one.period, period),
  );
  if (known) return known;
  const others = all
    .filter((one) => havePeriodsEqualLength(one.period, period))
    .map((state) => {
      const figure = growthFigure(state.period, comparison);
      return { state, figure, heard: heardOf(state, figure) };
    })
    .filter(({ heard }) => heard.numbers.length > 0)
    .sort((a, b) => (a.state.period < b.state.period ? -1 : 1));
  const field = { comparison, isHigh, period, others, ...extremesOf(others, isHigh), without: new Map() };
  fields.push(field);
  return field;
}

function extremesOf(others: readonly Other[], isHigh: boolean): Extremes {
  const sign = isHigh ? 1 : -1;
  const [far, near] = isHigh ? (['high', 'low'] as const) : (['low', 'high'] as const);
  const top = (ends: readonly string[], way: number): string | undefined =>
    ends.reduce<string | undefined>(
      (best, one) => (best !== undefined && compareDecimals(one, best) * way <= 0 ? best : one),
      undefined,
    );
  /** The first of the others whose end is the farthest. */
  const farthest = (endOf: (other: Other) => string | undefined): Other | undefined =>
    others.reduce<{ other: Other; end: string } | undefined>((best, other) => {
      const end = endOf(other);
      if (end === undefined || (best && compareDecimals(end, best.end) * sign <= 0)) return best;
      return { other, end };
    }, undefined)?.other;
  const ends = (numbers: readonly Ends[], end: keyof Ends): readonly string[] =>
    numbers.map((one) => one[end]);
  const told = [
    farthest(({ heard }) => top(ends(heard.numbers, far), sign)),
    farthest(({ heard }) => top(ends(heard.numbers, near), sign)),
  ];
  const deciding = [
    ...told,
    // A point belongs to itself, which the end of an interval does not.
    farthest(({ heard }) => top(ends(heard.numbers.filter(isPoint), far), sign)),
    // Of several numbers the nearest may be the one that counts.
    farthest(({ heard }) => (heard.isWhole ? top(ends(heard.numbers, near), -sign) : undefined)),
    others.find(({ heard }) => !heard.isWhole),
  ];
  return { told: present(told), deciding: present(deciding) };
}

const present = (some: readonly (Other | undefined)[]): readonly Other[] => [
  ...new Set(some.filter((one) => one !== undefined)),
];
