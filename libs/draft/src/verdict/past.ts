import { ACTUAL_SIDES, type ActualSide, type FigureVerdict } from '@silkgauge/codelists';
import {
  compareRationals,
  figureVerdict,
  havePeriodsEqualLength,
  meets,
  parseDecimal,
  periodBounds,
  type Measurement,
  type Sides,
} from '@silkgauge/growth';
import type { HeldFigure } from './held-figure.ts';

type Interval = Parameters<typeof meets>[0];
/** What a record is said to be. */
export type Extreme = 'highest' | 'lowest';

/** What a level may be, by all numbers that are told of it. */
export interface ToldLevel extends Interval {
  readonly unit: string;
  /** Whether its numbers differ, so that it lies anywhere between them. */
  readonly isInDispute: boolean;
}

const IN_DISPUTE: readonly FigureVerdict[] = ['conflicts', 'one-of-several-prints', 'reading-ambiguous'];

/**
 * What the level of a state may be: the interval of what stands, or where its numbers differ, from the lowest to the
 * highest of them. What a print says that has no place does not count. Null where nothing is told, or of a part of
 * the period alone.
 */
export function toldLevel({ sides, flags }: Pick<HeldFigure, 'sides' | 'flags'>): ToldLevel | null {
  const [, counting] = countingSide(sides) ?? [];
  if (!counting || flags.includes('partial-period')) return null;
  const { reported, computed, implied } = sides;
  const isInDispute = IN_DISPUTE.includes(figureVerdict({ sides, flags }));
  const other = reported?.contradictedBy;
  const others = isInDispute ? [other?.excluded ? undefined : other, computed, implied] : [];
  const [first, ...rest] = [counting, ...others].flatMap(intervalOf);
  return first ? { ...rest.reduce(around, first), unit: counting.unit, isInDispute } : null;
}

const intervalOf = (told: Pick<Measurement, 'low' | 'high'> | undefined): readonly Interval[] =>
  told === undefined || told.low === null || told.high === null
    ? []
    : [{ low: parseDecimal(told.low), high: parseDecimal(told.high) }];

/** The side by which a level is told: a print that has a place goes before what is worked out. */
export function countingSide(sides: Sides): readonly [name: ActualSide, side: Measurement] | null {
  for (const name of ACTUAL_SIDES.codes) {
    const side = sides[name];
    if (side && !side.excluded && intervalOf(side).length > 0) return [name, side];
  }
  return null;
}

/** The unit of a figure; undefined where it has no number. */
export const unitIn = ({ reported, computed, implied }: Sides): string | undefined =>
  (reported ?? computed ?? implied)?.unit;

const around = (one: Interval, other: Interval): Interval => ({
  low: compareRationals(one.low, other.low) <= 0 ? one.low : other.low,
  high: compareEnds(one, other) >= 0 ? one.high : other.high,
});

/** Which interval reaches higher; the end of an exact number lies in it, other upper ends do not. */
const compareEnds = (one: Interval, other: Interval): number =>
  compareRationals(one.high, other.high) || compareRationals(one.low, other.low);

/** Whether a level lies beyond another one whatever the two are: above it, or below it where the lowest is meant. */
export const isBeyond = (one: Interval, other: Interval, extreme: Extreme): boolean =>
  !meets(one, other) && compareRationals(one.low, other.low) === (extreme === 'highest' ? 1 : -1);

/** A level before the period of a record. */
export interface PastLevel<State> {
  readonly state: State;
  readonly told: ToldLevel;
}

/** The levels before the period of a record, as far as they decide about it. */
export interface Past<State> {
  /** How many are known and count. */
  readonly count: number;
  /** The first period of these. */
  readonly since: string | null;
  /** The one that lies furthest at least. */
  readonly surest: PastLevel<State> | null;
  /** The one that may lie furthest. */
  readonly furthest: PastLevel<State> | null;
  /** States without a level that counts: excluded, of a part of the period, of another unit. */
  readonly leftOut: number;
  /** States that were not read. */
  readonly unread: number;
}

export const NO_PAST: Past<never> = {
  ...{ count: 0, since: null, surest: null, furthest: null, leftOut: 0, unread: 0 },
};

/** Whether a period is one that a record of another is held against: as long, and begun before it. */
export function isInPast(period: string, own: string, isOfSeason: boolean): boolean {
  const [one, other] = [periodBounds(period), periodBounds(own)];
  if (!one || !other || one.start >= other.start || !havePeriodsEqualLength(period, own)) return false;
  return !isOfSeason || one.start.slice(5) === other.start.slice(5);
}

interface StateOfLevel extends Pick<HeldFigure, 'flags'> {
  readonly period: string;
  readonly level: Sides;
}

/** The past of a state with one state more; a state without any level is none of it. */
export function withLevel<State extends StateOfLevel>(
  past: Past<State>,
  state: State,
  own: Pick<StateOfLevel, 'level'>,
  extreme: Extreme,
): Past<State> {
  const { level: sides, flags } = state;
  if (unitIn(sides) === undefined) return past;
  const told = toldLevel({ sides, flags });
  if (told === null || told.unit !== unitIn(own.level)) return { ...past, leftOut: past.leftOut + 1 };
  const level = { state, told };
  const isFirst = past.since === null || startOf(state.period) < startOf(past.since);
  const { surest, furthest } = past;
  return {
    ...{ ...past, count: past.count + 1, since: isFirst ? state.period : past.since },
    surest: surest && compareNearEnds(told, surest.told, extreme) <= 0 ? surest : level,
    furthest: furthest && compareFarEnds(told, furthest.told, extreme) <= 0 ? furthest : level,
  };
}

const startOf = (period: string): string => periodBounds(period)?.start ?? '';

/** Which level is further at least: higher from its lower end, or lower from its upper one. */
const compareNearEnds = (one: Interval, other: Interval, extreme: Extreme): number =>
  extreme === 'highest' ? compareRationals(one.low, other.low) : -compareEnds(one, other);

/** Which level is further at most. */
const compareFarEnds = (one: Interval, other: Interval, extreme: Extreme): number =>
  extreme === 'highest' ? compareEnds(one, other) : -compareRationals(one.low, other.low);
