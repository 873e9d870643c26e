import { parseSeriesKey } from '@silkgauge/contract';
import { event, FIGURE, gacc, GROWTH, level, print, told, toldOf, ZONE } from './spec/events.fixture.ts';
import { fileWorld } from './spec/event-world.fixture.ts';
import { ofType, sentence, texts } from './spec/told.fixture.ts';

/** A figure that a site repeats. */
const repost = (host: string, publishedAt = '2020-08-01') => ({
  evidence: { document: `https://${host}/page`, quote: 'as printed', kind: 'repost' },
  publishedAt,
});
const BOTH = { ...FIGURE, tell: ['level', 'growth'] };

describe('the chain of numbers in a bulletin', () => {
  it('is the body alone where the print is its own', () => {
    const [en, zh] = texts(toldOf(GROWTH, print()));
    expect(en).toMatch(/, according to the Zhengzhou Airport Economy Zone \(coverage: [^)]*\)\.$/);
    expect(zh).toMatch(/数据来自郑州航空港经济综合实验区（口径：地方口径）。$/);
  });

  it('names each print of a sentence once', () => {
    const one = toldOf(BOTH, level('4.72', repost('a.example')), print(repost('b.example', '2021-01')));
    const [en, zh] = texts(one);
    expect(en).toContain(
      'as printed by a.example (repost), 1 August 2020, and as printed by b.example (repost), January 2021.',
    );
    expect(zh).toContain('，a.example（转载）2020年8月1日刊载和b.example（转载）2021年1月刊载。');
    const same = toldOf(BOTH, level('4.72', repost('a.example')), print(repost('a.example')));
    expect(texts(same)[0]?.match(/as printed by/g)).toHaveLength(1);
    expect(ofType(sentence(same, 'en', 'one'), 'date')).toMatchObject([{ code: '2020-08-01' }]);
  });

  it('tells where a part of the numbers is of the body itself', () => {
    const one = toldOf(BOTH, level('4.72'), print(repost('b.example')));
    expect(texts(one)[0]).toContain(', partly as printed by b.example (repost), 1 August 2020.');
    expect(texts(one)[1]).toContain('，部分据b.example（转载）2020年8月1日刊载。');
    expect(one.en.headline).toMatch(/, according to the Zhengzhou Airport Economy Zone$/);
  });

  it('of a number that nobody printed is that of the prints behind it', () => {
    const before = { period: '2019-S1', ...repost('b.example', '2019-07-16') };
    const one = toldOf(GROWTH, level('4.72', repost('a.example')), level('4.00', before));
    expect(texts(one)[0]).toMatch(
      /, by figures of the Zhengzhou Airport Economy Zone \(coverage: .*\), as printed by [ab]\.example and [ab]\.example\.$/,
    );
    expect(one.en.headline).toMatch(/, by figures of .*, as printed by [ab]\.example and [ab]\.example$/);
  });

  it('stands in a headline without kind and day', () => {
    const one = toldOf(GROWTH, print(repost('a.example')));
    expect(one.en.headline).toMatch(
      /, according to the Zhengzhou Airport Economy Zone, as printed by a\.example$/,
    );
    expect(one.zh.headline).toMatch(/^郑州航空港经济综合实验区（a\.example刊载）：2020年上半年/);
  });

  it('of a base that another printed stands with the base', () => {
    const base = level('2.15', { period: '2019-S1', ...repost('b.example') });
    const one = toldOf({ ...FIGURE, tell: ['growth', 'base'] }, print(repost('a.example')), base);
    expect(texts(one)[0]).toContain(
      'The level in the first half of 2019 was 2.15 billion yuan, as printed by b.example (repost), 1 August 2020.',
    );
    const same = { period: '2019-S1', ...repost('a.example') };
    const [en] = texts(
      toldOf({ ...FIGURE, tell: ['growth', 'base'] }, print(repost('a.example')), level('2.15', same)),
    );
    expect(en).toMatch(/was 2\.15 billion yuan\.$/);
  });

  it('of figures that are compared stands once where all have the same, else with each', () => {
    const compare = { say: 'compare', of: [`${gacc('X')}/2020-S1`, `${gacc('M')}/2020-S1`], by: 'growth' };
    const one = (exports: object, imports: object) =>
      texts(
        told(
          fileWorld([
            print({ value: '28.7', ...exports }, gacc('X')),
            print({ value: '24.4', ...imports }, gacc('M')),
          ]),
          [{ id: 'one', ...compare }],
        ),
      )[0];
    expect(one(repost('a.example'), repost('a.example'))).toMatch(
      /first, according to .*, as printed by a\.example \(repost\), 1 August 2020: /,
    );
    expect(one(repost('a.example'), {})).toMatch(
      /first: .*28\.7 percent, according to .*, as printed by a\.example \(repost\), 1 August 2020; .*24\.4 percent, according to [^;]*China( \(coverage: [^)]*\))?\.$/,
    );
  });

  describe('of a claim', () => {
    const said = (evidence: object, publishedAt = '2020-08-01') =>
      event('claim.reported', 'c', {
        ...{ series: parseSeriesKey(ZONE), period: '2020-S1', direction: 'up', publishedAt },
        evidence: { document: 'https://a.example/page', quote: 'growing rapidly', ...evidence },
      });
    const claim = { say: 'claim', event: { source: '/spec', id: 'c' } };
    const claimed = (evidence: object, ...known: readonly object[]) =>
      texts(toldOf(claim, said(evidence), ...known));

    it('stands beside the body, with kind and day', () => {
      const [en, zh] = claimed({ kind: 'repost' });
      expect(en).toMatch(
        /^The Zhengzhou Airport Economy Zone \(coverage: [^)]*\), as printed by a\.example \(repost\), 1 August 2020, claims that /,
      );
      expect(zh).toMatch(
        /^据a\.example（转载）2020年8月1日刊载，郑州航空港经济综合实验区（口径：地方口径）称，/,
      );
      const named = { publisher: { name: { en: 'Xinhua', zh: '新华社' } }, kind: 'agency' };
      expect(claimed(named)[0]).toContain(
        ', as printed by Xinhua (news agency), 1 August 2020, claims that ',
      );
    });

    it('is the body alone where it says so itself', () => {
      const [en, zh] = claimed({ kind: 'official' });
      expect(en).toMatch(/^The Zhengzhou Airport Economy Zone \(coverage: [^)]*\) claims that /);
      expect(zh).toMatch(/^郑州航空港经济综合实验区（口径：地方口径）称，/);
    });

    it('names a print once that has the growth too, and another with the growth', () => {
      const [same] = claimed({ kind: 'repost' }, print(repost('a.example')));
      expect(same?.match(/as printed by/g)).toHaveLength(1);
      expect(same).toMatch(/By the figures known, it rose [^,]*\./);
      const [other] = claimed({ kind: 'repost' }, print(repost('b.example')));
      expect(other?.match(/as printed by [ab]\.example/g)).toEqual([
        'as printed by a.example',
        'as printed by b.example',
      ]);
    });
  });

  it('of a revision stands with both prints', () => {
    const revision = { say: 'revision', of: `${ZONE}/2020-S1`, member: 'level' };
    const [en, zh] = texts(
      toldOf(
        revision,
        level('4.72', { status: 'preliminary', ...repost('a.example') }),
        level('4.80', { status: 'revised', ...repost('b.example', '2021-01-20') }),
      ),
    );
    expect(en).toContain(
      'was, in the earliest print held, put at 4.72 billion yuan (preliminary), as printed by a.example (repost), 1 August 2020, and now stands at 4.80 billion yuan (revised), as printed by b.example (repost), 20 January 2021.',
    );
    expect(zh).toContain(
      '，现存最早公布值为47.2亿元（初步数），a.example（转载）2020年8月1日刊载；现为48.0亿元（修订数），b.example（转载）2021年1月20日刊载。',
    );
  });
});
