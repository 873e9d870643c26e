import fc from 'fast-check';
import { exactly, type Interval, type Quantity } from './interval.ts';
import { readPrint } from './print.ts';
import { compareRationals, showRational, type Rational } from './rational.ts';
import {
  computedGrowth,
  differenceOfCumulative,
  impliedBase,
  partShares,
  sumOfParts,
  twoYearAverage,
} from './rules.ts';
import { ambiguous, figure, growth } from './spec/figures.ts';

const level = (value: string, multiplier = '1'): Quantity => readPrint(figure({ value, multiplier }))[0]!;
const rate = (value: string): Quantity => readPrint(growth(value))[0]!;

/** Value, low and high at so many decimals, value half away from zero, the interval outward. */
function shown(quantity: Quantity | null, scale: number): (string | null)[] | null {
  return (
    quantity && [
      quantity.value && showRational(quantity.value, scale, 'half-away'),
      showRational(quantity.low, scale, 'down'),
      showRational(quantity.high, scale, 'up'),
    ]
  );
}

/** As growth.md writes its examples: every number rounded half away from zero. */
function rounded(quantity: Quantity | null, scale: number): (string | null)[] | null {
  return (
    quantity &&
    [quantity.value, quantity.low, quantity.high].map((n) => n && showRational(n, scale, 'half-away'))
  );
}

describe('the implied base', () => {
  it('of 4.72 billion, up 119.43 percent, is 2.15103 billion', () => {
    expect(rounded(impliedBase(level('4.72'), rate('119.43')), 5)).toEqual(['2.15103', '2.14870', '2.15336']);
    expect(shown(impliedBase(level('4.72', '1000000000'), rate('119.43')), 0)).toEqual([
      '2151027663',
      '2148700070',
      '2153355361',
    ]);
  });

  it('of 135 million, up 4.5 times, has two readings', () => {
    const readings = readPrint(ambiguous('4.5')).map((reading) =>
      rounded(impliedBase(level('135'), reading), 3),
    );
    expect(readings).toEqual([
      ['24.545', '24.234', '24.862'],
      ['30.000', '29.560', '30.449'],
    ]);
  });

  it('is unbounded where the factor reaches zero', () => {
    expect(impliedBase(level('100'), rate('-100'))).toBeNull();
    expect(impliedBase(level('100'), rate('-99'))).not.toBeNull();
  });

  it('of a negative level is bounded by the other corners', () => {
    expect(shown(impliedBase(level('-10'), rate('100')), 4)).toEqual(['-5.0000', '-5.2632', '-4.7381']);
  });
});

describe('computed growth', () => {
  it('of 4.72 over 2.151 is 119.433 percent', () => {
    expect(rounded(computedGrowth(level('4.72'), level('2.151')), 3)).toEqual([
      '119.433',
      '119.149',
      '119.716',
    ]);
  });

  it('of 4.72 over 2.20 is 114.545 percent', () => {
    expect(rounded(computedGrowth(level('4.72'), level('2.20')), 3)).toEqual([
      '114.545',
      '113.832',
      '115.262',
    ]);
  });

  it('is withheld from a base of zero, below zero, or below the threshold', () => {
    expect(computedGrowth(level('5'), level('0'))).toBeNull();
    expect(computedGrowth(level('5'), level('-3'))).toBeNull();
    expect(computedGrowth(level('5'), exactly({ n: 0n, d: 1n }))).toBeNull();
    expect(computedGrowth(level('5'), level('9'), { n: 10n, d: 1n })).toBeNull();
    expect(computedGrowth(level('5'), level('10'), { n: 10n, d: 1n })).not.toBeNull();
  });
});

describe('shares and contributions from three rates', () => {
  it('of the half-year: 26.2 in all, exports 28.7, imports 24.4', () => {
    const answer = partShares({ whole: rate('26.2'), one: rate('28.7'), other: rate('24.4') });
    if (answer.kind !== 'determined') throw new Error(answer.kind);
    expect(shown(answer.one.baseShare, 2)).toEqual(['41.86', '39.53', '44.19']);
    expect(rounded(answer.one.presentShare, 2)).toEqual(['42.69', '40.35', '45.03']);
    expect(rounded(answer.one.contribution, 3)).toEqual(['12.014', '11.366', '12.659']);
    expect(rounded(answer.other.contribution, 3)).toEqual(['14.186', '13.591', '14.784']);
  });

  it('of the year: 31.1 in all, exports 40.1, imports 16.5; disjoint from the half-year', () => {
    const answer = partShares({ whole: rate('31.1'), one: rate('40.1'), other: rate('16.5') });
    if (answer.kind !== 'determined') throw new Error(answer.kind);
    expect(shown(answer.one.baseShare, 2)).toEqual(['61.86', '61.44', '62.29']);
  });

  it('cannot be where the whole grows outside its parts', () => {
    expect(partShares({ whole: rate('31.1'), one: rate('28.7'), other: rate('24.4') }).kind).toBe(
      'infeasible',
    );
    expect(partShares({ whole: rate('20.1'), one: rate('24.4'), other: rate('28.7') }).kind).toBe(
      'infeasible',
    );
  });

  it('are undetermined where the parts grow alike within rounding', () => {
    expect(partShares({ whole: rate('26.2'), one: rate('26.2'), other: rate('26.20') }).kind).toBe(
      'undetermined',
    );
  });

  it('exceed the whole where a part does: 28.7 in all needs imports of zero', () => {
    const answer = partShares({ whole: rate('28.7'), one: rate('28.7'), other: rate('24.4') });
    if (answer.kind !== 'determined') throw new Error(answer.kind);
    expect(shown(answer.one.baseShare, 2)?.[0]).toBe('100.00');
  });
});

describe('one period out of two cumulative ones', () => {
  const julyOf = (a: string, ga: string, b: string, gb: string) =>
    differenceOfCumulative({ level: level(a), growth: rate(ga) }, { level: level(b), growth: rate(gb) });

  it('of Henan gives July 2021: 16.23, up 19.5 percent', () => {
    const july = julyOf('117.66', '31.3', '101.43', '33.4');
    expect(rounded(july.level, 2)).toEqual(['16.23', '16.22', '16.24']);
    expect(rounded(july.growth, 1)?.[0]).toBe('19.5');
    expect(rounded(july.growth, 2)?.slice(1)).toEqual(['18.98', '20.10']);
  });

  it('has no growth where the difference of the bases may be zero', () => {
    expect(julyOf('100', '0', '100', '0').growth).toBeNull();
    expect(julyOf('100', '-100', '50', '0').growth).toBeNull();
  });
});

describe('sums and averages', () => {
  it('add the intervals of the parts', () => {
    expect(shown(sumOfParts([level('25.45'), level('18.39')]), 3)).toEqual(['43.840', '43.830', '43.850']);
    const range = readPrint(figure({ value: '4', valueHigh: '5', qualifier: 'range' }))[0]!;
    expect(shown(sumOfParts([range, level('1')]), 1)).toEqual([null, '4.0', '7.0']);
  });

  it('average two years by the root of their factors', () => {
    expect(shown(twoYearAverage(exactly({ n: 21n, d: 1n }), exactly({ n: 0n, d: 1n })), 4)).toEqual([
      '10.0000',
      '10.0000',
      '10.0001',
    ]);
    expect(rounded(twoYearAverage(rate('31.1'), rate('15.0')), 2)?.[0]).toBe('22.79');
    expect(twoYearAverage(rate('-150'), rate('10'))).toBeNull();
  });
});

describe('the corners of the box', () => {
  const rates = fc
    .integer({ min: -900, max: 5000 })
    .map((tenths) =>
      rate(
        `${tenths < 0 ? '-' : ''}${String(Math.trunc(Math.abs(tenths) / 10))}.${String(Math.abs(tenths) % 10)}`,
      ),
    );
  const levels = fc.integer({ min: 1, max: 100000 }).map((n) => level(`${String(n)}.5`));

  /** Points of an interval from end to end. */
  function pointsOf({ low, high }: Interval, steps = 4): Rational[] {
    return Array.from({ length: steps + 1 }, (_, at) => {
      const [n, d] = [BigInt(at), BigInt(steps)];
      return { n: low.n * high.d * (d - n) + high.n * low.d * n, d: low.d * high.d * d };
    });
  }

  function expectInside(point: Quantity | null, box: Quantity): void {
    expect(compareRationals(point!.low, box.low)).toBeGreaterThanOrEqual(0);
    expect(compareRationals(point!.high, box.high)).toBeLessThanOrEqual(0);
  }

  it('bound implied bases and computed growth, as a dense search finds', () => {
    fc.assert(
      fc.property(levels, levels, rates, (now, base, growthRate) => {
        for (const l of pointsOf(now)) {
          for (const b of pointsOf(base))
            expectInside(computedGrowth(exactly(l), exactly(b)), computedGrowth(now, base)!);
          for (const g of pointsOf(growthRate))
            expectInside(impliedBase(exactly(l), exactly(g)), impliedBase(now, growthRate)!);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('bound shares and contributions, as a dense search finds', () => {
    fc.assert(
      fc.property(rates, rates, rates, (whole, one, other) => {
        const box = partShares({ whole, one, other });
        fc.pre(box.kind === 'determined');
        if (box.kind !== 'determined') return;
        for (const g of pointsOf(whole, 3)) {
          for (const x of pointsOf(one, 3)) {
            for (const m of pointsOf(other, 3)) {
              if (compareRationals(x, m) === 0) continue;
              const at = partShares({ whole: exactly(g), one: exactly(x), other: exactly(m) });
              if (at.kind !== 'determined') continue;
              for (const part of ['one', 'other'] as const) {
                for (const what of ['baseShare', 'presentShare', 'contribution'] as const) {
                  const bounds = box[part][what];
                  if (bounds) expectInside(at[part][what], bounds);
                }
              }
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('bound the difference of two cumulative figures, as a dense search finds', () => {
    fc.assert(
      fc.property(levels, levels, rates, rates, (a, b, ga, gb) => {
        const box = differenceOfCumulative({ level: a, growth: ga }, { level: b, growth: gb });
        fc.pre(box.growth !== null);
        for (const x of pointsOf(a, 2))
          for (const y of pointsOf(b, 2))
            for (const p of pointsOf(ga, 2))
              for (const q of pointsOf(gb, 2)) {
                const at = differenceOfCumulative(
                  { level: exactly(x), growth: exactly(p) },
                  { level: exactly(y), growth: exactly(q) },
                );
                expectInside(at.growth, box.growth!);
                expectInside(at.level, box.level);
              }
      }),
      { numRuns: 25 },
    );
  });
});
