import {
  dimensionsOfKey,
  nameOf,
  seriesSource,
  seriesTitle,
  shortNameOf,
  shortTitle,
  sourceApart,
} from './series-names.ts';
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

const census = {
  ...{ reporter: 'USCENSUS', area: 'US', indicator: 'GOODS', coverage: 'GOODS', flow: 'M' },
  ...{ mode: '_T', product: 'HS85', counterpart: 'CN', currency: 'USD' },
};
const names = {
  'area US': { en: 'United States', zh: '美国' },
  'counterpart CN': { en: 'China', zh: '中国' },
  'counterpart US': { en: 'United States', zh: '美国' },
  'indicator GOODS': { en: 'Goods trade', zh: '货物贸易' },
  'flow M': { en: 'imports', zh: '进口' },
  'flow X': { en: 'exports', zh: '出口' },
};
const titleOf = (change: Partial<typeof census>, language: 'en' | 'zh' = 'en') =>
  seriesTitle({ ...census, product: '_T', ...change }, { language, names });

it('a code has a short name for narrow places where its register has one', () => {
  const sentence = { en: 'Fish and crustaceans, molluscs and others', zh: '鱼、甲壳动物及其他' };
  const short = { en: 'Fish and seafood', zh: '水产品' };
  const known = { ...names, 'product HS03': { ...sentence, short } };
  const of = (language: 'en' | 'zh', code: string, dimension: 'product' | 'area' = 'product') =>
    shortNameOf(dimension, code, { language, names: known });
  expect([of('en', 'HS03'), of('zh', 'HS03')]).toEqual(['Fish and seafood', '水产品']);
  expect([of('zh', 'US', 'area'), of('en', 'HS04')]).toEqual(['美国', 'HS04']);
  expect(nameOf('product', 'HS03', { language: 'en', names: known })).toBe(sentence.en);
  const fish = { ...census, product: 'HS03', counterpart: '_T' };
  const title = 'Goods trade · United States · imports';
  expect(seriesTitle(fish, { language: 'en', names: known })).toBe(`${title} · ${sentence.en}`);
  expect(shortTitle(fish, { language: 'en', names: known })).toBe(`${title} · Fish and seafood`);
});

describe('the title of a series', () => {
  it('tells which way goods go between area and partner', () => {
    expect(titleOf({})).toBe('Goods trade · United States · imports · from China');
    expect(titleOf({ flow: 'X' })).toBe('Goods trade · United States · exports · to China');
    expect(titleOf({ flow: '_T' })).toBe('Goods trade · United States · with China');
    expect(titleOf({ flow: 'M' }, 'zh')).toBe('货物贸易 · 美国 · 进口 · 自中国');
  });

  it('calls sales within an area domestic', () => {
    expect(titleOf({ counterpart: 'US', flow: '_T' })).toBe('Goods trade · United States · domestic');
    expect(titleOf({ counterpart: 'US', flow: '_T' }, 'zh')).toBe('货物贸易 · 美国 · 境内');
  });

  it('leaves out totals and names a product by its code if it has no name', () => {
    expect(titleOf({ product: 'HS85', counterpart: '_T' })).toBe(
      'Goods trade · United States · imports · HS85',
    );
  });
});
