import fc from 'fast-check';
import { DIMENSIONS, parseSeriesKey, seriesKey, type Dimension } from './series-key.ts';

const code = fc.stringMatching(/^[A-Za-z0-9_$@-]{1,64}$/);
const series = fc.record(
  Object.fromEntries(DIMENSIONS.map((name) => [name, code])) as Record<Dimension, typeof code>,
);

describe('a series key', () => {
  it('joins the nine codes in key order by dots', () => {
    const zhengzhou = {
      reporter: 'ZAEZ',
      area: 'CN-Z-ZAEZ',
      indicator: 'CBEC',
      coverage: 'LOCAL',
      flow: '_T',
      mode: '_T',
      product: '_T',
      counterpart: '_T',
      currency: 'CNY',
    };
    expect(seriesKey(zhengzhou)).toBe('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY');
  });

  it('is parsed back into its series', () => {
    fc.assert(
      fc.property(series, (dims) => {
        expect(parseSeriesKey(seriesKey(dims))).toEqual(dims);
      }),
    );
  });

  it('is parsed back in key order for every order of members', () => {
    fc.assert(
      fc.property(series, (dims) => {
        const backwards = Object.fromEntries(Object.entries(dims).reverse()) as typeof dims;
        expect(Object.keys(parseSeriesKey(seriesKey(backwards)) ?? {})).toEqual(DIMENSIONS);
      }),
    );
  });

  it.each([
    '',
    'A',
    'A.B.C.D.E.F.G.H',
    'A.B.C.D.E.F.G.H.I.J',
    'A.B.C.D.E.F.G.H.',
    '.B.C.D.E.F.G.H.I',
    'A.B.C.D.E.F.G.H.I/2020',
    'A.B.C.D.E.F.G.H I',
    'A.B.C.D.E.F.G.H.I\n',
    'A.B.C.D.E.F.G.H.中',
    `A.B.C.D.E.F.G.H.${'I'.repeat(65)}`,
  ])('is not %j', (text) => {
    expect(parseSeriesKey(text)).toBeUndefined();
  });
});
