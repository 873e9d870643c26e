import fc from 'fast-check';
import { breaksOf, brokenScale, RATIO } from './broken-scale.ts';
import type { Extent } from '../mark/extent.ts';

const at = (value: number): Extent => ({ low: value, high: value });

const extents = fc.array(
  fc
    .tuple(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 })),
    )
    .map(([low, width]): Extent => ({ low: low / 10, high: (low + width) / 10 })),
  { maxLength: 20 },
);

describe('an axis is broken', () => {
  it.each([
    ['+700 beside +24', [24, 700], [{ from: 24, to: 700 }]],
    ['not among comparable figures', [26.2, 28.7, 24.4, 60, -31], []],
    [
      'twice where two ratios are large enough',
      [5, 24, 132, 700],
      [
        { from: 24, to: 132 },
        { from: 132, to: 700 },
      ],
    ],
    ['by distance from zero, not by sign', [-24, 20, 700], [{ from: 24, to: 700 }]],
    ['below zero too', [24, 20, -700], [{ from: 24, to: 700 }]],
    ['not where only one figure is small', [0.1, 24, 26], []],
    ['not if all other figures are zero', [0, 0, 700], []],
    ['not for one bar', [700], []],
  ])('%s', (_, values, breaks) => {
    expect(breaksOf(values.map(at))).toEqual(breaks);
  });

  it('not between the readings of one wording', () => {
    expect(breaksOf([at(10), { low: 30, high: 450 }, { low: 35, high: 900 }])).toEqual([]);
  });

  it('not if more than the given share lies beyond', () => {
    const values = [24, 20, 26, 31, 700, 710].map(at);
    expect(breaksOf(values)).toEqual([{ from: 31, to: 700 }]);
    expect(breaksOf(values, 1 / 4)).toEqual([]);
  });

  it('by RATIO, with at most half of the figures beyond a break', () => {
    fc.assert(
      fc.property(extents, (given) => {
        for (const { from, to } of breaksOf(given)) {
          expect(to).toBeGreaterThanOrEqual(RATIO * from);
          const beyond = given.filter(({ low, high }) => Math.max(Math.abs(low), Math.abs(high)) >= to);
          const drawn = given.filter(({ low, high }) => low !== 0 || high !== 0);
          expect(beyond.length).toBeGreaterThan(0);
          expect(beyond.length).toBeLessThanOrEqual(drawn.length / 2);
        }
      }),
    );
  });
});

describe('a broken scale', () => {
  it('keeps the order of values', () => {
    fc.assert(
      fc.property(extents, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const scale = brokenScale(given, 0, 300);
        const values = given
          .flatMap(({ low, high }) => [low, high, low + share * (high - low)])
          .sort((a, b) => a - b);
        values.slice(1).forEach((value, index) => {
          expect(scale.at(value)).toBeGreaterThanOrEqual(scale.at(values[index] ?? 0) - 1e-9);
        });
      }),
    );
  });

  it('has all values within its pixels, and no value and no zero within a break', () => {
    fc.assert(
      fc.property(extents, fc.integer({ min: 200, max: 1200 }), (given, width) => {
        const scale = brokenScale(given, 10, 10 + width);
        for (const value of [0, ...given.flatMap(({ low, high }) => [low, high])]) {
          const pixel = scale.at(value);
          expect(pixel).toBeGreaterThanOrEqual(10 - 1e-6);
          expect(pixel).toBeLessThanOrEqual(10 + width + 1e-6);
          for (const { start, end } of scale.breaks)
            expect(pixel > start + 1e-6 && pixel < end - 1e-6).toBe(false);
        }
        // An interval runs through a break only if the interval spans zero.
        for (const { low, high } of given.filter((each) => each.low > 0 || each.high < 0))
          for (const { start, end } of scale.breaks)
            expect(scale.at(low) <= start + 1e-6 && scale.at(high) >= end - 1e-6).toBe(false);
      }),
    );
  });

  it('has one scale for both directions up to the breaks', () => {
    fc.assert(
      fc.property(extents, (given) => {
        const breaks = breaksOf(given);
        const limit =
          breaks[0]?.from ??
          Math.max(0, ...given.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
        const up = Math.max(0, ...given.map(({ high }) => high));
        const down = Math.max(0, ...given.map(({ low }) => -low));
        const near = Math.min(limit, up, down);
        if (near === 0) return;
        const scale = brokenScale(given, 0, 600);
        expect(scale.at(near) - scale.at(0)).toBeCloseTo(scale.at(0) - scale.at(-near), 4);
      }),
    );
  });

  it('has a tick at a lone number beyond a break only if the number is round', () => {
    expect(brokenScale([at(24), at(700)], 0, 400).ticks).toContain(700);
    expect(brokenScale([at(24), at(712.3456)], 0, 400).ticks).not.toContain(712.3456);
  });

  it('gives +24 % beside +700 % most of the axis', () => {
    const scale = brokenScale([at(24), at(700)], 0, 400);
    expect(scale.breaks).toHaveLength(1);
    expect(scale.at(24) - scale.at(0)).toBeGreaterThan(200);
    expect(scale.at(700)).toBeGreaterThan(scale.breaks[0]?.end ?? Infinity);
  });
});

describe('a tail that thins out', () => {
  const one = (value: number) => ({ low: value, high: value });
  const tail = [...Array.from({ length: 80 }, (_, at) => one(at - 40)), ...[60, 100, 170, 280, 470].map(one)];

  it('has a break at its widest gap, with at most the given share beyond, and none unless said', () => {
    expect(breaksOf(tail)).toEqual([]);
    expect(breaksOf(tail, 1 / 3, 1 / 20)).toEqual([{ from: 60, to: 100 }]);
    expect(breaksOf(tail.slice(0, 82), 1 / 3, 1 / 20)).toEqual([]);
  });

  it('keeps the order of values, whatever they are, with no value within a break', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -300, max: 60_000 }), { minLength: 3 }), (values) => {
        const scale = brokenScale(values.map(one), 0, 120, { few: 1 / 3, tail: 1 / 10 });
        const sorted = [...values].sort((a, b) => a - b).map(scale.at);
        sorted.slice(1).forEach((pixel, at) => {
          expect(pixel).toBeGreaterThanOrEqual((sorted[at] ?? 0) - 1e-6);
        });
        for (const { start, end } of scale.breaks)
          for (const pixel of sorted) expect(pixel > start + 1e-6 && pixel < end - 1e-6).toBe(false);
      }),
    );
  });
});
