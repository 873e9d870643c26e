import fc from 'fast-check';
import { exactly, type Quantity } from '../number/interval.ts';
import { growthFactor } from '../observation/print.ts';
import {
  add,
  compareRationals,
  divide,
  HUNDRED,
  largest,
  multiply,
  smallest,
  subtract,
  type Rational,
} from '../number/rational.ts';
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

type Points = readonly [Quantity, Quantity, Quantity, Quantity];

/** A rule of up to four arguments: each is a level or a rate. */
interface Bounded {
  readonly takes: readonly ('level' | 'rate')[];
  readonly rule: (...points: Points) => Quantity | null;
  /** The rule at exact numbers, where the rule itself refuses some of them. */
  readonly at?: (...points: readonly [Rational, Rational, Rational]) => Rational;
}

const pair = (l1: Quantity, g1: Quantity, l2: Quantity, g2: Quantity) =>
  [
    { level: l1, growth: g1 },
    { level: l2, growth: g2 },
  ] as const;

/** The corners may be contradictory rates, which the rule refuses, so the formula itself evaluates each point. */
function sharesOf(
  what: 'baseShare' | 'presentShare' | 'contribution',
  of: 'one' | 'other',
  formula: (weight: Rational, whole: Rational, part: Rational) => Rational,
): Bounded {
  return {
    takes: ['rate', 'rate', 'rate'],
    rule: (whole, one, other) => {
      const answer = partShares({ whole, one, other });
      return answer.kind === 'determined' ? answer[of][what] : null;
    },
    at: (g, one, other) => {
      const [x, m] = of === 'one' ? [one, other] : [other, one];
      return formula(divide(subtract(g, m), subtract(x, m)), g, x);
    },
  };
}

const percent = (share: Rational): Rational => multiply(share, HUNDRED);

const RULES: Readonly<Record<string, Bounded>> = {
  impliedBase: { takes: ['level', 'rate'], rule: impliedBase },
  computedGrowth: { takes: ['level', 'level'], rule: (level, base) => computedGrowth(level, base) },
  indexNumber: { takes: ['level', 'level'], rule: (level, base) => indexNumber(level, base) },
  growthFactor: { takes: ['rate'], rule: growthFactor },
  gapGrowth: { takes: ['rate', 'rate'], rule: gapGrowth },
  pointsBetween: { takes: ['rate', 'rate'], rule: pointsBetween },
  levelShare: { takes: ['level', 'level'], rule: levelShare },
  shareBack: { takes: ['rate', 'rate', 'rate'], rule: shareBack },
  contributionOfShare: { takes: ['rate', 'rate'], rule: contributionOfShare },
  levelContribution: { takes: ['level', 'level', 'level'], rule: (p, b, w) => levelContribution(p, b, w) },
  sumOfParts: { takes: ['level', 'level', 'level'], rule: (a, b, c) => sumOfParts([a, b, c]) },
  weightedGrowth: {
    takes: ['level', 'rate', 'level', 'rate'],
    rule: (l1, g1, l2, g2) => weightedGrowth(pair(l1, g1, l2, g2)),
  },
  'weightedGrowth of more parts': {
    takes: ['level', 'level', 'level', 'rate'],
    rule: (a, b, c, growth) =>
      weightedGrowth([
        { level: a, growth },
        { level: b, growth: print('12.3') },
        { level: c, growth: print('98.7') },
      ]),
  },
  'level of differenceOfCumulative': {
    takes: ['level', 'rate', 'level', 'rate'],
    rule: (l1, g1, l2, g2) => differenceOfCumulative(...pair(l1, g1, l2, g2)).level,
  },
  'growth of differenceOfCumulative': {
    takes: ['level', 'rate', 'level', 'rate'],
    rule: (l1, g1, l2, g2) => differenceOfCumulative(...pair(l1, g1, l2, g2)).growth,
  },
  'base share of partShares': sharesOf('baseShare', 'one', percent),
  'base share of the other part': sharesOf('baseShare', 'other', percent),
  'present share of partShares': sharesOf('presentShare', 'one', (w, g, x) =>
    percent(multiply(w, divide(add(x, HUNDRED), add(g, HUNDRED)))),
  ),
  'contribution of partShares': sharesOf('contribution', 'one', (w, _g, x) => multiply(w, x)),
  twoYearAverage: { takes: ['rate', 'rate'], rule: twoYearAverage },
};

/** Precision of the root in percent; only this rule does not meet its ends exactly. */
const ROOT_STEP: Rational = { n: 200n, d: 10n ** 24n };

const SIDES = {
  level: fc.integer({ min: -20, max: 2000 }).map((n) => print(tenths(n))),
  rate: fc.integer({ min: -1050, max: 5000 }).map((n) => print(tenths(n))),
};

function tenths(n: number): string {
  const whole = Math.abs(n);
  return `${n < 0 ? '-' : ''}${String(Math.trunc(whole / 10))}.${String(whole % 10)}`;
}

/** Points of an interval from end to end, both ends among them. */
function gridOf({ low, high }: Quantity, steps: bigint): Quantity[] {
  return Array.from({ length: Number(steps) + 1 }, (_, at) => {
    const near = BigInt(at);
    return exactly({
      n: low.n * high.d * (steps - near) + high.n * low.d * near,
      d: low.d * high.d * steps,
    });
  });
}

/** Every combination of one from each list. */
function combinations(lists: readonly (readonly Quantity[])[]): Quantity[][] {
  return lists.reduce<Quantity[][]>(
    (all, list) => all.flatMap((some) => list.map((one) => [...some, one])),
    [[]],
  );
}

describe.each(Object.entries(RULES))('the corners of the box of %s', (_name, { takes, rule, at }) => {
  const over = (points: readonly Quantity[]): Quantity | null => rule(...(points as unknown as Points));
  const exact = (points: readonly Quantity[]): readonly Rational[] => {
    if (at) return [at(...(points.map(({ low }) => low) as [Rational, Rational, Rational]))];
    const answer = over(points);
    return answer ? [answer.low, answer.high] : [];
  };

  it('hold every result of a dense search, and meet its extremes', () => {
    const steps = takes.length > 3 ? 2n : takes.length > 2 ? 3n : 5n;
    fc.assert(
      fc.property(fc.tuple(...takes.map((side) => SIDES[side])), (box) => {
        const bounds = over(box);
        fc.pre(bounds !== null);
        const [first = bounds.low, ...others] = combinations(box.map((side) => gridOf(side, steps))).flatMap(
          exact,
        );
        const [low, high] = [smallest(first, ...others), largest(first, ...others)];
        expect(compareRationals(low, bounds.low)).toBeGreaterThanOrEqual(0);
        expect(compareRationals(high, bounds.high)).toBeLessThanOrEqual(0);
        expect(compareRationals(subtract(low, bounds.low), ROOT_STEP)).toBeLessThanOrEqual(0);
        expect(compareRationals(subtract(bounds.high, high), ROOT_STEP)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 30 },
    );
  });
});
