import { changeText } from './change-words.ts';
import { changedState, compared, measured, READINGS, sides } from './change.fixture.ts';
import { whatChanged } from './what-changed.ts';

const textOf = (...given: Parameters<typeof changedState>) => {
  const state = changedState(...given);
  const inLanguage = (language: 'en' | 'zh') => changeText(state, whatChanged(state), language);
  return { en: inLanguage('en'), zh: inLanguage('zh') };
};
const growth = (value: string | null, ...more: (string | null)[]) => ({
  growth: { GY: compared({ reported: measured(value, ...more) }) },
});

describe('the words of a change', () => {
  it('have the series, the period, and the old and the new digits', () => {
    const { en, zh } = textOf(growth('119.50'), growth('119.43'));
    expect(en.title).toBe(
      "General Administration of Customs of China, People's Republic of China, Cross-border e-commerce trade, value, Full scope: customs' estimate (preliminary) and survey (final), Export, 2020-S1: growth on a year before, reported: 119.43 → 119.50 percent",
    );
    expect(en.summary).toBe(
      'GACC.CN.CBEC.FULL.X._T._T._T.CNY/2020-S1: growth on a year before, reported: 119.43 → 119.50 percent',
    );
    expect(zh.title).toMatch(/2020-S1：增速 同比，公布：119\.43 → 119\.50 百分比$/);
    expect(zh.title).toMatch(/中国/);
  });

  it('never have two readings as one number', () => {
    const open = {
      growth: { GY: compared({ reported: measured(null, null, null, { readings: READINGS }) }) },
    };
    const { en, zh } = textOf(growth('450', '445', '455'), open);
    expect(en.title).toContain(': 450 or 350 → 450 percent');
    expect(zh.title).toContain('：450或350 → 450 百分比');
  });

  it('have the ends of a range, and of a number whose digits stayed', () => {
    expect(textOf(growth('45'), growth(null, '40', '50')).en.title).toContain(': [40, 50) → 45 percent');
    expect(textOf(growth('5', '4', '7'), growth('5', '4', '6')).en.title).toContain(
      ': 5 [4, 6) → 5 [4, 7) percent',
    );
  });

  it('say that a number is gone', () => {
    const { en, zh } = textOf({}, growth('119.43'));
    expect(en.title).toContain(': 119.43 → no number percent');
    expect(zh.title).toContain('：119.43 → 无数值');
  });

  describe('tell who printed the numbers', () => {
    const from = (publishedAt: string, more: object = {}) => ({
      ...{ source: '/s', id: publishedAt, document: 'https://example.org/a', publishedAt },
      ...{ kind: 'agency', publisher: { name: { en: 'Xinhua', zh: '新华社' } }, ...more },
    });
    const of = (value: string, print: object) => ({
      growth: { GY: compared({ reported: measured(value, value, value, { from: print as never }) }) },
    });
    const customs = 'General Administration of Customs of China';

    it('each with its chain in the summary, and with the publisher in the title', () => {
      const own = from('2020-07-14', { kind: 'official' });
      const { en, zh } = textOf(of('119.50', from('2020-08-01')), of('119.43', own));
      expect(en.summary).toMatch(
        `: 119.43 → 119.50 percent (before: ${customs}, 14 July 2020; now: ${customs}, as printed by Xinhua (news agency), 1 August 2020)`,
      );
      expect(en.title).toMatch(/: 119\.43 → 119\.50 percent, as printed by Xinhua$/);
      expect(zh.summary).toMatch(
        /119\.50 百分比（此前：海关总署，2020年7月14日；现为：海关总署，新华社（通讯社）2020年8月1日刊载）$/,
      );
      expect(zh.title).toMatch(/119\.50 百分比（新华社刊载）$/);
    });

    it('once where one print has both, and the body alone where it printed them itself', () => {
      const own = from('2020-07-14', { kind: 'official' });
      const { en, zh } = textOf(of('119.50', own), of('119.43', own));
      expect(en.summary).toMatch(/ percent \(General Administration of Customs of China, 14 July 2020\)$/);
      expect(zh.summary).toMatch(/（海关总署，2020年7月14日）$/);
      expect(en.title).toMatch(/119\.50 percent$/);
    });

    it('where one is gone', () => {
      const { en } = textOf({}, of('119.43', from('2020-08-01')));
      expect(en.summary).toMatch(
        /no number percent \(before: .*China, as printed by Xinhua \(news agency\), 1 August 2020\)$/,
      );
      expect(en.title).toMatch(/no number percent$/);
    });
  });

  it('name what conflicts, and flags', () => {
    const conflict = {
      growth: { '2018-S1': compared({ verdict: 'conflicts' }) },
      flags: ['coverage-break'] as const,
      level: sides({ verdict: 'conflicts' }),
    };
    const { en, zh } = textOf(conflict, null);
    expect(en.summary).toMatch(/: level: conflicts; growth 2018-S1: conflicts; coverage changed$/);
    expect(zh.summary).toMatch(/：金额：矛盾；增速 2018-S1：矛盾；口径变化$/);
  });
});
