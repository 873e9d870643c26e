import type { ServedState } from '@silkgauge/contract';
import { wordsOf } from '../words/words-of.ts';
import { citationOf } from './citation.ts';

const names = {
  'reporter GACC': { en: 'General Administration of Customs of China', zh: '海关总署' },
  'indicator CBEC': { en: 'Cross-border e-commerce, value', zh: '跨境电商进出口额' },
  'area CN': { en: 'China', zh: '中国' },
};
const [en, zh] = [wordsOf('en', names), wordsOf('zh', names)];
const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const from = (publishedAt: string) => ({
  ...{ source: '/spec', id: publishedAt, publishedAt, document: 'https://example.org/a_b?x=100%25' },
  ...{ kind: 'agency', publisher: { name: { en: 'Xinhua', zh: '新华社' } } },
});
const series = {
  ...{ reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'FULL', flow: '_T' },
  ...{ mode: '_T', product: '_T', counterpart: '_T', currency: 'CNY' },
};
const measured = (value: string, unit: string, publishedAt: string) => ({
  ...{ value, low: value, high: value, unit, status: 'A', formula: 'reported@1', from: from(publishedAt) },
});
const state = {
  ...{ key: `${KEY}/2021`, period: '2021', series, version: 3, sequence: '96105' },
  level: { reported: measured('1920000000000', 'CNY', '2022-07-24'), verdict: 'unchecked', gap: null },
  growth: {
    GY: {
      ...{ comparedWith: '2020', verdict: 'unchecked', gap: null },
      reported: measured('18.6', 'percent', '2022-01-19'),
    },
  },
  ...{ other: {}, flags: [], notices: [] },
} as unknown as ServedState;

describe('a citation', () => {
  it('says who, what, which period, the numbers, the document of the newest print, the version and its place', () => {
    const { text, link } = citationOf(state, 'https://page.example', en);
    expect(link).toBe(`https://page.example/?asOf=96105&why=${KEY}/2021&lang=en`);
    expect(text).toBe(
      `Cross-border e-commerce, value · China, 2021: level 1.92 trn CNY; year-on-year growth +18.6%. General Administration of Customs of China, as printed by Xinhua (news agency), 24 July 2022: https://example.org/a_b?x=100%25. Silkgauge, version 3, place 96105 of the log. ${link}`,
    );
  });

  it('is told in Chinese too, with the same numbers', () => {
    const { text, link } = citationOf(state, 'https://page.example', zh);
    expect(text).toBe(
      `跨境电商进出口额 · 中国，2021年：金额 1.92万亿元；同比增速 +18.6%。海关总署，新华社（通讯社）2022年7月24日刊载：https://example.org/a_b?x=100%25。Silkgauge，第3版，日志位置96105。${link}`,
    );
  });

  it('as BibTeX has a key of plain letters, and escapes what TeX would read as its own', () => {
    const { bibtex } = citationOf(state, 'https://page.example', en);
    expect(bibtex.split('\n')).toEqual([
      '@misc{silkgauge-GACC-CN-CBEC-FULL-CNY-2021-v3,',
      '  author = {{Xinhua}},',
      '  title = {{Cross-border e-commerce, value · China, 2021: level 1.92 trn CNY; year-on-year growth +18.6\\%}},',
      '  year = {2022},',
      '  howpublished = {Silkgauge, version 3, place 96105 of the log},',
      '  note = {General Administration of Customs of China, as printed by Xinhua (news agency), 24 July 2022: https://example.org/a\\_b?x=100\\%25},',
      `  url = {https://page.example/?asOf=96105&why=${KEY}/2021&lang=en}`,
      '}',
    ]);
  });

  it('says that something contradicts the figure', () => {
    const conflicting = { ...state.level, verdict: 'conflicts' };
    const contested = { ...state, level: conflicting } as unknown as ServedState;
    const { text, bibtex } = citationOf(contested, '', en);
    expect(text).toContain(
      'x=100%25. Another print or what is worked out contradicts it. Silkgauge, version 3',
    );
    expect(bibtex).toContain('x=100\\%25. Another print or what is worked out contradicts it}');
    expect(citationOf({ ...state, level: conflicting } as ServedState, '', zh).text).toContain(
      '另有发布版本或推算结果与之矛盾。',
    );
  });

  it('of a number that nobody printed has the body whose figures it is worked out of as author', () => {
    const { from: _, ...computed } = measured('18.6', 'percent', '');
    const worked = {
      ...state,
      level: { verdict: 'unchecked', gap: null },
      growth: { GY: { comparedWith: '2020', verdict: 'unchecked', gap: null, computed } },
    } as unknown as ServedState;
    const { text, bibtex } = citationOf(worked, '', en);
    expect(text).toMatch(
      /^General Administration of Customs of China: Cross-border e-commerce, value · China, 2021: /,
    );
    expect(bibtex).toContain('author = {{General Administration of Customs of China}}');
  });

  it('by a day of publication is pinned to that day, for it never was a version', () => {
    const {
      version: _,
      sequence: __,
      ...rest
    } = state as ServedState & { version: number; sequence: string };
    const published = { ...rest, publishedBy: '2022-03-31T23:59:59.999Z' } as unknown as ServedState;
    const { text, link, bibtex } = citationOf(published, '', en);
    expect(link).toBe(`/?publishedBy=2022-03-31&why=${KEY}/2021&lang=en`);
    expect(text).toContain('Silkgauge, as published by 2022-03-31');
    expect(bibtex).toContain('@misc{silkgauge-GACC-CN-CBEC-FULL-CNY-2021-2022-03-31,');
  });
});
