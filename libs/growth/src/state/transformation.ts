import type { TRANSFORMATION_RULES } from '../rules/table.ts';
import type { Flag } from './state-body.ts';

/** What may be made of a series on demand, by name. */
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

/** How it is found, with a version; those that states have too mean the same there. */
export type TransformationFormula = (typeof TRANSFORMATION_RULES)[number]['name'];

/** A number that a transformation rests on: a side of the state of a series (by key) and period. */
export interface TransformationInput {
  readonly key: string;
  readonly period: string;
  /** `level.reported`, `growth.GY.computed` ... */
  readonly side: string;
}

/** One number made of others. Levels in their own unit, growth in percent, contributions and gaps in points. */
export interface Transformation {
  /** Series key. */
  readonly series: string;
  readonly period: string;
  readonly transform: Transform;
  readonly measure: 'level' | 'growth' | 'index' | 'contribution' | 'growth-gap';
  /** Null where only an interval is known, or nothing at all: the flags say why. */
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly unit: string;
  readonly formula: TransformationFormula;
  readonly flags: readonly Flag[];
  readonly inputs: readonly TransformationInput[];
}

/** What to make of which series. `base` is the period of index 100. */
export type TransformationRequest =
  | { readonly transform: Exclude<Transform, 'index'> }
  | { readonly transform: 'index'; readonly base: string };
