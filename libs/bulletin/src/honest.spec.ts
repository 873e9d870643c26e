import {
  FIGURE,
  FLOWS,
  gacc,
  GROWTH,
  LEVEL,
  level,
  print,
  told,
  toldOf,
  ZONE,
} from './spec/events.fixture.ts';
import { fileWorld } from './spec/event-world.fixture.ts';
import { marks, marksOf, numerals, ofType, sentence, texts } from './spec/told.fixture.ts';
import type { Telling } from './bulletin.ts';
import type { World } from './world.ts';

const numbers = (telling: Telling) => numerals(sentence(telling, 'en', 'one')).map(({ text }) => text);
const source = " (coverage: a place's own count)";
const ZAEZ = 'The Zhengzhou Airport Economy Zone';

describe('honest writing', () => {
  it('H1: a side with readings has the printed words and every reading', () => {
    const one = toldOf(
      GROWTH,
      print({ value: '4.5', unit: 'times', wording: 'ambiguous-times', quote: 'up 4.5 times' }),
    );
    expect(texts(one)).toEqual([
      `${ZAEZ}’s cross-border e-commerce trade was put at “up 4.5 times” in the first half of 2020 compared with the first half of 2019, open to more than one reading: growth of 450 percent or 350 percent, according to the Zhengzhou Airport Economy Zone${source}.`,
      '2020年上半年，郑州航空港经济综合实验区跨境电商进出口额与2019年上半年相比的增速，原文表述为“up 4.5 times”，可作多种解读：450%或350%。数据来自郑州航空港经济综合实验区（口径：地方口径）。',
    ]);
    expect(numerals(sentence(one, 'en', 'one')).map(({ ref }) => ref.reading)).toEqual([
      'up-by-times',
      'to-times',
    ]);
    expect(marksOf(one)).toEqual(['readings']);
  });

  it('H1: where another print settled the wording, that print is named', () => {
    const one = toldOf(
      GROWTH,
      print({ id: 'words', value: '4.5', unit: 'times', wording: 'ambiguous-times', quote: 'up 4.5 times' }),
      level('0.135', { id: 'now' }),
      level('0.02455', { id: 'then', period: '2019-S1', publishedAt: '2019-07-16' }),
    );
    expect(marksOf(one)).toContain('settled');
    expect(ofType(sentence(one, 'en', 'one'), 'name').map(({ code }) => code)).toContain('/spec#now');
    expect(numbers(one)).toEqual(['450 percent']);
    expect(texts(one)[0]).toContain('of two readings the one settled by now');
  });

  it('H1: prints of a period that is not stated are all told', () => {
    const one = toldOf(
      { say: 'figure', of: `${ZONE}/_U`, tell: ['growth'] },
      print({ id: 'a', period: '_U', value: '20', comparison: '_U' }),
      print({ id: 'b', period: '_U', value: '30', comparison: '_U' }),
    );
    expect(numbers(one).sort()).toEqual(['20 percent', '30 percent']);
    expect(
      numerals(sentence(one, 'zh', 'one'))
        .map(({ ref }) => ('id' in ref ? ref.id : ''))
        .sort(),
    ).toEqual(['a', 'b']);
    expect(marksOf(one)).toEqual(['readings', 'period-unknown', 'comparison-unknown']);
  });

  it('H2: every number that does not meet is told, with reporter, date and gap', () => {
    const one = toldOf(
      GROWTH,
      level('4.72'),
      level('2.20', { period: '2019-S1', publishedAt: '2019-07-16' }),
      print({ value: '119.43' }),
    );
    expect(texts(one)[0]).toContain(
      'The figures do not agree: 119.43 percent according to the Zhengzhou Airport Economy Zone, 16 July 2020; 115 percent (computed, not published, rounded, between 113 and 116 percent); the gap is 4.88 percentage points (rounded).',
    );
    expect(texts(one)[1]).toContain(
      '各项数据不一致：郑州航空港经济综合实验区，2020年7月16日的数据为119.43%；另一数据为115%（计算得出，未见公布，已取约数，113%至116%之间）；相差4.88个百分点（已取约数）。',
    );
    expect(marksOf(one)).toContain('conflict');
    expect(one.lead?.scores[0]).toMatchObject({ points: 40, reasons: [{ why: 'conflict', points: 40 }] });
    // The headline has both numbers.
    expect(one.en.headline).toMatch(
      /119\.43 percent .*; the figures do not agree: 119\.43 percent and 115 percent \(computed, not published\)$/,
    );
    expect(one.zh.headline).toMatch(/119\.43%，各项数据不一致：119\.43%和115%（计算得出，未见公布）$/);
    expect(toldOf(GROWTH, print({ value: '119.43' })).en.headline).not.toMatch(/agree/);
  });

  it('H2: prints that contradict and are not in the state keep their own source, id and document', () => {
    const one = toldOf(
      GROWTH,
      print({ id: 'early', value: '31.1' }),
      print({
        id: 'late',
        value: '28.7',
        publishedAt: '2020-08-01',
        evidence: { document: 'https://example.org/late', quote: 'up 28.7', kind: 'repost' },
      }),
    );
    const found = numerals(sentence(one, 'zh', 'one')).find(({ digits }) => digits === '28.7');
    expect(found?.ref).toMatchObject({
      ...{ member: 'growth.GY.reported', source: '/spec', id: 'late', quote: 'up 28.7' },
      document: 'https://example.org/late',
      chain: {
        en: 'Zhengzhou Airport Economy Zone, as printed by example.org (repost), 1 August 2020',
        zh: '郑州航空港经济综合实验区，example.org（转载）2020年8月1日刊载',
      },
    });
    expect(texts(one)[0]).toContain(
      '28.7 percent according to the Zhengzhou Airport Economy Zone, as printed by example.org (repost), 1 August 2020',
    );
  });

  it('H2: an ambiguous multiple that contradicts has the printed words and both readings', () => {
    const one = toldOf(
      GROWTH,
      print({ id: 'early', value: '31.1' }),
      print({
        ...{ value: '4.5', unit: 'times', wording: 'ambiguous-times', publishedAt: '2020-08-01' },
        evidence: { document: 'https://example.org/late', quote: 'up 4.5 times', kind: 'repost' },
      }),
    );
    expect(texts(one)[0]).toContain(
      '450 percent or 350 percent (“up 4.5 times”, open to more than one reading) according to',
    );
    expect(texts(one)[1]).toContain('的数据为450%或350%（“up 4.5 times”，可作多种解读）');
    expect(texts(one)[0]).not.toContain(' 4.5 percent');
  });

  it('H2: growth that rests on levels which do not meet tells these, each with its place, once', () => {
    const before = { period: '2019-S1', publishedAt: '2019-07-16' };
    const one = toldOf(
      { ...GROWTH, of: `${gacc('_T')}/2020-S1` },
      level('6.00', {}, gacc('_T')),
      level('5.00', before, gacc('_T')),
      level('2.00', before, gacc('X')),
      level('2.72', before, gacc('M')),
    );
    expect(marksOf(one)).toContain('conflict');
    expect(texts(one)[0]).toContain(
      ' for China’s cross-border e-commerce trade in the first half of 2019: 5.00 billion yuan according to the General Administration of Customs of China, 16 July 2019; 4.72 billion yuan (computed, not published',
    );
    expect(texts(one)[1]).toContain('2019年上半年中国跨境电商进出口额的各项数据');
    const own = toldOf(
      { ...FIGURE, of: `${gacc('_T')}/2019-S1` },
      level('4.00', { period: '2018-S1' }, gacc('_T')),
      level('5.00', before, gacc('_T')),
      level('2.00', before, gacc('X')),
      level('2.72', before, gacc('M')),
    );
    expect(texts(own)[0]?.match(/5\.00 billion yuan according/g)).toHaveLength(1);
  });

  it('H2: a number that meets the print is not listed with those that do not', () => {
    const one = toldOf(
      { ...LEVEL, of: `${gacc('_T')}/2019-S1` },
      level('4.72', { period: '2019-S1' }, gacc('_T')),
      level('2.00', { period: '2019-S1' }, gacc('X')),
      level('2.72', { period: '2019-S1' }, gacc('M')),
      level('5.00', {}, gacc('_T')),
      print({ value: '100.0' }, gacc('_T')),
    );
    expect(texts(one)[0]).toContain('2.50 billion yuan (implied, not published');
    expect(texts(one)[0]).not.toContain('computed');
  });

  it('H2: bases that do not meet are told beside each other, each by the growth that implies it', () => {
    const known = (growth: string) => [
      level('200', { period: '2020-02' }),
      print({ value: '100', period: '2020-02', comparison: 'G1' }),
      level('200.00', { period: '2021-01' }),
      print({ value: growth, period: '2021-01' }),
    ];
    const base = { say: 'figure', of: `${ZONE}/2021-01`, tell: ['growth', 'base'] };
    const apart = toldOf(base, ...known('50'));
    expect(texts(apart)[0]).toContain(
      'The figures do not agree for the Zhengzhou Airport Economy Zone’s cross-border e-commerce trade in January 2020: 133.33 billion yuan (implied, not published, rounded, between 132.88 and 133.79 billion yuan) from the growth in January 2021; 100 billion yuan (implied, not published, rounded, between 99 and 101 billion yuan) from the growth in February 2020.',
    );
    expect(texts(apart)[1]).toContain(
      '由2020年2月增速反推为1,000亿元（推算得出，未见公布，已取约数，990至1,010亿元之间）',
    );
    expect(texts(apart)[1]).toContain('由2021年1月增速反推为1,333.3亿元');
    expect(marksOf(apart)).toContain('conflict');
    expect(marksOf(toldOf(base, ...known('100.00')))).not.toContain('conflict');
  });

  it('H2: a base that does not meet the level printed is told beside it, though the state shows another', () => {
    const one = toldOf(
      { ...LEVEL, of: `${ZONE}/2020-01` },
      level('100.0', { period: '2020-01', id: 'printed' }),
      level('200', { period: '2020-02' }),
      print({ value: '100', period: '2020-02', comparison: 'G1' }),
      level('200.00', { period: '2021-01', id: 'later-level' }),
      print({ value: '50', period: '2021-01', id: 'later-growth' }),
    );
    const [en] = texts(one);
    expect(en).toContain('100.0 billion yuan according to the Zhengzhou Airport Economy Zone, 16 July 2020');
    expect(en).toContain(
      '133.33 billion yuan (implied, not published, rounded, between 132.88 and 133.79 billion yuan) from the growth in January 2021',
    );
    const base = numerals(sentence(one, 'en', 'one')).find(({ value }) => value.startsWith('13333'));
    expect(base?.ref).toMatchObject({
      member: 'level.implied',
      formula: 'implied-base@1',
      inputs: [
        { source: '/spec', id: 'later-growth' },
        { source: '/spec', id: 'later-level' },
      ],
    });
  });

  it('a base told alone has its own period, not that of the growth', () => {
    const [en, zh] = texts(toldOf({ ...FIGURE, tell: ['base'] }, level('4.72'), print({ value: '119.43' })));
    expect(en).toMatch(/^The level of .* in the first half of 2019 was 2\.15 billion yuan/);
    expect(zh).toMatch(/^2019年上半年郑州航空港经济综合实验区跨境电商进出口额为21\.5亿元/);
  });

  it('H2: three rates that cannot belong together are told beside each other', () => {
    const rates = [
      print({ value: '50' }, gacc('_T')),
      print({ value: '10' }, gacc('X')),
      print({ value: '20' }, gacc('M')),
    ];
    const one = toldOf({ say: 'figure', of: `${gacc('_T')}/2020-S1`, tell: ['growth'] }, ...rates);
    expect(marksOf(one)).toContain('conflict');
    expect(texts(one)[0]).toContain(
      '10 percent for China’s cross-border e-commerce exports in the first half of 2020',
    );
    expect(texts(one)[1]).toContain('2020年上半年中国跨境电商进口额为20%');
  });

  it('H3: another length than that of the first figure of the paragraph is marked, in each paragraph anew', () => {
    const world = fileWorld([print(), print({ period: '2020-03' })]);
    const march = { say: 'figure', of: `${ZONE}/2020-03`, tell: ['growth'] };
    const all = told(
      world,
      [
        { ...GROWTH, id: 'a' },
        { ...march, id: 'b' },
      ],
      [{ ...march, id: 'c' }],
    );
    expect(['a', 'b', 'c'].map((id) => marks(sentence(all, 'en', id)).includes('other-period'))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('H4: a forecast is told as one, beside the actual too, and never leads', () => {
    const forecast = print({ id: 'f', value: '30', status: 'forecast' });
    const alone = toldOf(GROWTH, forecast);
    expect(texts(alone)).toEqual([
      `According to the Zhengzhou Airport Economy Zone${source}, a forecast for the Zhengzhou Airport Economy Zone’s cross-border e-commerce trade in the first half of 2020 is growth of 30 percent compared with the first half of 2019.`,
      '据郑州航空港经济综合实验区（口径：地方口径）的预测，2020年上半年郑州航空港经济综合实验区跨境电商进出口额与2019年上半年相比的增速为30%。',
    ]);
    expect(alone.lead).toBeNull();
    expect(alone.en.headline).toBe('Trade');
    const both = toldOf(GROWTH, forecast, print());
    expect(texts(both)[0]).toContain('rose 26.2 percent');
    expect(texts(both)[0]).toContain(
      'A forecast is growth of 30 percent compared with the first half of 2019, according to the Zhengzhou Airport Economy Zone.',
    );
    expect(marksOf(both)).toEqual(['forecast']);
  });

  it.each([
    ['preliminary', 'preliminary'],
    ['revised', 'revised'],
  ] as const)('H5: a figure that is %s says so', (status, mark) => {
    expect(marksOf(toldOf(GROWTH, print({ status })))).toEqual([mark]);
  });

  it('H6: a number that nobody printed says so', () => {
    const one = toldOf(FIGURE, level('4.72'), level('2.15', { period: '2019-S1' }));
    expect(texts(one)[0]).toContain(
      'rose 120 percent (computed, not published, rounded, between 118 and 121 percent) compared',
    );
    expect(marksOf(one)).toEqual(['computed', 'rounded']);
    expect(
      toldOf({ ...LEVEL, of: `${ZONE}/2019-S1` }, level('4.72'), print({ value: '119.43' })),
    ).toMatchObject({
      en: {
        paragraphs: [
          {
            sentences: [
              {
                text: expect.stringContaining(
                  '2.15 billion yuan (implied, not published, rounded)',
                ) as string,
              },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['over', 'more than 4.72 billion yuan', '超过47.2亿元'],
    ['under', 'less than 4.72 billion yuan', '不到47.2亿元'],
    ['about', 'about 4.72 billion yuan', '约47.2亿元'],
  ] as const)('H7: %s', (qualifier, en, zh) => {
    const one = toldOf(LEVEL, level('4.72', { qualifier }));
    expect(texts(one)[0]).toContain(en);
    expect(texts(one)[1]).toContain(zh);
    expect(marksOf(one)).toEqual([qualifier]);
  });

  it('H7: a range has both printed ends', () => {
    const one = toldOf(GROWTH, print({ value: '40', valueHigh: '50', qualifier: 'range' }));
    expect(texts(one)[0]).toContain('rose between 40 and 50 percent in the first half');
    expect(texts(one)[1]).toContain('增长40%至50%');
    expect(numerals(sentence(one, 'en', 'one')).map(({ value, ref }) => [value, ref.member])).toEqual([
      ['40', 'growth.GY.reported.low'],
      ['50', 'growth.GY.reported.high'],
    ]);
    expect(marksOf(one)).toEqual(['range']);
    const fall = toldOf(GROWTH, print({ value: '-50', valueHigh: '-40', qualifier: 'range' }));
    expect(texts(fall)[0]).toContain('fell between 40 and 50 percent in');
    expect(texts(fall)[1]).toContain('下降40%至50%');
    const below = toldOf(GROWTH, print({ value: '-5', qualifier: 'over' }));
    expect(texts(below)[0]).toContain('fell more than 5 percent in');
  });

  it('a name that ends in s has no other s behind it, and a day that is compared with has its preposition', () => {
    const place = 'X.US.GOODS.FULL._T._T._T._T.CNY';
    const of = `${place}/2020-11-11`;
    const one = toldOf(
      { say: 'figure', of, tell: ['growth', 'base'] },
      print({ period: '2020-11-11', publishedAt: '2020-11-12' }, place),
      level('2', { period: '2019-11-11', publishedAt: '2019-11-12' }, place),
    );
    expect(texts(one)[0]).toMatch(/^The United States’ goods trade rose /);
    expect(texts(one)[0]).toContain('The level on 11 November 2019 was 2 billion yuan.');
  });

  it('a rise, a fall and no change have their verbs, and a printed multiple its words', () => {
    const said = (value: string) => texts(toldOf(GROWTH, print({ value })));
    expect(said('-5.10')[0]).toContain('trade fell 5.10 percent in');
    expect(said('-5.10')[1]).toContain('比2019年上半年下降5.10%');
    expect(said('0.0')[0]).toContain('trade was unchanged (0.0 percent) in');
    expect(said('0.0')[1]).toContain('与2019年上半年持平（0.0%）');
    const doubled = toldOf(GROWTH, print({ value: '2', unit: 'times', wording: 'fold', quote: 'doubled' }));
    expect(texts(doubled)[0]).toContain('rose 100 percent (“doubled”) in');
    expect(texts(doubled)[1]).toContain('增长100%（原文“doubled”）');
  });

  it('a change whose interval crosses zero is told as neither a rise nor a fall, with its signs', () => {
    const one = toldOf(GROWTH, level('4.79'), level('4.8', { period: '2019-S1', publishedAt: '2019-07-16' }));
    expect(texts(one)[0]).toContain(
      'trade changed by -0.2 percent (computed, not published, rounded, between -1.4 and 1.0 percent)',
    );
    expect(texts(one)[0]).not.toMatch(/ rose | fell /);
    expect(texts(one)[1]).toContain('与2019年上半年相比的增速为-0.2%（');
    const range = toldOf(GROWTH, print({ value: '-5', valueHigh: '5', qualifier: 'range' }));
    expect(texts(range)[0]).toContain('changed by between -5 and 5 percent in');
    expect(texts(range)[1]).toContain('相比的增速为-5%至5%');
  });

  it('H13: what is asked for and not there is marked', () => {
    expect(marksOf(toldOf(FIGURE, print()))).toEqual(['no-level']);
    expect(marksOf(toldOf(FIGURE, level('4.72')))).toEqual(['no-growth']);
    expect(marksOf(toldOf({ ...FIGURE, tell: ['growth', 'base'] }, print()))).toEqual(['no-base']);
    expect(marksOf(toldOf({ ...GROWTH, comparison: 'G1' }, print()))).toEqual(['no-comparison']);
    expect(marksOf(toldOf(GROWTH, print({ comparison: '_U' })))).toEqual(['comparison-unknown']);
  });

  it('H13: where only another figure is known, what is not there is told, and no more', () => {
    const one = toldOf(GROWTH, level('4.72'));
    expect(texts(one)).toEqual([
      'For the Zhengzhou Airport Economy Zone’s cross-border e-commerce trade in the first half of 2020, no growth was published.',
      '2020年上半年，郑州航空港经济综合实验区跨境电商进出口额未公布增速。',
    ]);
    expect(texts(toldOf({ ...FIGURE, tell: ['share', 'contribution'] }, level('4.72')))[0]).toContain(
      ', no share is known, no contribution is known.',
    );
  });

  it('a share that is told alone says of what, and whose', () => {
    const one = toldOf(
      { say: 'figure', of: `${gacc('X')}/2020-S1`, tell: ['share'] },
      ...(['_T', 'X', 'M'] as const).map((flow, at) =>
        print({ value: ['26.2', '28.7', '24.4'][at] }, gacc(flow)),
      ),
    );
    expect(texts(one)[0]).toContain(
      'The share of China’s cross-border e-commerce exports in the first half of 2020 was 42.7 percent (',
    );
    expect(texts(one)[1]).toContain('2020年上半年中国跨境电商出口额所占比重为42.7%（');
    expect(texts(one)[0]).not.toContain('no figure');
  });

  it('H14: an order has all its numbers, and none inside the rounding', () => {
    const zones = ['A', 'B', 'C'].map((zone) => ZONE.replaceAll('ZAEZ', zone));
    const clear = toldOf(
      { say: 'compare', of: zones.map((zone) => `${zone}/2020-S1`), by: 'growth' },
      ...zones.map((zone, at) => print({ value: ['24.4', '24', '28.7'][at] }, zone)),
    );
    expect(texts(clear)[0]).toBe(
      "In order of growth in the first half of 2020 compared with the first half of 2019, the highest first: CN-Z-C’s cross-border e-commerce trade, 28.7 percent, according to C (coverage: a place's own count); CN-Z-A’s cross-border e-commerce trade, 24.4 percent, according to A (coverage: a place's own count); CN-Z-B’s cross-border e-commerce trade, 24 percent, according to B (coverage: a place's own count) (tied within the rounding with the one before).",
    );
    expect(marksOf(clear)).toEqual(['tied']);
    expect(texts(clear)[1]).toMatch(
      /^2020年上半年与2019年上半年相比的增速由高到低：据C（口径：地方口径）的数据，CN-Z-C跨境电商进出口额为28\.7%；/,
    );
    const wide = toldOf(
      { say: 'compare', of: zones.map((zone) => `${zone}/2020-S1`), by: 'growth' },
      ...zones.map((zone, at) => print({ value: ['20', '20.49', '19.6'][at] }, zone)),
    );
    expect(texts(wide)[0]).toMatch(
      /19\.6 percent, [^;]* \(tied within the rounding with the one before\)\.$/,
    );
    const far = toldOf(
      { say: 'compare', of: zones.map((zone) => `${zone}/2020-S1`), by: 'growth' },
      ...zones.map((zone, at) => print({ value: ['30', '29.9', '29.6'][at] }, zone)),
    );
    expect(texts(far)[0]).toMatch(/29\.6 percent, [^;]* \(tied within the rounding with one further up\)\.$/);
  });

  it('H15: a flag that concerns a reader is told', () => {
    const one = toldOf(
      { say: 'figure', of: `${ZONE}/2020-02`, tell: ['growth'] },
      print({ period: '2020-02' }),
    );
    expect(marksOf(one)).toEqual(['calendar-effect']);
    const broken = toldOf(
      FIGURE,
      level('4.72', { break: '9710 counted from here on' }),
      level('2.15', { period: '2019-S1' }),
      print(),
    );
    expect(marksOf(broken)).toContain('coverage-break');
  });

  it('H15: growth over a base that is too small says so in both languages', () => {
    const one = toldOf(
      FIGURE,
      level('2'),
      level('0', { period: '2019-S1', publishedAt: '2019-07-16' }),
      print({ value: '10' }),
    );
    expect(marksOf(one)).toContain('small-base');
    expect(texts(one)[0]).toMatch(/ Note: .*the base is so small that its growth says little\.$/);
    expect(texts(one)[1]).toMatch(/注：.*基数过小，增速参考意义有限。$/);
  });

  it('H15: no headline leaves out that a period is not complete, or that what is counted has changed', () => {
    const broken = toldOf(GROWTH, print({ break: '9710 counted from here on' }));
    expect(broken.en.headline).toMatch(/ percent .*; what is counted has changed in between$/);
    expect(broken.zh.headline).toMatch(/%，其间统计口径有变$/);
    const world = fileWorld([print()]);
    const cut: World = {
      ...world,
      state: (key) => {
        const state = world.state(key);
        return state && { ...state, flags: ['partial-period'] };
      },
    };
    const partial = told(cut, [{ id: 'one', ...GROWTH }]);
    expect(partial.en.headline).toMatch(/ percent .*; the period is not complete$/);
    expect(partial.zh.headline).toMatch(/%，该时期的数据尚不完整$/);
  });

  it('H15: growth across a break is not compared: which flow grew faster is left out', () => {
    const rates = [
      print({ value: '26.2' }, gacc('_T')),
      print({ value: '28.7', break: 'new' }, gacc('X')),
      print({ value: '24.4' }, gacc('M')),
    ];
    const one = toldOf(FLOWS, ...rates);
    expect(marksOf(one)).toContain('coverage-break');
    expect(texts(one)[0]).not.toMatch(/faster|slower|added more/);
  });

  it('H14: flows whose rates meet are tied', () => {
    const one = toldOf(
      FLOWS,
      ...(['_T', 'X', 'M'] as const).map((flow) => print({ value: '26.2' }, gacc(flow))),
    );
    expect(texts(one)[0]).not.toMatch(/faster|slower/);
    expect(marksOf(one)).toContain('tied');
  });

  it('H16: reporter and coverage are told where a series is used first', () => {
    const world = fileWorld([print(), print({ period: '2019-S1', publishedAt: '2019-07-16' })]);
    const two = told(world, [
      { ...GROWTH, id: 'a' },
      { ...GROWTH, id: 'b', of: `${ZONE}/2019-S1` },
    ]);
    expect(['a', 'b'].map((id) => sentence(two, 'en', id).text.includes('coverage:'))).toEqual([true, false]);
    for (const id of ['a', 'b'])
      expect(ofType(sentence(two, 'zh', id), 'attribution').map(({ by }) => by)).toEqual(['ZAEZ']);
  });

  it('shares and contributions are told where they are asked for', () => {
    const rates = [
      print({ value: '26.2' }, gacc('_T')),
      print({ value: '28.7' }, gacc('X')),
      print({ value: '24.4' }, gacc('M')),
    ];
    const one = toldOf(
      { say: 'figure', of: `${gacc('X')}/2020-S1`, tell: ['growth', 'contribution', 'share'] },
      ...rates,
    );
    expect(texts(one)[0]).toContain(
      'Its share was 42.7 percent (implied, not published, rounded, between 40.3 and 45.1 percent).',
    );
    expect(texts(one)[1]).toContain(
      '对整体增长贡献12.0个百分点（推算得出，未见公布，已取约数，11.3至12.7个百分点之间）。',
    );
  });
});
