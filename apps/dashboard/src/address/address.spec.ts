import fc from 'fast-check';
import {
  DIMENSIONS,
  HOME,
  MEASURES,
  readAddress,
  RUNS_OVER,
  VIEWS,
  writeAddress,
  type Address,
  type Clock,
  type Filter,
} from './address.ts';

const code = fc.stringMatching(/^[A-Z0-9_][A-Z0-9_-]{0,8}$/);
const filter = fc
  .dictionary(fc.constantFrom(...DIMENSIONS), fc.array(code, { minLength: 1, maxLength: 3 }))
  .map((one): Filter => ({ ...one }));
const clock = fc.constantFrom<Clock | null>(
  null,
  { publishedBy: '2022-03-31' },
  { asOf: '2600' },
  { asOf: '2026-01-01T10:00:00Z' },
);
const addresses: fc.Arbitrary<Address> = fc.record({
  view: fc.constantFrom(...VIEWS),
  filter,
  period: fc.constantFrom(null, '2021', '2020-S1', '2020-01-01/P5M', '_U'),
  by: fc.constantFrom(...RUNS_OVER),
  measure: fc.constantFrom(...MEASURES),
  clock,
  frequency: fc.constantFrom(null, 'A', 'part'),
  base: fc.constantFrom(null, '2019', '2019-S1'),
  why: fc.constantFrom(null, 'GACC.CN.CBEC.FULL._T._T._T._T.CNY/2020-01-01/P5M'),
  asTable: fc.boolean(),
  allPolicies: fc.boolean(),
  language: fc.constantFrom(null, 'en', 'zh'),
});

describe('the address of the page', () => {
  it('round-trips the whole state of the page', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const url = new URL(writeAddress(address), 'http://localhost');
        expect(readAddress(url.pathname, url.search)).toEqual({ address, unread: [] });
      }),
    );
  });

  it('leaves out defaults and keeps commas and slashes unescaped', () => {
    expect(writeAddress(HOME)).toBe('/');
    expect(
      writeAddress({
        ...HOME,
        view: 'compare',
        filter: { reporter: ['GACC', 'ZAEZ'] },
        period: '2020-01-01/P5M',
        clock: { publishedBy: '2022-03-31' },
      }),
    ).toBe('/compare?reporter=GACC,ZAEZ&period=2020-01-01/P5M&publishedBy=2022-03-31');
  });

  it.each([
    ['/nowhere', '', ['/nowhere']],
    ['/', '?reporte=GACC', ['reporte=GACC']],
    ['/', '?period=2020-13', ['period=2020-13']],
    ['/', '?publishedBy=yesterday', ['publishedBy=yesterday']],
    ['/', '?publishedBy=2022-01-01&asOf=3', ['asOf=3']],
    ['/', '?frequency=W', ['frequency=W']],
    ['/', '?base=_U', ['base=_U']],
    ['/', '?lang=fr', ['lang=fr']],
    ['/', '?constructor=1', ['constructor=1']],
  ])('%s%s: a part without a meaning is listed as unread', (path, search, unread) => {
    expect(readAddress(path, search).unread).toEqual(unread);
  });
});
