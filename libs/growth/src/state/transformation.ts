import type { Flag } from '@silkgauge/codelists';
import type { TRANSFORMATION_RULES } from '../rules/table.ts';

/** The transformations of a series on demand. */
export const TRANSFORMS = [
  'year-to-date',
  'year-to-date-growth',
  'two-year-average',
  'index',
  'january-february',
  'period-on-period',
  'year-on-year',
  'contribution',
  'growth-gap',
] as const;

export type Transform = (typeof TRANSFORMS)[number];

/** Name and version of a formula; a name shared with states has the same meaning. */
export type TransformationFormula = (typeof TRANSFORMATION_RULES)[number]['name'];

/** An input of a transformation: a side of the state of a series (by key) and period. */
export interface TransformationInput {
  readonly key: string;
  readonly period: string;
  /** `level.reported`, `growth.GY.computed` ... */
  readonly side: string;
}

/** One transformed number. Levels in their own unit, growth in percent, contributions and gaps in points. */
export interface Transformation {
  /** Series key. */
  readonly series: string;
  readonly period: string;
  readonly transform: Transform;
  readonly measure: 'level' | 'growth' | 'index' | 'contribution' | 'growth-gap';
  /** Null where only an interval is known; without an interval the flags give the reason. */
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly unit: string;
  readonly formula: TransformationFormula;
  readonly flags: readonly Flag[];
  readonly inputs: readonly TransformationInput[];
}

/** The requested transformation; `base` is the period of index 100. */
export type TransformationRequest =
  | { readonly transform: Exclude<Transform, 'index'> }
  | { readonly transform: 'index'; readonly base: string };
