import { isInPartition, monthsOf, partitionsOf, periodOfMonths } from './months.ts';

const SPANS = Array.from({ length: 12 }, (_, first) =>
  Array.from({ length: 12 - first }, (_, more) => periodOfMonths('2020', first + 1, first + 1 + more)),
).flat();

describe('the parts of a period', () => {
  it.each(SPANS)('of %s are those of its partitions', (whole) => {
    const parts = SPANS.filter((part) => isInPartition(monthsOf(part)!, monthsOf(whole)!));
    expect(new Set(parts)).toEqual(new Set(partitionsOf(whole).flat()));
  });

  it('are of its own year', () => {
    expect(isInPartition(monthsOf('2019-03')!, monthsOf('2020')!)).toBe(false);
  });
});
