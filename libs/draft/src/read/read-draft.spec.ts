import { CAUSAL_WORDS } from '@silkgauge/contract';
import { SEED_DRAFT } from '@silkgauge/testing';
import { CHINESE_DRAFT, REGISTERED } from '../spec/seed-draft.ts';
import { readDraft, type PlacedNumber, type ReadDraft } from './read-draft.ts';

const read = (text: string): ReadDraft => readDraft(text, REGISTERED);
const cut = (text: string, spans: readonly { start: number; end: number }[]) =>
  spans.map(({ start, end }) => text.slice(start, end));

function told(text: string): string[] {
  const shown = ({ start, end, ...one }: PlacedNumber) => [
    text.slice(start, end),
    `${one.value}e${String(one.multiplier.length - 1)} ${String(one.unit)}`,
    one.context.period?.period ?? one.context.period?.form ?? '',
    one.context.flow ?? '-',
  ];
  return read(text).numbers.map((one) => shown(one).join(' | '));
}
/** The only number of a text: what it measures, its digits, its unit, and how exact it is. */
const one = (text: string) => {
  const { numbers } = read(text);
  expect(numbers).toHaveLength(1);
  const [{ measure, value, valueHigh, multiplier, unit, qualifier, wording }] = numbers as [PlacedNumber];
  const high = valueHigh === null ? '' : `..${valueHigh}`;
  return [measure, `${value}${high}`, multiplier, unit, qualifier, wording].map(String).join(' ');
};

describe('the seed article', () => {
  it('has every figure found, with its unit, its period and its flow', () => {
    expect(told(SEED_DRAFT)).toEqual([
      'double-digit | 10e0 percent | YYYY-S1 | _T',
      '26.2 percent | 26.2e0 percent | YYYY-S1 | _T',
      '28.7 percent | 28.7e0 percent | YYYY-S1 | X',
      '24.4 percent | 24.4e0 percent | YYYY-S1 | M',
      '4.72 billion yuan | 4.72e9 CNY | YYYY-S1 | _T',
      '119.43 percent | 119.43e0 percent | YYYY-S1 | _T',
      '135 million yuan | 135e6 CNY | YYYY-01-01/P5M | -',
      '4.5 times | 4.5e0 times | YYYY-01-01/P5M | -',
      '132 percent | 132e0 percent | YYYY-03 | -',
      '700 percent | 700e0 percent | YYYY-03 | -',
    ]);
  });

  it('has both readings of "4.5 times", and its opinion apart', () => {
    const { numbers, opinions, unread } = read(SEED_DRAFT);
    const times = numbers.find(({ unit }) => unit === 'times');
    expect(times?.readings.map(({ name }) => name)).toEqual(['up-by-times', 'to-times']);
    expect(cut(SEED_DRAFT, opinions)).toEqual([
      'Besides endogenous growth strength, national supportive policies have also injected impetus to the sector, stated Bai Ming, deputy director of an institute.',
    ]);
    // B2B is a name, and no figure.
    expect(unread).toEqual([expect.objectContaining({ reason: 'name-or-code' })]);
  });

  it('is read the same in Chinese', () => {
    expect(told(CHINESE_DRAFT)).toEqual([
      '26.2% | 26.2e0 percent | 2020-S1 | _T',
      '28.7% | 28.7e0 percent | 2020-S1 | X',
      '24.4% | 24.4e0 percent | 2020-S1 | M',
      '47.2亿元 | 47.2e8 CNY | 2020-S1 | _T',
      '119.43% | 119.43e0 percent | 2020-S1 | _T',
      '1.35亿元 | 1.35e8 CNY | 2020-01-01/P5M | _T',
      '4.5倍 | 4.5e0 times | 2020-01-01/P5M | _T',
      '132% | 132e0 percent | 2020-03 | -',
      '10% | 10e0 percent | 2020-03 | -',
    ]);
    expect(read(CHINESE_DRAFT).numbers.map(({ isOpinion }) => isOpinion)).toEqual([
      ...Array.from({ length: 8 }, () => false),
      true,
    ]);
  });
});

describe('a number', () => {
  it.each([
    ['exports fell 5.2 percent', 'growth -5.2 1 percent exact percent'],
    ['a 5.2 percent drop in exports', 'growth -5.2 1 percent exact percent'],
    ['出口下降5.2%', 'growth -5.2 1 percent exact percent'],
    ['exports changed by -5.2%', 'growth -5.2 1 percent exact percent'],
    ['it rose more than 26 percent', 'growth 26 1 percent over percent'],
    ['增长约26%', 'growth 26 1 percent about percent'],
    ['nearly $4.7 billion', 'level 4.7 1000000000 USD under null'],
    ['12,345.6 yuan', 'level 12345.6 1 CNY exact null'],
    ['3亿4500万元', 'level 34500 10000 CNY exact null'],
    ['１００余万元', 'level 100 10000 CNY over null'],
    ['2.31万亿元', 'level 2.31 1000000000000 CNY exact null'],
    ['a rise of 26 to 28 percent', 'growth 26..28 1 percent range percent'],
    ['增长26%至28%', 'growth 26..28 1 percent range percent'],
    ['between 4 and 5 billion yuan', 'level 4..5 1000000000 CNY range null'],
    ['up 2.5 percentage points', 'points 2.5 1 points exact points'],
    ['提高2.5个百分点', 'points 2.5 1 points exact points'],
    ['accounting for 30 percent of the whole', 'share 30 1 percent exact null'],
    ['占比30%', 'share 30 1 percent exact null'],
    ['百分之二十六点二', 'growth 26.2 1 percent exact percent'],
    ['增长三成', 'growth 3 10 percent exact percent'],
    ['two million yuan', 'level 2 1000000 CNY exact null'],
    ['sales more than doubled', 'growth 2 1 times over to-times'],
    ['贸易额翻番', 'growth 2 1 times exact to-times'],
    ['贸易额翻两番', 'growth 4 1 times exact to-times'],
    ['增长4.5倍', 'growth 4.5 1 times exact up-by-times'],
    ['增长到4.5倍', 'growth 4.5 1 times exact to-times'],
    ['it was 4.5 times that of 2019', 'growth 4.5 1 times exact to-times'],
    ['rose 4.5 times', 'growth 4.5 1 times exact ambiguous-times'],
  ])('%s', (text, said) => {
    expect(one(text)).toBe(said);
  });

  it('is unread, with the reason, where it has no unit or belongs to a name', () => {
    const text = 'COVID-19 and 33 of them, write to a163@b.cn';
    expect(read(text).unread.map(({ start, end, reason }) => [text.slice(start, end), reason])).toEqual([
      ['19', 'name-or-code'],
      ['33', 'no-unit'],
      ['163', 'name-or-code'],
    ]);
  });
});

describe('a period', () => {
  it.each([
    ['in the first half of 2020', '2020-S1'],
    ['January-May 2020', '2020-01-01/P5M'],
    ['from January to May of 2020', '2020-01-01/P5M'],
    ['in March 2020', '2020-03'],
    ['in the first three quarters of 2021', '2021-01-01/P9M'],
    ['in the second quarter of 2021', '2021-Q2'],
    ['in H1 2020', '2020-S1'],
    ['2020 Q1', '2020-Q1'],
    ['in 2020', '2020'],
    ['in May', 'YYYY-05'],
    ['2020-S1', '2020-S1'],
    ['2020年上半年', '2020-S1'],
    ['2020年1-5月', '2020-01-01/P5M'],
    ['2020年1至5月', '2020-01-01/P5M'],
    ['2020年前三季度', '2020-01-01/P9M'],
    ['2020年第一季度', '2020-Q1'],
    ['2020年前5个月', '2020-01-01/P5M'],
    ['2020年3月', '2020-03'],
    ['2020年全年', '2020'],
    ['上半年', 'YYYY-S1'],
  ])('%s', (text, code) => {
    expect(read(text).periods.map(({ period, form }) => period ?? form)).toEqual([code]);
  });

  it('in which a number was printed is no period of the number, nor is the name of its printer a place', () => {
    for (const text of [
      'According to customs, as printed by China Daily Zhejiang (repost), July 2020, exports rose 5 percent in 2019.',
      '海关总署，中国日报浙江网（通讯社）2020年7月刊载的数据显示，2019年出口增长5%。',
    ]) {
      expect(read(text).periods.map(({ period }) => period)).toEqual(['2019']);
      const named = read(text).numbers.flatMap(({ context }) => context.named.flat());
      expect(named.flatMap(({ codes }) => codes).filter(({ dimension }) => dimension === 'area')).toEqual([]);
    }
  });

  it('of "this year" has the year of the day that dates the text, and others the year stated before', () => {
    const text =
      'July 16, 2020 -- In the first half of this year it rose; in all of last year too. In May it fell.';
    expect(read(text).periods.map(({ period }) => period)).toEqual([
      '2020-07-16',
      '2020-S1',
      '2019',
      '2020-05',
    ]);
  });
});

describe('words', () => {
  it('claim causes, in both languages', () => {
    const text = 'Exports rose 5 percent because demand drove them. 受益于政策，出口增长5%，带动了进口。';
    expect(cut(text, read(text).causes)).toEqual(['because', 'drove', '受益于', '带动']);
    expect(read(text).numbers.map(({ isCaused }) => isCaused)).toEqual([true, true]);
  });

  it.each([...CAUSAL_WORDS.en, ...CAUSAL_WORDS.zh])('claim a cause as they do in a title: %s', (word) => {
    const text = `In 2020 exports rose 5 percent, ${word} demand.`;
    expect(cut(text, read(text).causes)).toEqual([word]);
  });

  it('of a speaker are an opinion, those of an office that tells figures are none', () => {
    const text =
      '"It will rise 50 percent," said an analyst. Customs said exports rose 5 percent. 专家表示，出口将增长9%。';
    expect(cut(text, read(text).opinions)).toEqual([
      '"It will rise 50 percent,"',
      '专家表示，出口将增长9%。',
    ]);
  });
});
