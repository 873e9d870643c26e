import { BASE_SHARE } from './base-share.ts';
import { BETWEEN_PARTS } from './between-parts.ts';
import { CONTRIBUTION_OF_RATES } from './contribution-of-rates.ts';
import { CONTRIBUTION_OF_LEVEL, CONTRIBUTION_OF_SHARE } from './contribution-of-share.ts';
import { CUMULATIVE_DIFFERENCE, CUMULATIVE_GROWTH } from './cumulative-difference.ts';
import { GAP_GROWTH } from './gap-growth.ts';
import { GROWTH_CHANGE, GROWTH_GAP } from './growth-difference.ts';
import { IMPLIED_BASE } from './implied-base.ts';
import { INDEX_NUMBER } from './index-number.ts';
import { LEVEL_CONTRIBUTION } from './level-contribution.ts';
import { LEVEL_SHARE } from './level-share.ts';
import { PRESENT_SHARE } from './present-share.ts';
import { RATIO, RATIO_OF_SUMS } from './ratio.ts';
import { SHARE_BACK } from './share-back.ts';
import { SHARE_BEFORE_CHANGE, SHARE_CHANGE } from './share-difference.ts';
import { SUM_OF_DECLARED_PARTS } from './sum-of-declared-parts.ts';
import { SUM_OF_PARTS } from './sum-of-parts.ts';
import { SUM_OF_PERIODS } from './sum-of-periods.ts';
import { TWO_YEAR_AVERAGE, TWO_YEAR_AVERAGE_OF_LEVELS } from './two-year-average.ts';
import { WEIGHTED_GROWTH } from './weighted-growth.ts';
import type { Calculation, Formula, Rule } from './rule.ts';
import { REPORTED, STATED, TOTAL } from './stated.ts';

/** Every rule; rules that give the same number stand in order of preference. */
export const RULES = [
  RATIO,
  IMPLIED_BASE,
  SUM_OF_PARTS,
  SUM_OF_DECLARED_PARTS,
  SUM_OF_PERIODS,
  CUMULATIVE_DIFFERENCE,
  WEIGHTED_GROWTH,
  CUMULATIVE_GROWTH,
  GAP_GROWTH,
  PRESENT_SHARE,
  BASE_SHARE,
  SHARE_BACK,
  SHARE_BEFORE_CHANGE,
  LEVEL_SHARE,
  LEVEL_CONTRIBUTION,
  CONTRIBUTION_OF_RATES,
  CONTRIBUTION_OF_SHARE,
  GROWTH_GAP,
  GROWTH_CHANGE,
  SHARE_CHANGE,
] as const satisfies readonly Rule[];

/** The rules that give a number of a state, in the order of `RULES`. */
export function rulesFor(measure: Rule['gives']['measure'], side: Rule['gives']['side']): readonly Rule[] {
  return RULES.filter((rule: Rule) => rule.gives.measure === measure && rule.gives.side === side);
}

export type FormulaName = (typeof RULES | readonly [typeof REPORTED, typeof TOTAL])[number]['name'];

/** The formulas of all numbers of a state, and of what leaves a print no place; each name once. */
export const FORMULAS: readonly Formula[] = [
  ...new Map([REPORTED, TOTAL, ...RULES, BETWEEN_PARTS].map((formula) => [formula.name, formula])).values(),
];

/** The calculations of transformations: rules of states with the same meaning, and further calculations. */
export const TRANSFORMATION_RULES = [
  SUM_OF_PERIODS,
  RATIO,
  WEIGHTED_GROWTH,
  LEVEL_CONTRIBUTION,
  CONTRIBUTION_OF_RATES,
  GROWTH_GAP,
  RATIO_OF_SUMS,
  TWO_YEAR_AVERAGE,
  TWO_YEAR_AVERAGE_OF_LEVELS,
  INDEX_NUMBER,
  CONTRIBUTION_OF_LEVEL,
  STATED,
] as const satisfies readonly Calculation[];
