import { dimensionsOfKey } from '../../words/series-names.ts';
import { wordsOf } from '../../words/words-of.ts';
import { fileNameOf } from './file-name.ts';

const names = {
  'indicator CBEC': { en: 'Cross-border e-commerce, value', zh: '跨境电商进出口额' },
  'area CN': { en: "People's Republic of China", zh: '中国' },
};
const [en, zh] = [wordsOf('en', names), wordsOf('zh', names)];
const gacc = (flow: string, area = 'CN') =>
  dimensionsOfKey(`GACC.${area}.CBEC.FULL.${flow}._T._T._T.CNY/2021`);

describe('the name of the files of a chart', () => {
  it('says the view and the headline, with subject, verb and number', () => {
    const headline = 'China’s exports (customs) rose 28.7 percent in the first half of 2020.';
    const charted = { view: 'compare', series: [gacc('X')], periods: ['2020-S1'] } as const;
    expect(fileNameOf({ ...charted, headline }, en)).toBe(
      'silkgauge-compare-china-s-exports-customs-rose-28.7-percent-in-the-first-half-of-2020',
    );
    expect(fileNameOf({ ...charted, headline: '2020年上半年，中国跨境电商出口增长28.7%。' }, zh)).toBe(
      'silkgauge-compare-2020年上半年-中国跨境电商出口增长28.7',
    );
  });

  it('without a headline says the view, what is measured, and the period where there is one', () => {
    const charted = {
      view: 'compare',
      headline: null,
      ...{ series: [gacc('X'), gacc('X')], periods: ['2021', '2021'] },
    } as const;
    expect(fileNameOf(charted, en)).toBe(
      'silkgauge-compare-cross-border-e-commerce-value-people-s-republic-of-china-exports-2021',
    );
    expect(fileNameOf(charted, zh)).toBe('silkgauge-compare-跨境电商进出口额-中国-出口-2021年');
  });

  it('says nothing that differs between its series, and no period of several', () => {
    const charted = {
      view: 'over-time',
      headline: null,
      series: [gacc('X'), gacc('M', 'CN-HA')],
      periods: ['2020', '2021'],
    } as const;
    expect(fileNameOf(charted, en)).toBe('silkgauge-over-time-cross-border-e-commerce-value');
    expect(fileNameOf({ ...charted, series: [] }, en)).toBe('silkgauge-over-time');
  });

  it('has letters and digits alone, and is short enough for any file system', () => {
    const evil = wordsOf('zh', { 'indicator CBEC': { en: null, zh: `../../${'长'.repeat(200)}?*:` } });
    const charted = { view: 'index', series: [gacc('_T')], periods: ['2021-01-01/P5M'] } as const;
    for (const headline of [null, `..${'长'.repeat(300)}.`, '', `${'a long word '.repeat(40)}../x`]) {
      const name = fileNameOf({ ...charted, headline }, evil);
      expect(name).toMatch(/^[\p{L}\p{N}-]+$/u);
      expect(new TextEncoder().encode(name).length).toBeLessThan(250);
    }
  });
});
