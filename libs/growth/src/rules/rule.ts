import type { Language, Measure, WorkedSide } from '@silkgauge/codelists';
import type { Quantity } from '../number/interval.ts';
import type { Rational } from '../number/rational.ts';

/**
 * The series of an input, relative to the series of the result: itself (`own`); a member of its family; the
 * other flow of exports or imports (`rest`); the whole of its share; the reference of its growth gap; each
 * part that a register declares (`declared-parts`).
 */
export type Relation =
  'own' | 'exports' | 'imports' | 'total' | 'rest' | 'share-whole' | 'gap-reference' | 'declared-parts';

/**
 * The period of an input, relative to the period of the result: the same; a year before or after; the period
 * compared with (`compared`), or one that compares with the result's (`comparing`); each period of a
 * partition (`parts`); the longer or shorter of the two cumulative periods that differ by the result's.
 */
export type Distance =
  'same' | 'year-before' | 'year-after' | 'compared' | 'comparing' | 'parts' | 'longer' | 'shorter';

/**
 * The accepted origin of an input: a print (`print`); a print in one status with the period's other inputs,
 * where possible (`one-vintage`); a one-vintage print or a sales total (`stated`); a print, or failing that a
 * number worked out from other prints (`prints`); as `prints`, or a sales total (`anything`).
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

/** The published definition of a number. Its name has a version: a published name keeps its meaning. */
export interface Formula {
  readonly name: string;
  /** Arithmetic over the inputs, their names in brackets; `sum([name])` for an open number of inputs. */
  readonly expression: string;
  readonly meaning: Readonly<Record<Language, string>>;
}

/** A formula with its arithmetic. */
export interface Calculation extends Formula {
  /**
   * The number from its inputs, in order; null where the inputs have no answer. `smallBase` is the smallest
   * level that growth may have as its base.
   */
  compute(inputs: readonly Quantity[], smallBase?: Rational): Quantity | null;
}

/** Shares of a part in percent and its contribution in points, from three rates. */
export interface PartShares {
  readonly baseShare: Quantity;
  /** Null where the growth of the whole reaches -100 within rounding. */
  readonly presentShare: Quantity | null;
  readonly contribution: Quantity;
}

/** A calculation of a number of a state; `compute` takes its inputs in the order of `reads`. */
export interface Rule extends Calculation {
  /** The number of the state that the rule calculates. */
  readonly gives: { readonly measure: Measure; readonly side: WorkedSide };
  /** The inputs; they determine which states change with a figure. */
  readonly reads: readonly Read[];
  /** Whether the rule gives growth over the year alone; else over every comparison whose growth it reads. */
  readonly isOverYear?: boolean;
  /**
   * Whether other rules may read the result where no print exists. Rules with `ofFamily` do not state this
   * member, because `affectedKeys` adds the readers of a family together.
   */
  readonly standsIn?: boolean;
  /**
   * The member of `PartShares` that the rule gives. All rules of a family share one calculation, so that its
   * three rates are chosen in one status, once.
   */
  readonly ofFamily?: keyof PartShares;
  /** Whether the rule applies only beside a print of the same figure; otherwise it would apply too often. */
  readonly isBesidePrint?: boolean;
}

/** New level over old level, as an expression. */
export const factor = <Rate extends string>(rate: Rate) => `(1 + [${rate}] / 100)` as const;
/** The base that a level and its rate imply, as an expression. */
export const base = <Name extends string>(name: Name) =>
  `[${name} level] / ${factor(`${name} growth`)}` as const;
