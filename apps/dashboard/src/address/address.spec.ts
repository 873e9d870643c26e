import { VIEWS } from '@silkgauge/codelists';
import fc from 'fast-check';
import { clockText } from '../words/clock-text.ts';
import { periodText } from '../words/period.ts';
import { wordsOf } from '../words/words-of.ts';
import {
  clockQuery,
  dimensionQuery,
  DIMENSIONS,
  filterQuery,
  HOME,
  MEASURES,
  readAddress,
  RUNS_OVER,
  writeAddress,
  type Address,
  type Clock,
  type Filter,
} from './address.ts';

const code = fc.stringMatching(/^[A-Z0-9_][A-Z0-9_-]{0,8}$/);
const filter = fc
  .dictionary(fc.constantFrom(...DIMENSIONS), fc.array(code, { minLength: 1, maxLength: 3 }))
  .map((one): Filter => ({ ...one }));
const selection = fc
  .option(fc.stringMatching(/^[\w-]{16}\.[\w-]{1,12}$/), { nil: null })
  .map((id): Filter => (id === null ? {} : { selection: [id] }));
const clock = fc.constantFrom<Clock | null>(
  null,
  { publishedBy: '2022-03-31' },
  { asOf: '2600' },
  { asOf: '2026-01-01T10:00:00Z' },
);
const addresses: fc.Arbitrary<Address> = fc.record({
  view: fc.constantFrom(...VIEWS.codes),
  filter: fc.tuple(filter, selection).map(([codes, saved]) => ({ ...codes, ...saved })),
  period: fc.constantFrom(null, '2021', '2020-S1', '2020-01-01/P5M', '_U'),
  by: fc.constantFrom(null, ...RUNS_OVER),
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

  it('asks for a selection only where a call takes one', () => {
    const saved = 'abcdefghijklmnop.W3siYXJlYSI6WyJDTiJdfV0';
    const { address } = readAddress('/', `?area=CN&selection=${saved}`);
    expect(filterQuery(address.filter)).toEqual(['area=CN', `selection=${saved}`]);
    expect(dimensionQuery(address.filter)).toEqual(['area=CN']);
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
    ['/', '?frequency=Z', ['frequency=Z']],
    ['/', '?base=_U', ['base=_U']],
    ['/', '?lang=fr', ['lang=fr']],
    ['/', '?asOf=abc', ['asOf=abc']],
    ['/', '?asOf=2022-02-30', ['asOf=2022-02-30']],
    ['/', '?asOf=2022-03-01T25:00:00Z', ['asOf=2022-03-01T25:00:00Z']],
    ['/', '?asOf=99999999999999999999', ['asOf=99999999999999999999']],
    ['/', '?reporter=GACC,,ZAEZ', ['reporter=GACC,,ZAEZ']],
    ['/', '?area=CN/HA', ['area=CN/HA']],
    ['/', '?selection=abc', ['selection=abc']],
    ['/', '?why=GACC/2020', ['why=GACC/2020']],
    ['/', '?why=/', ['why=/']],
    ['/', '?constructor=1', ['constructor=1']],
  ])('%s%s: a part without a meaning is listed as unread', (path, search, unread) => {
    expect(readAddress(path, search).unread).toEqual(unread);
  });

  it.each([
    ['2022-03-01', '2022-03-01T23:59:59.999Z'],
    ['2024-02-29', '2024-02-29T23:59:59.999Z'],
    ['0030', '30'],
    ['2022-03-01T08:00:00+08:00', '2022-03-01T08:00:00+08:00'],
  ])('asOf %s is %s', (given, asOf) => {
    expect(readAddress('/', `?asOf=${given}`)).toMatchObject({ address: { clock: { asOf } }, unread: [] });
  });

  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^[-0-9A-Z_./,%:PST]{0,24}$/),
    fc.constantFrom(
      '2022',
      '2022-03-01',
      '9999-12-31',
      '0000-00-00',
      '_U',
      '-1',
      '99999999',
      '%',
      '//',
      '2020-01-01/P9999Y',
    ),
  );
  const name = fc.oneof(
    fc.constantFrom(...DIMENSIONS, 'period', 'by', 'measure', 'frequency', 'base'),
    fc.constantFrom('publishedBy', 'asOf', 'why', 'table', 'policies', 'lang', '__proto__', 'toString'),
    fc.string({ maxLength: 6 }),
  );
  const queries = fc
    .array(fc.tuple(name, value), { maxLength: 8 })
    .map((pairs) => `?${pairs.map(([one, of]) => `${one}=${of}`).join('&')}`);
  const paths = fc.oneof(fc.constantFrom('/', '/compare', '//', '//[', '/%'), fc.string({ maxLength: 8 }));

  it('any address is read; what was read has words and calls, and is written and read again', () => {
    fc.assert(
      fc.property(paths, queries, (path, search) => {
        const { address } = readAddress(path, search);
        const again = new URL(writeAddress(address), 'http://localhost');
        expect(readAddress(again.pathname, again.search)).toEqual({ address, unread: [] });
        const { clock, filter, period, base } = address;
        for (const language of ['en', 'zh'] as const) {
          if (clock) expect(clockText(clock, wordsOf(language))).not.toBe('');
          for (const one of [period, base]) if (one !== null) expect(periodText(one, language)).not.toBe('');
        }
        for (const part of [...filterQuery(filter), ...clockQuery(clock)]) expect(part).toMatch(/^\w+=./);
      }),
      { numRuns: 500 },
    );
  });
});
