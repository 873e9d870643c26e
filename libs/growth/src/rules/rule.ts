import type { Quantity } from '../number/interval.ts';
import type { Rational } from '../number/rational.ts';
import type { Measure } from '../observation/figure.ts';

/** What a figure is of; the order is that of a state. */
export const OTHER_MEASURES = [
  'share',
  'contribution',
  'growth-gap',
  'growth-change',
  'share-change',
] as const satisfies readonly Measure[];
export type OtherMeasure = (typeof OTHER_MEASURES)[number];

/**
 * Which series an input is of, seen from the one that the result is of: itself; exports, imports or the total of its
 * family; of exports the imports and the other way round; what its share is a share of; what a gap of its growth is
 * measured from.
 */
export type Relation = 'own' | 'exports' | 'imports' | 'total' | 'rest' | 'share-whole' | 'gap-reference';

/**
 * Which period an input is of, seen from that of the result: the same; a year before or after; the one it is compared with,
 * or that compares with it; one of the periods that it is made of; the longer or the shorter of two cumulative periods that
 * differ by it.
 */
export type Distance =
  'same' | 'year-before' | 'year-after' | 'compared' | 'comparing' | 'parts' | 'longer' | 'shorter';

/**
 * How an input is known: as it was printed (`print`); printed together with the other inputs of its period, in one status
 * where that is possible (`one-vintage`), or counted (`stated`); by prints of other figures where nobody printed it
 * (`prints`); by totals of sales, too (`anything`).
 */
export type InputSource = 'print' | 'one-vintage' | 'stated' | 'prints' | 'anything';

/** An input of a rule. */
export interface Read {
  /** Its symbol in the expression. */
  readonly name: string;
  readonly measure: Measure;
  readonly from: InputSource;
  readonly of: Relation;
  readonly at: Distance;
}

/** How a number is found, by a name with a version: what is published under one name never changes its meaning. */
export interface Formula {
  readonly name: string;
  /** Over the inputs by their names in brackets; a sum of all of them where their number is open. */
  readonly expression: string;
  readonly meaning: Readonly<Record<'en' | 'zh', string>>;
}

/** A formula that calculates. */
export interface Calculation extends Formula {
  /**
   * The number from those of the inputs, in their order; null where there is none. `smallBase` is the smallest level that
   * growth may be taken from.
   */
  compute(inputs: readonly Quantity[], smallBase?: Rational): Quantity | null;
}

/** What follows for a part from three rates: its shares in percent and its contribution in points. */
export interface PartShares {
  readonly baseShare: Quantity;
  /** Null where the whole may have vanished: its growth reaches -100 within rounding. */
  readonly presentShare: Quantity | null;
  readonly contribution: Quantity;
}

/** A way to a number of a state from other figures; `compute` takes its inputs in the order of `reads`. */
export interface Rule extends Calculation {
  /** The number of the state that is found. */
  readonly gives: { readonly measure: Measure; readonly side: 'computed' | 'implied' };
  /** What it is worked out from, and so which states move with a figure. */
  readonly reads: readonly Read[];
  /** Whether growth is found over the year alone; else over any comparison whose growth is read. */
  readonly isOverYear?: boolean;
  /** Whether other rules take the result where nothing was printed. */
  readonly standsIn?: boolean;
  /**
   * Which answer to the three rates of a family the rule gives: one question that all such rules ask, so that the rates are
   * chosen in one status and the answer is found once.
   */
  readonly ofFamily?: keyof PartShares;
  /** Whether it is implied only beside a print of the same figure, as it would follow from too many others. */
  readonly isBesidePrint?: boolean;
}

/** New level over old level, as an expression. */
export const factor = <Rate extends string>(rate: Rate) => `(1 + [${rate}] / 100)` as const;
/** The base that a level and its rate imply, as an expression. */
export const base = <Name extends string>(name: Name) =>
  `[${name} level] / ${factor(`${name} growth`)}` as const;
