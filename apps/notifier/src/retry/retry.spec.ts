import fc from 'fast-check';
import { DEFAULT_RETRY } from '@silkgauge/contract';
import { retryAfter, retryDelay } from './retry.ts';

it('the usual schedule takes more than 75 hours, each wait with up to a fifth more', () => {
  expect(DEFAULT_RETRY.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(75 * 3_600);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const wait = retryDelay(DEFAULT_RETRY, failures, random)!;
        const least = DEFAULT_RETRY[failures - 1]! * 1_000;
        expect(wait).toBeGreaterThanOrEqual(least);
        expect(wait).toBeLessThanOrEqual(least * 1.2);
      },
    ),
  );
  expect(retryDelay(DEFAULT_RETRY, 10, 0.5)).toBeNull();
});

it.each<[string | undefined, number | null]>([
  ['120', 120_000],
  [' 5 ', 5_000],
  ['Sat, 28 Nov 2026 12:00:10 GMT', 10_000],
  ['Sun, 28 Nov 2027 12:00:00 GMT', 86_400_000],
  ['31536000', 86_400_000],
  ['Sat, 28 Nov 2026 11:59:00 GMT', null],
  ['-1', null],
  ['0', null],
  ['soon', null],
  ['2027', 2_027_000],
  ['2026-11-28T12:00:10Z', null],
  ['99999999999999999999', null],
  [undefined, null],
])('Retry-After %p asks for %p ms', (header, wait) => {
  expect(retryAfter(header, Date.parse('2026-11-28T12:00:00Z'))).toBe(wait);
});
