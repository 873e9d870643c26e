import fc from 'fast-check';
import { logScale, logTicks } from './log-ticks.ts';

describe('ticks of an index', () => {
  it.each([
    [60, 390, [50, 100, 200, 400]],
    [100, 1124, [100, 200, 400, 800, 1600]],
    [37, 100, [25, 50, 100]],
    [90, 115, [90, 95, 100, 105, 110, 115]],
    [100, 100, [100]],
  ])('from %d to %d', (low, high, ticks) => {
    expect(logTicks(low, high)).toEqual(ticks);
  });

  it('include 100, are at most ten, and enclose all values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const scale = logScale(values, 300, 0);
        expect(scale.ticks).toContain(100);
        expect(scale.ticks.length).toBeLessThanOrEqual(10);
        for (const value of values) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(-1e-6);
          expect(scale.at(value)).toBeLessThanOrEqual(300 + 1e-6);
        }
      }),
    );
  });

  it('have equal steps for equal growth', () => {
    const { at } = logScale([50, 400], 300, 0);
    expect(at(50) - at(100)).toBeCloseTo(at(200) - at(400), 9);
  });
});
