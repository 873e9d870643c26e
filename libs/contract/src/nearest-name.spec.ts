import fc from 'fast-check';
import { likelyName, nearestName } from './nearest-name.ts';

const names = ['reporter', 'area', 'indicator', 'period', 'from', 'to', 'asOf', 'limit', 'cursor'];

describe('the nearest name', () => {
  it.each([
    ['perod', 'period'],
    ['Period', 'period'],
    ['peroid', 'period'],
    ['as_of', 'asOf'],
    ['curser', 'cursor'],
    ['indicators', 'indicator'],
    ['limits', 'limit'],
  ])('to %s is %s', (written, meant) => {
    expect(nearestName(written, names)).toBe(meant);
    expect(likelyName(written, names)).toBe(meant);
  });

  it('is always one of the known names', () => {
    fc.assert(
      fc.property(fc.string(), (written) => {
        expect(names).toContain(nearestName(written, names));
      }),
    );
    expect(nearestName('x', [])).toBeUndefined();
  });

  it('is not likely if the names have little in common', () => {
    for (const written of ['zzzzzz', 'q', '', '中国', 'value'])
      expect(likelyName(written, names)).toBeUndefined();
  });

  it('is found for a name of any length', () => {
    expect(nearestName('period'.repeat(100_000), names)).toBeDefined();
  });
});
