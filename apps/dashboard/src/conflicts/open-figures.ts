import type { Flag, Verdict } from '@silkgauge/codelists';
import type { ServedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { conflictCause, type ConflictCause } from '../figures/conflict.ts';
import { measuresOf, sideGaps, sidesOf, type LocatedMeasure, type SideGap } from '../figures/sides.ts';
import { geometry } from '../words/decimal.ts';
import { newestFirst } from '../words/period.ts';

/** The verdict and the flags of states with a conflict or an open reading. */
export const CONFLICTING: readonly Verdict[] = ['conflicts'];
export const OPEN: readonly Flag[] = ['ambiguous-wording', 'unknown-period', 'conflicting-prints'];

/**
 * What is open: a print beside a number that it does not meet, prints of one figure that contradict each
 * other, or readings that nothing settles.
 */
export const OPEN_KINDS = ['gap', 'prints', 'readings'] as const;
export type OpenKind = (typeof OPEN_KINDS)[number];

/** A figure with a conflict or an open reading. */
export interface OpenFigure extends LocatedMeasure {
  readonly id: string;
  readonly state: ServedState;
  readonly kind: OpenKind;
  /** The numbers that the print does not meet; empty for a number that stands in another state. */
  readonly gaps: readonly SideGap[];
  /** How far the numbers are apart, in percent of the smaller; null where that is not known. */
  readonly apart: number | null;
  /** Other figures of the same conflict: those that rest on this level, or the base of this rate. */
  readonly rests: readonly LocatedFigure[];
}

export type LocatedFigure = Pick<OpenFigure, 'id' | 'state' | keyof LocatedMeasure>;

/**
 * All conflicts, first levels that their own parts contradict, then by the widest gap; after them prints that
 * contradict each other, then open readings. Figures in conflict only because they rest on a level in conflict
 * stand with that level, and a base with the rate that implies another one.
 */
export function openFigures(states: readonly ServedState[]): readonly OpenFigure[] {
  const all = states.flatMap(figuresOf);
  const open = [...all.flatMap(openFigure), ...all.flatMap(contradictoryPrints)];
  const resting = all.filter((figure) => figure.sides.verdict === 'conflicts' && kindOf(figure) === null);
  const levels = open.filter(({ kind, measure }) => kind === 'gap' && measure === 'level');
  const rates = new Map(levels.map((level) => [level, rateOf(level, open)]));
  const rootOf = (figure: LocatedFigure) => {
    const level = levels.find((one) => restsOn(figure, one));
    return level && (rates.get(level) ?? level);
  };
  const roots = Map.groupBy(resting, rootOf);
  const bases = Map.groupBy(levels, (level) => rates.get(level));
  return [
    ...open
      .filter((figure) => !rates.get(figure))
      .map((figure) => ({
        ...figure,
        rests: [...(bases.get(figure) ?? []), ...(roots.get(figure) ?? [])],
      })),
    ...(roots.get(undefined) ?? []).map((figure): OpenFigure => {
      return { ...figure, kind: 'gap', gaps: [], apart: null, rests: [] };
    }),
  ].sort(inOrder);
}

const figuresOf = (state: ServedState): readonly LocatedFigure[] =>
  measuresOf(state).map((figure) => ({
    ...figure,
    state,
    id: `${state.key} ${figure.measure} ${figure.comparison ?? ''}`,
  }));

/** The figure, if a conflict or an open reading is its own. */
function openFigure(figure: LocatedFigure): readonly OpenFigure[] {
  const kind = kindOf(figure);
  if (kind === null) return [];
  const gaps = sideGaps(figure.state, figure.sides);
  return [{ ...figure, kind, gaps, apart: apartOf(figure, gaps), rests: [] }];
}

/** A figure whose prints contradict each other, where it is not open by itself. */
function contradictoryPrints(figure: LocatedFigure): readonly OpenFigure[] {
  const { reported } = figure.sides;
  if (!reported?.contradictedBy || kindOf(figure) !== null) return [];
  const pair = [reported.value, reported.contradictedBy.value] as const;
  const apart = furthest([pair], figure.measure);
  return [{ ...figure, id: `${figure.id} prints`, kind: 'prints', gaps: [], apart, rests: [] }];
}

/** The rate in conflict that implies another base than a level; undefined for other levels. */
function rateOf({ gaps, state }: OpenFigure, open: readonly OpenFigure[]): OpenFigure | undefined {
  if (gaps.length === 0 || gaps.some(({ name }) => name !== 'implied')) return undefined;
  return open.find(
    (rate) =>
      rate.measure === 'growth' &&
      rate.gaps.some(({ name }) => name === 'computed') &&
      seriesOf(rate.state) === seriesOf(state) &&
      comparedWith(rate) === state.period,
  );
}

const seriesOf = ({ key, period }: ServedState): string => key.slice(0, key.length - period.length);

const comparedWith = ({ sides }: LocatedFigure): unknown =>
  'comparedWith' in sides ? sides.comparedWith : null;

/** Causes of a conflict by the figure itself; others are of what the figure rests on. */
const OWN_CAUSES: readonly (ConflictCause | null)[] = ['computed', 'implied', 'infeasible', 'above-whole'];

/** Null: not open by itself, or in conflict only by what the figure rests on. */
function kindOf({ sides, state }: LocatedFigure): 'gap' | 'readings' | null {
  if (OWN_CAUSES.includes(conflictCause(state, sides))) return 'gap';
  if (sides.verdict === 'conflicts') return null;
  return sidesOf(sides).some(({ side }) => side.readings !== undefined) ? 'readings' : null;
}

/** Whether a figure is of a series and of the period of a level, or compared with that period. */
function restsOn(figure: LocatedFigure, level: OpenFigure): boolean {
  if (seriesOf(figure.state) !== seriesOf(level.state)) return false;
  const { period } = level.state;
  return figure.state.period === period || comparedWith(figure) === period;
}

function apartOf({ sides, measure }: LocatedFigure, gaps: readonly SideGap[]): number | null {
  const { reported } = sides;
  const others = gaps.flatMap(({ name }) => sides[name] ?? []);
  const pairs = others.flatMap((other) => (reported ? [[reported.value, other.value] as const] : []));
  const readings = sidesOf(sides).flatMap(({ side }) => readingPair(side));
  return furthest([...pairs, ...(pairs.length > 0 ? [] : readings)], measure);
}

type Pair = readonly [string | null, string | null];

function furthest(pairs: readonly Pair[], measure: string): number | null {
  const all = pairs.flatMap(([one, other]) =>
    one === null || other === null ? [] : [distance(geometry(one), geometry(other), measure)],
  );
  return all.length === 0 ? null : Math.max(...all);
}

function readingPair({ readings = [] }: Measurement): readonly Pair[] {
  const [first, ...others] = readings;
  return first ? others.map((other) => [first.value, other.value] as const) : [];
}

/**
 * The distance of two levels in percent of the smaller one. Two rates are as far apart as the levels that
 * they make of one base; of other measures the points count.
 */
function distance(one: number, other: number, measure: string): number {
  if (measure !== 'level' && measure !== 'growth') return Math.abs(one - other);
  const [a, b] = measure === 'growth' ? [100 + one, 100 + other] : [one, other];
  const [small, large] = a < b ? [a, b] : [b, a];
  return small > 0 ? (large / small - 1) * 100 : Infinity;
}

function inOrder(a: OpenFigure, b: OpenFigure): number {
  return (
    OPEN_KINDS.indexOf(a.kind) - OPEN_KINDS.indexOf(b.kind) ||
    Number(contradictsParts(b)) - Number(contradictsParts(a)) ||
    compare(b.apart ?? -1, a.apart ?? -1) ||
    newestFirst(a.state.period, b.state.period) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Whether a printed level does not meet a sum of printed levels: no revised base explains such a gap. */
const contradictsParts = ({ measure, gaps }: OpenFigure): boolean =>
  measure === 'level' && gaps.some(({ name }) => name === 'computed');

/** Infinities are equal to each other. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
