import type { Quantity } from '../number/interval.ts';
import { overCorners, quotientOf } from '../number/corners.ts';
import { divide, isPositive, largest, smallest, subtract, type Rational } from '../number/rational.ts';
import { factorGrowth, growthFactor } from '../observation/print.ts';
import { pointsBetween } from './growth-difference.ts';
import { base, type Rule } from './rule.ts';
import type { LevelAndGrowth } from './weighted-growth.ts';

/**
 * One period from two cumulative periods (July from January to July and January to June), with its growth
 * from the bases that the two rates imply: A - B, and 100 ((A - B) / (A / Fa - B / Fb) - 1). Source: a
 * cumulative figure is the sum of its periods. With A, B and A - B not negative, growth rises in Fa, falls in
 * Fb, and moves in opposite directions in A and B: two corners bound each end. Otherwise all are used.
 * @param longer @param shorter levels in one unit, rates in percent, both from the same first day.
 * @returns level in that unit, growth in percent; growth is null where a factor or the difference of the
 * bases reaches zero within rounding.
 * @example
 * differenceOfCumulative(
 *   { level: print('117.66'), growth: print('31.3') },
 *   { level: print('101.43'), growth: print('33.4') },
 * ).growth // 19.54 [18.98, 20.10]
 */
export function differenceOfCumulative(
  longer: LevelAndGrowth,
  shorter: LevelAndGrowth,
): { level: Quantity; growth: Quantity | null } {
  const level = pointsBetween(longer.level, shorter.level);
  const [fa, fb] = [growthFactor(longer.growth), growthFactor(shorter.growth)];
  if (!isPositive(fa.low) || !isPositive(fb.low)) return { level, growth: null };
  const base = pointsBetween(quotientOf(longer.level, fa), quotientOf(shorter.level, fb));
  if (!isPositive(base.low)) return { level, growth: null };
  const [a, b] = [longer.level, shorter.level];
  const areRising = [level, a, b].every(({ low }) => low.n >= 0n);
  if (!areRising)
    return { level, growth: factorGrowth(overCorners([a, fa, b, fb], (point) => factorOfRest(...point))) };
  return {
    level,
    growth: factorGrowth({
      value: a.value && fa.value && b.value && fb.value && factorOfRest(a.value, fa.value, b.value, fb.value),
      low: smallest(
        factorOfRest(a.low, fa.low, b.high, fb.high),
        factorOfRest(a.high, fa.low, b.low, fb.high),
      ),
      high: largest(
        factorOfRest(a.low, fa.high, b.high, fb.low),
        factorOfRest(a.high, fa.high, b.low, fb.low),
      ),
    }),
  };
}

/** New level over old level of the difference of `a` and `b`, whose own factors are `fa` and `fb`. */
function factorOfRest(a: Rational, fa: Rational, b: Rational, fb: Rational): Rational {
  return divide(subtract(a, b), subtract(divide(a, fa), divide(b, fb)));
}

const MEANING = {
  en: 'One period out of two cumulative ones with the same first day; its growth from the bases that their rates imply.',
  zh: '起始日相同的两个累计期之差；其增速由两者的增速所隐含的基期金额得出。',
};

export const CUMULATIVE_DIFFERENCE = {
  name: 'cumulative-difference@1',
  gives: { measure: 'level', side: 'computed' },
  reads: [
    { name: 'longer', measure: 'level', from: 'print', of: 'own', at: 'longer' },
    { name: 'shorter', measure: 'level', from: 'print', of: 'own', at: 'shorter' },
  ],
  standsIn: true,
  compute: ([longer, shorter]: readonly [Quantity, Quantity]) => pointsBetween(longer, shorter),
  expression: '[longer] - [shorter]',
  meaning: MEANING,
} as const satisfies Rule;

export const CUMULATIVE_GROWTH = {
  name: 'cumulative-difference@1',
  gives: { measure: 'growth', side: 'implied' },
  reads: [
    { name: 'longer level', measure: 'level', from: 'one-vintage', of: 'own', at: 'longer' },
    { name: 'longer growth', measure: 'growth', from: 'one-vintage', of: 'own', at: 'longer' },
    { name: 'shorter level', measure: 'level', from: 'one-vintage', of: 'own', at: 'shorter' },
    { name: 'shorter growth', measure: 'growth', from: 'one-vintage', of: 'own', at: 'shorter' },
  ],
  isOverYear: true,
  compute: ([a, fa, b, fb]: readonly [Quantity, Quantity, Quantity, Quantity]) =>
    differenceOfCumulative({ level: a, growth: fa }, { level: b, growth: fb }).growth,
  expression: `100 * (([longer level] - [shorter level]) / (${base('longer')} - ${base('shorter')}) - 1)`,
  meaning: MEANING,
} as const satisfies Rule;
