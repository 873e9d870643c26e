import { WORDS } from '@silkgauge/contract';
import { REGISTERED } from '../spec/seed-draft.ts';
import { readDraft } from './read-draft.ts';

const read = (text: string) => readDraft(text, REGISTERED);
/** Each number: digits with their power of ten, and unit. */
const digits = (text: string) =>
  read(text).numbers.map(({ value, valueHigh, multiplier, unit }) => {
    const power = multiplier === '1' ? '' : `e${String(multiplier.length - 1)}`;
    return `${value}${valueHigh === null ? '' : `..${valueHigh}`}${power} ${String(unit)}`;
  });
const signed = (text: string) =>
  read(text).numbers.map(({ value, isSigned }) => (isSigned ? value : `?${value}`));

describe('a range', () => {
  it.each([
    ['rose 26.2 percent to 4.72 billion yuan', ['26.2 percent', '4.72e9 CNY']],
    ['增长26.2%至47.2亿元', ['26.2 percent', '47.2e8 CNY']],
    ['9000万至1.2亿元', ['9000e4 null', '1.2e8 CNY']],
    ['90万至120万元', ['90..120e4 CNY']],
    ['增长２６％～２８％', ['26..28 percent']],
    ['rose 26 to 28 percent', ['26..28 percent']],
  ])('has one unit and one power of ten, else there are two numbers: %s', (text, said) => {
    expect(digits(text)).toEqual(said);
  });
});

describe('a unit of what is counted', () => {
  const counted = WORDS.unit.filter(({ kind }) => kind === 'count');

  it.each(counted)('is read by the names that the register has: $code', ({ code, en, zh }) => {
    expect(digits(`it had 34 million ${en}`)).toEqual([`34e6 ${code}`]);
    const first = counted.find((one) => one.zh === zh);
    expect(digits(`有3400万${zh}`)).toEqual([`3400e4 ${String(first?.code)}`]);
  });

  it.each([
    ['one million companies', '1e6 enterprises'],
    ['it sold 562,400 items', '562400 items'],
    ['it sold 2000 pieces', '2000 units'],
    ['34,000 tons', '34000 tonnes'],
    ['in 1 country', '1 countries'],
    ['500 orders per second', '500 orders-per-second'],
    ['2000家', '2000 enterprises'],
    ['2000吨', '2000 tonnes'],
    ['2000 online stores', '2000 stores'],
    ['a rise of 3 items', '3 items'],
    ['3 itemsets', ''],
  ])('is read by other words too, and is no year: %s', (text, said) => {
    expect(digits(text).join()).toBe(said);
    expect(read(text).periods).toEqual([]);
  });
});

describe('a sign', () => {
  it.each([
    ['exports and imports fell 28.7 percent and 24.4 percent respectively', ['-28.7', '-24.4']],
    ['出口和进口分别下降28.7%和24.4%', ['-28.7', '-24.4']],
    ['负增长28.7%', ['-28.7']],
    ['增长-28.7%', ['-28.7']],
    ['exports changed by minus 5 percent', ['-5']],
    ['growth of negative 5 percent', ['-5']],
    ['exports dipped 5 percent', ['-5']],
    ['exports tumbled 5 percent', ['-5']],
    ['exports sank 5 percent', ['-5']],
    ['exports shed 5 percent', ['-5']],
    ['exports eased 5 percent', ['-5']],
    ['exports fell 5 percent', ['-5']],
    ['a contraction of 5 percent', ['-5']],
    ['出口锐减5%', ['-5']],
    ['出口缩减5%', ['-5']],
    ['exports were 3.1 percent down', ['-3.1']],
    ['growth slowed and fell to 26.2 percent', ['26.2']],
    ['增速回落至26.2%', ['26.2']],
    ['降幅收窄至5%', ['-5']],
    ['growth slowed by 1.2 percentage points', ['-1.2']],
    ['增速回落1.2个百分点', ['-1.2']],
    ['up 1.2 percentage points', ['1.2']],
    ['5 percent fewer', ['-5']],
    ['exports rose 5 percent, down from 6 percent', ['5', '6']],
    ['exports rose 5 percent, fall or no fall', ['5']],
    ['exports changed 5 percent, a fall', ['?5']],
  ])('is that of the nearest word before the number, or right behind it: %s', (text, said) => {
    expect(signed(text)).toEqual(said);
  });
});

describe('a percentage of tax, a share, a rate or a cost', () => {
  it.each([
    ['a tax rate of 13 percent', 'level'],
    ['exports rose at a rate of 13 percent', 'growth'],
    ['a 13 percent tax', 'level'],
    ['税率为13%', 'level'],
    ['成本为13%', 'level'],
    ['with a 13 percent share', 'share'],
    ['占比提高到30%', 'share'],
    ['exports had a growth rate of 13 percent', 'growth'],
  ])('is no growth: %s', (text, measure) => {
    expect(read(text).numbers.map((one) => one.measure)).toEqual([measure]);
  });
});

describe('what no register names', () => {
  it.each([
    ['exports to ASEAN rose 5 percent', true],
    ['exports of smartphones rose 5 percent', true],
    ["China's GDP rose 26.2 percent", true],
    ['中国服装跨境电商增长26.2%', true],
    ['中国对东盟出口增长26.2%', true],
    ['exports rose 5 percent on investment', false],
    ['exports rose at a rate of 5 percent', false],
    ['trade with the US rose 5 percent', false],
    ['the share of exports rose, and the share by 2 percent', true],
    ['the tax rate rose 5 percent', true],
    ['通过海关跨境电商管理平台进出口增长26.2%', false],
    ['exports of China rose 5 percent', false],
    ['exports of goods rose 5 percent', false],
    ['exports to date rose 5 percent', false],
    ['中国跨境电商进出口增长26.2%，其中出口增长28.7%', false],
  ])('is told of the number beside it: %s', (text, isOfUnknown) => {
    for (const { context } of read(text).numbers) expect(context.isOfUnknown).toBe(isOfUnknown);
    expect(read(text).numbers).not.toEqual([]);
  });
});

describe('the period of a number', () => {
  it.each([
    ['In 2019 exports were 4 billion yuan and rose 5 percent in 2020', ['2019', '2020']],
    ['Exports rose 5 percent in 2020 compared with 2019', ['2020']],
    ['Exports rose 5 percent in 2020 from 2019', ['2020']],
    ['In 2020 exports were higher than in 2019, by 5 percent', ['2020']],
    ['2020年出口较2019年增长5%', ['2020']],
    ['2020年出口比2019年同期增长5%', ['2020']],
    ['2020年出口与2019年相比增长5%', ['2020']],
    ['Exports rose 5 percent compared with 2019', ['']],
    ['Exports were 5 billion yuan, compared with 4 billion yuan in 2019', ['', '2019']],
    ['it was 5 billion yuan from January to May 2020', ['2020-01-01/P5M']],
  ])('stands behind it in its clause, else before it, and is no base: %s', (text, said) => {
    const of = read(text).numbers.map(({ context }) => context.period?.period ?? '');
    expect(of).toEqual(said);
  });
});

describe('a comparison', () => {
  it.each([
    ['同比增长26.2%，环比下降3%', ['GY', 'G1']],
    ['环比增长26.2%，同比下降3%', ['G1', 'GY']],
    ['rose 5 percent year on year, and 3 percent month on month', ['GY', 'G1']],
    ['month on month, exports rose 5 percent', [null]],
  ])('is by the nearest word, not across a comma or a number: %s', (text, said) => {
    expect(read(text).numbers.map(({ context }) => context.comparison)).toEqual(said);
  });
});

describe('words of how exact a number is', () => {
  it.each([
    ['rose no more than 5 percent', 'under', false],
    ['rose no less than 5 percent', 'over', false],
    ['增长不超过5%', 'under', false],
    ['增长不低于5%', 'over', false],
    ['rose nearly 5 percent', 'under', true],
    ['增长近5%', 'under', true],
    ['1.2亿多元', 'over', true],
    ['growth went up to 5 percent', 'exact', false],
    ['40多亿元', 'over', true],
    ['100余万元', 'over', true],
  ])('%s', (text, qualifier, isNear) => {
    expect(read(text).numbers).toMatchObject([{ qualifier, isNear }]);
  });
});

describe('opinions', () => {
  const said = (text: string) => read(text).numbers.map(({ isOpinion }) => isOpinion);

  it.each([
    'Analysts expect exports to rise 5 percent.',
    'Customs data forecast a rise of 5 percent.',
    'The bureau estimates growth of 5 percent.',
    'The ministry predicted 5 percent.',
    'Growth is projected at 5 percent.',
    '海关预计出口增长5%。',
    '预测出口增长5%。',
    'Experts at customs said exports would rise 5 percent.',
    'It was "a good year", a trader said of the rise of 5 percent.',
  ])('are forecasts, and what persons say: %s', (text) => {
    expect(said(text)).toEqual([true]);
  });

  it.each([
    'Value-added output rose 5 percent.',
    'Exports rose a better than expected 5 percent.',
    'Exports rose 5 percent, more than forecast.',
    '出口增长5%，符合预期。',
    'Customs said exports rose 5 percent.',
  ])('are no facts: %s', (text) => {
    expect(said(text)).toEqual([false]);
  });
});

describe('numbers in words', () => {
  it.each([
    ['half a billion yuan', ['0.5e9 CNY']],
    ['half a billion', ['0.5e9 null']],
    ['twenty-six percent', ['26 percent']],
    ['twenty-six point two percent', ['26.2 percent']],
    ['one and a half billion yuan', ['1.5e9 CNY']],
    ['two hundred million yuan', ['200e6 CNY']],
    ['one hundred and twenty million yuan', ['120e6 CNY']],
    ['三亿四千五百万元', ['34500e4 CNY']],
    ['贸易额翻了一番', ['2 times']],
    ['exports rose tenfold', ['10 times']],
    ['rose .5 percent', ['0.5 percent']],
    ['１２，３４５元', ['12345 CNY']],
    ['2000多家企业', ['2000 enterprises']],
    ['it sent 2000 parcels', ['2000 parcels']],
  ])('are read whole, as digits are: %s', (text, said) => {
    expect(digits(text)).toEqual(said);
    expect(read(text).periods).toEqual([]);
  });

  it.each(['数十亿元', '七八成', 'tens of billions', 'a quarter of a million yuan'])(
    'that have no exact number are unread, with the reason: %s',
    (text) => {
      const { numbers, unread } = read(text);
      expect([numbers, unread.map(({ reason }) => reason)]).toEqual([[], ['in-words']]);
    },
  );

  const ends = (text: string) =>
    read(text).numbers.map(({ measure, readings }) => [
      measure,
      ...readings.flatMap(({ low, high }) => [low, high].map(({ n, d }) => Number(n) / Number(d))),
    ]);
  it.each([
    ['exports showed double-digit growth', ['growth', 10, 100]],
    ['exports fell at a double-digit rate', ['growth', -100, -10]],
    ['出口实现两位数增长', ['growth', 10, 100]],
    ['exports rose by a third', ['growth', 32.3, 34.3]],
    ['exports rose one-fifth', ['growth', 19, 21]],
    ['exports fell by half', ['growth', -51, -49]],
    ['exports fell by nearly half', ['growth', -50, -46]],
    ['exports account for a third of the total', ['share', 32.3, 34.3]],
    ['出口增长三分之一', ['growth', 32.3, 34.3]],
    ['出口占三分之二', ['share', 65.7, 67.7]],
    ['exports tripled', ['growth', 195, 205]],
    ['exports doubled', ['growth', 95, 105]],
    ['exports halved', ['growth', -55, -45]],
    ['出口翻番', ['growth', 95, 105]],
    ['出口翻一番', ['growth', 95, 105]],
    ['出口增长两倍', ['growth', 150, 250]],
    ['出口减半', ['growth', -55, -45]],
  ])('have the interval that they mean: %s', (text, meant) => {
    expect(ends(text)).toEqual([meant]);
  });

  const records = (text: string) => {
    const { numbers, unread, records: found } = read(text);
    return [
      ...found.map(({ start, end, extreme, isOfSeason }) => [
        text.slice(start, end),
        isOfSeason ? `${extreme} of its season` : extreme,
      ]),
      ...unread.map(({ start, end, reason }) => [text.slice(start, end), reason]),
      ...numbers.map(({ measure }) => measure),
    ];
  };
  it.each([
    ['exports hit a record high in May', ['a record high', 'highest']],
    ['Exports rose to an all-time high.', ['an all-time high', 'highest']],
    ['Imports fell to a record low.', ['a record low', 'lowest']],
    ['it was a record', ['a record', 'highest']],
    ['exports hit a record for October', ['a record for October', 'highest of its season']],
    ['Record imports in October', ['Record imports', 'highest']],
    ['It was the highest level on record.', ['highest level on record', 'highest']],
    [
      'the largest monthly value since records began in 2013',
      ['largest monthly value since records began in 2013', 'highest'],
    ],
    ['exports hit a record of $5 billion', ['a record', 'highest'], 'level'],
    ['exports were a record 5 billion dollars', ['a record', 'highest'], 'level'],
    ['exports rose 5 percent to a record', ['a record', 'highest'], 'growth'],
    ['出口创历史新高', ['创历史新高', 'highest']],
    ['出口再创新高', ['创新高', 'highest']],
    ['进口额创下同期新低', ['创下同期新低', 'lowest of its season']],
    ['出口额达到历史最高水平', ['历史最高', 'highest']],
    ['出口额刷新纪录', ['刷新纪录', 'highest']],
  ])('that claim a record of a level are read: %s', (text, ...found) => {
    expect(records(text)).toEqual(found);
  });

  it.each([
    ['the fastest growth since 2010', 'fastest growth since'],
    ['the highest level in more than ten years', 'highest level in more than ten years'],
    ['exports hit a record high since 2010', 'a record high'],
    ['growth hit a record high', 'a record high'],
    ['exports saw a record growth', 'a record'],
    ['the trade surplus reached a record', 'a record'],
    ['exports did not hit a record', 'a record'],
    ['imports were close to a record high', 'a record high'],
    ['imports fell from their all-time high', 'all-time high'],
    ['the second highest on record', 'highest on record'],
    ['出口增速创历史新高', '创历史新高'],
    ['出口额创近三年来新高', '近三年来新高'],
    ['出口额创2010年以来新高', '2010年以来新高'],
    ['出口额未创新高', '创新高'],
    ['出口额接近历史最高', '历史最高'],
  ])('that claim another record, or none, are left with the reason: %s', (text, words) => {
    const { unread, records: found } = read(text);
    expect([found, unread.map(({ start, end, reason }) => [text.slice(start, end), reason])]).toEqual([
      [],
      [[words, 'record']],
    ]);
  });

  it.each([
    'customs recorded exports',
    'in the first half of 2020',
    'a record of exports',
    'customs record exports',
    'the third quarter',
    '创新高地',
    '以创新高质量发展',
  ])('are none in other words: %s', (text) => {
    const { numbers, records: found, unread } = read(text);
    expect([numbers, found, unread]).toEqual([[], [], []]);
  });

  it('are bounded as digits are', () => {
    const { numbers, unread } = read('doubled. '.repeat(7000));
    expect([numbers.length, new Set(unread.map(({ reason }) => reason))]).toEqual([
      500,
      new Set(['too-many']),
    ]);
    const { records: found, unread: more } = read('a record. '.repeat(6000));
    expect([found.length, new Set(more.map(({ reason }) => reason))]).toEqual([500, new Set(['too-many'])]);
  });
});
