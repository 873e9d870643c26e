import { dimensionsOfKey, seriesSource, sourceApart } from './names.ts';
import { wordsOf } from './words-of.ts';

const words = wordsOf('en', { 'reporter GACC': { en: 'Customs', zh: '海关' } });
const series = (key: string) => dimensionsOfKey(`${key}/2020`);
const [CUSTOMS, MINISTRY, DOLLARS] = [
  series('GACC.CN.CBEC.FULL.X._T._T._T.CNY'),
  series('MOFCOM.CN.CBEC.FULL.X._T._T._T.CNY'),
  series('GACC.CN.CBEC.FULL.X._T._T._T.USD'),
];

describe('the source of a series', () => {
  it('is its reporter, coverage and currency', () => {
    expect(seriesSource(CUSTOMS, words)).toBe('Customs · FULL · CNY');
  });

  it('is told only as far as the series of a list differ in it', () => {
    expect(sourceApart([CUSTOMS, CUSTOMS])(CUSTOMS, words)).toEqual([]);
    expect(sourceApart([CUSTOMS, MINISTRY])(CUSTOMS, words)).toEqual(['Customs']);
    expect(sourceApart([CUSTOMS, MINISTRY, DOLLARS])(DOLLARS, words)).toEqual(['Customs', 'USD']);
  });
});

it('the dimensions of a key are its codes, whatever its period', () => {
  expect(dimensionsOfKey('GACC.CN.CBEC.FULL.X.9710.HS85.ES.USD/2020-01-01/P5M')).toEqual({
    ...{ reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'FULL', flow: 'X', mode: '9710' },
    ...{ product: 'HS85', counterpart: 'ES', currency: 'USD' },
  });
});
