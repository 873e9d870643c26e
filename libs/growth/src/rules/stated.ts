import type { Wording } from '@silkgauge/codelists';
import type { Quantity } from '../number/interval.ts';
import type { Calculation, Formula } from './rule.ts';

/** A printed number. The expression is over members of the figure event. */
export const REPORTED = {
  name: 'reported@1',
  expression: '[value] * [multiplier]',
  meaning: {
    en: 'The digits as printed, in plain units; growth in percent, as its wording says. The interval is what rounds to the printed digits.',
    zh: '公布的数字，换算为基本单位；增速按其措辞以百分比表示；区间为四舍五入到这些数字的范围。',
  },
} as const satisfies Formula;

/** The expression of growth in percent by its wording; other measures have a null wording. */
export function reportedExpression(wording: Wording | null): string {
  if (wording === 'up-by-times') return `100 * ${REPORTED.expression}`;
  return wording === 'to-times' || wording === 'fold'
    ? `100 * (${REPORTED.expression} - 1)`
    : REPORTED.expression;
}

/** A sales total. */
export const TOTAL = {
  name: 'total@1',
  expression: 'sum([amount])',
  meaning: {
    en: 'The sum of the amounts of the sales, each counted once; exact.',
    zh: '销售金额合计，每笔只计一次，精确值。',
  },
} as const satisfies Formula;

/** A number that a state already gives. */
export const STATED = {
  name: 'stated@1',
  compute: ([stated]: readonly [Quantity]) => stated,
  expression: '[stated]',
  meaning: { en: 'As the state of the period has it.', zh: '取自该时期的状态。' },
} as const satisfies Calculation;
