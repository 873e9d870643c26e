import type { Quantity } from '../number/interval.ts';
import { overCorners } from '../number/corners.ts';
import { divide, HUNDRED, multiply } from '../number/rational.ts';
import { levelShare } from './level-share.ts';
import { factor, type Calculation, type Rule } from './rule.ts';
import { shareBack } from './share-back.ts';

/**
 * The contribution of a part to the growth of its whole, from its base share w and its rate x: w x / 100. The
 * result may exceed the whole's growth and have either sign. Source: contribution to growth in national
 * accounts (share in the previous period times growth of the part).
 * @param baseShare and partGrowth in percent.
 * @returns percentage points of the whole's growth.
 * @example
 * contributionOfShare(print('49.4'), print('8.9')) // 4.40 [4.37, 4.43]
 */
export function contributionOfShare(baseShare: Quantity, partGrowth: Quantity): Quantity {
  return overCorners([baseShare, partGrowth], ([w, x]) => divide(multiply(w, x), HUNDRED));
}

export const CONTRIBUTION_OF_SHARE = {
  name: 'contribution-of-share@1',
  gives: { measure: 'contribution', side: 'implied' },
  reads: [
    { name: 'share', measure: 'share', from: 'prints', of: 'own', at: 'year-before' },
    { name: 'growth', measure: 'growth', from: 'prints', of: 'own', at: 'same' },
  ],
  isBesidePrint: true,
  compute: ([share, growth]: readonly [Quantity, Quantity]) => contributionOfShare(share, growth),
  expression: '[share] * [growth] / 100',
  meaning: {
    en: 'What a part adds to the growth of its whole: its share a year before times its rate.',
    zh: '上年占比乘以增速，即其拉动。',
  },
} as const satisfies Rule;

/** `contributionOfShare` with the base share from present levels and rates. */
export const CONTRIBUTION_OF_LEVEL = {
  name: 'contribution-of-level@1',
  compute: ([level, whole, growth, wholeGrowth]: readonly [Quantity, Quantity, Quantity, Quantity]) => {
    const share = levelShare(level, whole);
    const baseShare = share && shareBack(share, wholeGrowth, growth);
    return baseShare && contributionOfShare(baseShare, growth);
  },
  expression: `[level] / [whole] * ${factor('whole growth')} / ${factor('growth')} * [growth]`,
  meaning: {
    en: 'What a part adds to the growth of its whole: its share, taken back a year by the rates, times its rate.',
    zh: '由增速推算的上年占比乘以增速，即其拉动。',
  },
} as const satisfies Calculation;
