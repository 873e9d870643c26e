import fc from 'fast-check';
import { extentOf, extentOfAll } from '../mark/extent.ts';
import { mark } from '../mark/sample-mark.fixture.ts';
import { niceDomain, niceScale } from './nice-domain.ts';

describe('a nice domain', () => {
  it('encloses whisker ends and first prints', () => {
    const marks = [
      mark({ points: [{ at: 18.6, low: 17.8, high: 23.4 }], first: 15 }),
      mark({ points: [{ at: -3, low: -9, high: 1 }] }),
    ];
    expect(marks.map(extentOf)).toEqual([
      { low: 15, high: 23.4 },
      { low: -9, high: 1 },
    ]);
    const { low, high } = niceDomain(extentOfAll(marks), 4);
    expect(low).toBeLessThanOrEqual(-9);
    expect(high).toBeGreaterThanOrEqual(23.4);
  });

  it('encloses zero and all ticks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 8 }),
        (low, width, count) => {
          const domain = niceDomain({ low, high: low + width }, count);
          expect(domain.low).toBeLessThanOrEqual(Math.min(0, low));
          expect(domain.high).toBeGreaterThanOrEqual(Math.max(0, low + width));
          expect(domain.ticks).toContain(0);
          for (const tick of domain.ticks) expect(tick >= domain.low && tick <= domain.high).toBe(true);
        },
      ),
    );
  });

  it('exists without marks', () => {
    expect(niceScale(null, 100, 0).at(0)).toBe(100);
  });
});
