import fc from 'fast-check';
import { isFull, untilFull } from './budget.ts';

const size = (bytes: number): number => bytes;

it('pages keep the order, are never empty, and stay below the budget without their last item', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 100 }), (items, budget) => {
      const pages: number[][] = [];
      for (let rest = items; rest.length > 0;) {
        const count = untilFull(rest, size, budget);
        expect(count).toBeGreaterThan(0);
        pages.push(rest.slice(0, count));
        rest = rest.slice(count);
      }
      expect(pages.flat()).toEqual(items);
      for (const page of pages) {
        const bytes = page.reduce((sum, one) => sum + one, 0);
        expect(bytes - (page.at(-1) ?? 0)).toBeLessThan(budget);
      }
      // Every page before the last is full.
      for (const page of pages.slice(0, -1)) expect(isFull(page, size, budget)).toBe(true);
    }),
  );
});
