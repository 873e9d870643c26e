import fc from 'fast-check';
import { common, contains, isNarrower, meets, type Interval } from './interval.ts';

/** An interval of tenths. */
const between = (low: number, high: number): Interval => ({
  low: { n: BigInt(low), d: 10n },
  high: { n: BigInt(high), d: 10n },
});

describe('intervals', () => {
  it('hold their lower end and not their upper end, unless the interval is one exact number', () => {
    const ends = (interval: Interval) => [
      contains(interval, interval.low),
      contains(interval, interval.high),
    ];
    expect(ends(between(10, 20))).toEqual([true, false]);
    expect(ends(between(10, 10))).toEqual([true, true]);
  });

  it('meet where they have a point in common', () => {
    expect(meets(between(10, 20), between(19, 30))).toBe(true);
    expect(meets(between(10, 20), between(20, 30))).toBe(false);
    expect(meets(between(20, 30), between(10, 20))).toBe(false);
    expect(meets(between(10, 20), between(21, 30))).toBe(false);
    expect(meets(between(10, 40), between(20, 30))).toBe(true);
  });

  it('meet an exact number that they hold', () => {
    expect(meets(between(10, 20), between(10, 10))).toBe(true);
    expect(meets(between(20, 20), between(10, 20))).toBe(false);
    expect(meets(between(10, 10), between(10, 10))).toBe(true);
    expect(meets(between(10, 10), between(11, 11))).toBe(false);
  });

  it('have their intersection in common', () => {
    expect(common(between(10, 20), between(15, 30))).toEqual(between(15, 20));
    expect(common(between(10, 20), between(15, 15))).toEqual(between(15, 15));
    expect(common(between(10, 20), between(20, 30))).toBeNull();
  });

  it('all have a point in common exactly where every pair meets', () => {
    const intervals = fc.tuple(fc.nat(8), fc.nat(8)).map(([low, length]) => between(low, low + length));
    fc.assert(
      fc.property(fc.array(intervals, { minLength: 1, maxLength: 5 }), ([first, ...others]) => {
        const all = [first!, ...others];
        const inAll = others.reduce<Interval | null>((some, one) => some && common(some, one), first!);
        expect(inAll !== null).toBe(all.every((one) => all.every((other) => meets(one, other))));
      }),
    );
  });

  it('are narrower only by width', () => {
    expect(isNarrower(between(10, 20), between(100, 111))).toBe(true);
    expect(isNarrower(between(10, 20), between(100, 110))).toBe(false);
  });
});
