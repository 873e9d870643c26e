import fc from 'fast-check';
import type { Quantity } from '../number/interval.ts';
import { compareRationals, showRational, type Rational } from '../number/rational.ts';
import { print } from './quantities.ts';
import {
  computedGrowth,
  contributionOfShare,
  differenceOfCumulative,
  gapGrowth,
  impliedBase,
  indexNumber,
  levelContribution,
  levelShare,
  partShares,
  pointsBetween,
  shareBack,
  sumOfParts,
  twoYearAverage,
  weightedGrowth,
} from './rules.ts';

/*
 * A world whose true numbers are known: two parts of a whole now, a year before and two years before.
 * Printed, each number is rounded; the result of a rule from prints must hold the true result.
 */

interface Part {
  readonly now: bigint;
  readonly before: bigint;
  readonly earlier: bigint;
}

const amount = fc.bigInt({ min: 50_000n, max: 900_000n });
const part: fc.Arbitrary<Part> = fc.record({ now: amount, before: amount, earlier: amount });
const world = fc.record({
  one: part,
  other: part,
  digits: fc.record({ level: fc.integer({ min: 0, max: 2 }), rate: fc.integer({ min: 0, max: 3 }) }),
});

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const ratio = (n: bigint, d: bigint): Rational => ({ n, d });
const growthOf = (now: bigint, before: bigint): Rational => ratio(100n * (now - before), before);
const shareOf = (a: bigint, whole: bigint): Rational => ratio(100n * a, whole);

/** The true numbers, and the printed ones, of a whole and its parts. */
function printed({ one, other, digits }: World) {
  const whole = {
    now: one.now + other.now,
    before: one.before + other.before,
    earlier: one.earlier + other.earlier,
  };
  /** In thousands. */
  const level = (n: bigint): Quantity => print(showRational(ratio(n, 1000n), digits.level, 'half-away'));
  const percent = (n: Rational): Quantity => print(showRational(n, digits.rate, 'half-away'));
  const prints = (of: Part) => ({
    level: level(of.now),
    base: level(of.before),
    growth: percent(growthOf(of.now, of.before)),
    growthBefore: percent(growthOf(of.before, of.earlier)),
  });
  return {
    truth: { one, other, whole },
    one: prints(one),
    other: prints(other),
    whole: prints(whole),
    share: percent(shareOf(one.now, whole.now)),
    baseShare: percent(shareOf(one.before, whole.before)),
    gap: percent(ratio(100n * (one.now * whole.before - whole.now * one.before), one.before * whole.before)),
  };
}

type Printed = ReturnType<typeof printed>;

const thousand = (n: bigint): Rational => ratio(n, 1000n);

/** The result of a rule from the prints (null: no answer), and its true number. */
const RULES: Readonly<Record<string, (prints: Printed) => readonly [Quantity | null, Rational]>> = {
  impliedBase: ({ one, truth }) => [impliedBase(one.level, one.growth), thousand(truth.one.before)],
  computedGrowth: ({ one, truth }) => [
    computedGrowth(one.level, one.base),
    growthOf(truth.one.now, truth.one.before),
  ],
  indexNumber: ({ one, truth }) => [
    indexNumber(one.level, one.base),
    shareOf(truth.one.now, truth.one.before),
  ],
  sumOfParts: ({ one, other, truth }) => [sumOfParts([one.level, other.level]), thousand(truth.whole.now)],
  weightedGrowth: ({ one, other, truth }) => [
    weightedGrowth([one, other]),
    growthOf(truth.whole.now, truth.whole.before),
  ],
  'level of differenceOfCumulative': ({ whole, other, truth }) => [
    differenceOfCumulative(whole, other).level,
    thousand(truth.one.now),
  ],
  'growth of differenceOfCumulative': ({ whole, other, truth }) => [
    differenceOfCumulative(whole, other).growth,
    growthOf(truth.one.now, truth.one.before),
  ],
  levelShare: ({ one, whole, truth }) => [
    levelShare(one.level, whole.level),
    shareOf(truth.one.now, truth.whole.now),
  ],
  shareBack: ({ share, one, whole, truth }) => [
    shareBack(share, whole.growth, one.growth),
    shareOf(truth.one.before, truth.whole.before),
  ],
  contributionOfShare: ({ baseShare, one, truth }) => [
    contributionOfShare(baseShare, one.growth),
    shareOf(truth.one.now - truth.one.before, truth.whole.before),
  ],
  levelContribution: ({ one, whole, truth }) => [
    levelContribution(one.level, one.base, whole.base),
    shareOf(truth.one.now - truth.one.before, truth.whole.before),
  ],
  gapGrowth: ({ whole, gap, truth }) => [
    gapGrowth(whole.growth, gap),
    growthOf(truth.one.now, truth.one.before),
  ],
  pointsBetween: ({ one, whole, truth: { one: a, whole: b } }) => [
    pointsBetween(one.growth, whole.growth),
    ratio(100n * (a.now * b.before - b.now * a.before), a.before * b.before),
  ],
  'base share of partShares': ({ one, other, whole, truth }) => [
    determined(whole, one, other)?.one.baseShare ?? null,
    shareOf(truth.one.before, truth.whole.before),
  ],
  'present share of partShares': ({ one, other, whole, truth }) => [
    determined(whole, one, other)?.other.presentShare ?? null,
    shareOf(truth.other.now, truth.whole.now),
  ],
  'contribution of partShares': ({ one, other, whole, truth }) => [
    determined(whole, one, other)?.one.contribution ?? null,
    shareOf(truth.one.now - truth.one.before, truth.whole.before),
  ],
};

function determined(whole: Printed['whole'], one: Printed['one'], other: Printed['other']) {
  const answer = partShares({ whole: whole.growth, one: one.growth, other: other.growth });
  return answer.kind === 'determined' ? answer : null;
}

function expectHolds({ low, high }: Quantity, truth: Rational): void {
  expect(compareRationals(low, truth)).toBeLessThanOrEqual(0);
  expect(compareRationals(truth, high)).toBeLessThanOrEqual(0);
}

describe('of numbers rounded for print', () => {
  it.each(Object.entries(RULES))('the answer of %s holds the true one', (_name, rule) => {
    fc.assert(
      fc.property(world, (true_) => {
        const [answer, truth] = rule(printed(true_));
        fc.pre(answer !== null);
        expectHolds(answer, truth);
      }),
      { numRuns: 60 },
    );
  });

  it('rates of one world are never called infeasible', () => {
    fc.assert(
      fc.property(world, (true_) => {
        const { whole, one, other } = printed(true_);
        const { kind } = partShares({ whole: whole.growth, one: one.growth, other: other.growth });
        expect(kind).not.toBe('infeasible');
      }),
    );
  });

  it('the two-year average holds the true one: its square is the growth of both years', () => {
    fc.assert(
      fc.property(world, (true_) => {
        const { one, truth } = printed(true_);
        const average = twoYearAverage(one.growth, one.growthBefore);
        fc.pre(average !== null);
        const square = ({ n, d }: Rational): Rational => {
          const factor = 100n * d + n;
          return factor < 0n ? ratio(0n, 1n) : ratio(factor * factor, 10_000n * d * d);
        };
        expectHolds(
          { value: null, low: square(average.low), high: square(average.high) },
          ratio(truth.one.now, truth.one.earlier),
        );
      }),
    );
  });
});
