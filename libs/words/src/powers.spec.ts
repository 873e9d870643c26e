import { grouped, POWERS } from './powers.ts';

describe('powers of ten and thousands', () => {
  it.each([
    ['0', '0'],
    ['-0.5', '-0.5'],
    ['999', '999'],
    ['1000', '1,000'],
    ['-123456', '-123,456'],
    ['12360669993.5000', '12,360,669,993.5000'],
  ])('%s is %s', (decimal, text) => {
    expect(grouped(decimal)).toBe(text);
  });

  it('are named the largest first, so the first that fits is the largest that does', () => {
    for (const powers of Object.values(POWERS)) {
      const exponents = powers.map(({ exponent }) => exponent);
      expect(exponents).toEqual([...exponents].sort((a, b) => b - a));
    }
  });
});
