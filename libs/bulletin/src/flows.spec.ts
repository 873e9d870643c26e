import { FIGURE, FLOWS, gacc, level, print, toldOf } from './spec/events.fixture.ts';
import { marksOf, texts } from './spec/told.fixture.ts';

describe('flows', () => {
  const rates = (imports: object) => [
    print({ value: '26.2' }, gacc('_T')),
    print({ value: '28.7' }, gacc('X')),
    print({ value: '24.4', ...imports }, gacc('M')),
  ];

  it('H4: of which one is a forecast are told one by one, and not compared', () => {
    const one = toldOf(FLOWS, ...rates({ status: 'forecast' }));
    expect(texts(one)[0]).toContain(
      'According to the General Administration of Customs of China, a forecast for China’s',
    );
    expect(texts(one)[0]).not.toMatch(/faster|slower|added more/);
    expect(marksOf(one)).toContain('forecast');
    expect(one.lead?.id).toBe('one');
  });

  it('H4: a forecast beside an actual is told too, with whose it is', () => {
    const one = toldOf(FLOWS, ...rates({}), print({ value: '30', status: 'forecast' }, gacc('M')));
    expect(texts(one)[0]).toContain(
      'According to the General Administration of Customs of China, a forecast for China’s cross-border e-commerce imports in the first half of 2020 is growth of 30 percent compared with the first half of 2019.',
    );
    expect(texts(one)[1]).toContain(
      '据海关总署的预测，2020年上半年中国跨境电商进口额与2019年上半年相比的增速为30%。',
    );
    expect(texts(one)[0]).toContain('Imports grew slower than exports but added more');
  });

  it('H1: a flow with readings has all of them, beside its level', () => {
    const one = toldOf(
      FLOWS,
      ...rates({ value: '4', unit: 'times', wording: 'ambiguous-times', quote: 'up 4 times' }),
      level('4.72', {}, gacc('M')),
    );
    expect(texts(one)[0]).toContain(
      'imports were 4.72 billion yuan and were put at “up 4 times”, open to more than one reading: growth of 400 percent or 300 percent.',
    );
    expect(texts(one)[1]).toContain(
      '进口为47.2亿元，其增速，原文表述为“up 4 times”，可作多种解读：400%或300%。',
    );
  });

  it('whose rates are negative have no word of speed', () => {
    const one = toldOf(
      FLOWS,
      print({ value: '-3.0' }, gacc('_T')),
      print({ value: '-5.0' }, gacc('X')),
      print({ value: '-1.0' }, gacc('M')),
    );
    expect(texts(one)[0]).toContain(
      'Exports fell 5.0 percent and imports fell 1.0 percent. The rate of exports was below that of imports, and exports subtracted more: of the change in the total, exports make up -2.5 percentage points',
    );
  });

  it('of which one adds and one subtracts are told so', () => {
    const one = toldOf(
      FLOWS,
      print({ value: '3.0' }, gacc('_T')),
      print({ value: '-5.0' }, gacc('X')),
      print({ value: '9.0' }, gacc('M')),
    );
    expect(texts(one)[0]).toContain(
      'Imports added and exports subtracted: of the change in the total, imports',
    );
    expect(texts(one)[1]).toContain('进口对整体增长的贡献为正，出口为负：在整体变动中，进口贡献');
  });

  it('H2: of which one has rates that do not meet have their contributions, and no order of them', () => {
    const early = {
      value: '31.1',
      evidence: { document: 'https://example.org/e', quote: 'e', kind: 'repost' },
    };
    const one = toldOf(FLOWS, ...rates({}), print(early, gacc('X')));
    expect(marksOf(one)).toContain('conflict');
    expect(texts(one)[0]).toContain(' Of the growth of the total, exports make up 12.0 percentage points');
    expect(texts(one)[0]).not.toMatch(/faster|slower|added more|above that|side by side/);
    expect(texts(one)[1]).not.toContain('相当');
  });

  it('H13: of which one has no growth are told one by one, each with what is there', () => {
    const one = toldOf(FLOWS, ...rates({}).slice(0, 2), level('4.72', {}, gacc('M')));
    expect(texts(one)[0]).toContain('imports were 4.72 billion yuan');
    expect(texts(one)[0]).toContain('no growth was published');
    expect(one.refused).toEqual([]);
  });

  it('told one by one lead with the points of all: of a total, and of what does not meet in any', () => {
    const repost = { document: 'https://example.org/repost', quote: 'again', kind: 'repost' };
    const one = toldOf(
      FLOWS,
      ...rates({}).slice(0, 2),
      level('4.72', {}, gacc('M')),
      level('4.80', { publishedAt: '2020-08-01', evidence: repost }, gacc('M')),
    );
    expect(texts(one)[0]).toContain('no growth was published');
    expect(one.lead?.scores).toMatchObject([
      {
        points: 55,
        reasons: [
          { why: 'conflict', points: 40 },
          { why: 'whole', points: 10 },
          { why: 'total', points: 5 },
        ],
      },
    ]);
    expect(one.en.headline).toMatch(
      /trade rose 26\.2 percent .*; the figures for China’s cross-border e-commerce imports in the first half of 2020 do not agree: 4\.72 billion yuan and 4\.80 billion yuan as printed by example\.org$/,
    );
  });

  it('H13: of which some have no level say of which', () => {
    const one = toldOf(FLOWS, ...rates({}), level('4.72', {}, gacc('M')));
    expect(texts(one)[0]).toContain('no level was published (the total and exports)');
    expect(texts(one)[1]).toContain('未公布数额（总额和出口）');
    expect(marksOf(toldOf(FLOWS, ...rates({})))).toContain('no-level');
  });

  it('H2: an implied base that meets no printed level is told with it', () => {
    const one = toldOf(
      { ...FIGURE, tell: ['growth', 'base'] },
      level('4.72'),
      level('2.20', { period: '2019-S1', publishedAt: '2019-07-16' }),
      print({ value: '119.43' }),
    );
    expect(texts(one)[0]).toMatch(
      /The level in the first half of 2019 was 2\.20 billion yuan; worked back from growth, it was 2\.15 billion yuan .* 2\.20 billion yuan according to/,
    );
    expect(texts(one)[1]).toContain('2019年上半年为22.0亿元；由增速反推为21.5亿元（');
  });
});
