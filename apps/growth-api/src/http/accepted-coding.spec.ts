import { acceptedCoding, CODINGS } from './accepted-coding.ts';

describe('the coding of a file', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=0.5, BR;q=0', 'gzip'],
    ['br;q=0.001', 'br'],
    ['br;q=none', null],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['identity', null],
    ['', null],
    [undefined, null],
  ])('accepted by %s is %s', (header, coding) => {
    expect(acceptedCoding(header, CODINGS)).toBe(coding);
  });

  it('is an available coding', () => {
    expect(acceptedCoding('br, gzip', ['gzip'])).toBe('gzip');
    expect(acceptedCoding('br, gzip', [])).toBeNull();
  });
});
