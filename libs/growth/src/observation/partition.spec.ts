import fc from 'fast-check';
import { declaredPartitions, type SummedDimension } from './partition.ts';
import { periodAfter, periodBounds } from '../period/period.ts';

describe('a declared partition', () => {
  it('is exports and imports of the total', () => {
    expect(declaredPartitions('flow', '_T')).toEqual([['X', 'M']]);
  });

  it('is the months, quarters and halves of a year, and the months of a shorter period', () => {
    expect(declaredPartitions('period', '2020').map((parts) => parts.length)).toEqual([2, 4, 12]);
    expect(declaredPartitions('period', '2020').at(-1)?.[11]).toBe('2020-12');
    expect(declaredPartitions('period', '2020-S2')).toEqual([
      ['2020-Q3', '2020-Q4'],
      ['2020-07', '2020-08', '2020-09', '2020-10', '2020-11', '2020-12'],
    ]);
    expect(declaredPartitions('period', '2020-01-01/P5M').at(-1)).toHaveLength(5);
  });

  it.each<[SummedDimension, string]>([
    ['area', 'CN'],
    ['area', '_T'],
    ['coverage', 'FULL'],
    ['mode', '_T'],
    ['mode', 'RETAIL'],
    ['product', 'HS84'],
    ['counterpart', '_T'],
    ['flow', 'X'],
    ['flow', '_Z'],
    ['period', '2020-03'],
    ['period', '2020-11-01/P11D'],
    ['period', '_U'],
  ])('of %s %s there is none', (dimension, code) => {
    expect(declaredPartitions(dimension, code)).toEqual([]);
  });

  it('fills its period without gap or overlap', () => {
    const periods = fc
      .tuple(
        fc.integer({ min: 1990, max: 2030 }),
        fc.constantFrom('', '-S1', '-Q4', '-01-01/P7M', '-03-01/P2M'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(periods, (period) => {
        const partitions = declaredPartitions('period', period);
        expect(partitions.length).toBeGreaterThan(0);
        for (const parts of partitions) {
          expect(periodBounds(parts[0] ?? '')?.start).toBe(periodBounds(period)?.start);
          expect(periodBounds(parts.at(-1) ?? '')?.end).toBe(periodBounds(period)?.end);
          for (const [at, part] of parts.entries())
            if (at > 0) expect(periodAfter(parts[at - 1] ?? '')).toBe(part);
        }
      }),
    );
  });
});
