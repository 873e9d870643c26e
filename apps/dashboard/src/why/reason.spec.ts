import type { ExplainedGap, ServedState } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import fc from 'fast-check';
import { wordsOf } from '../words/words-of.ts';
import { shownBase } from './implied-base.ts';
import { reasonText as reasonOf } from './reason.ts';

const names = {
  'indicator CBEC': { en: 'E-commerce', zh: '跨境电商' },
  'area CN': { en: 'China', zh: '中国' },
};
const [en, zh] = [wordsOf('en', names), wordsOf('zh', names)];
const reasonText = (state: ServedState, words: typeof en, gaps: readonly ExplainedGap[] = []) =>
  reasonOf({ state, gaps: [...gaps], prints: [] }, words);

function side(value: string | null, low: string, high: string, more: Partial<Measurement> = {}): Measurement {
  return { value, unit: 'percent', low, high, status: 'A', formula: 'reported@1', ...more };
}

const LEVEL: Sides = {
  reported: side('1920000000000', '1915000000000', '1925000000000', { unit: 'CNY' }),
  verdict: 'unchecked',
  gap: null,
};
const RATE = side('18.6', '18.55', '18.65');
const FROM_LEVELS = side('13.6095', '13.1', '14.1', { status: 'P', formula: 'ratio@1' });

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY/2021';

const stateOf = (growth: Partial<Sides>, more: Partial<ServedState> = {}): ServedState =>
  ({
    key: KEY,
    series: { reporter: 'GACC' },
    level: LEVEL,
    growth: { GY: { comparedWith: '2020', verdict: 'unchecked', gap: null, ...growth } },
    other: {},
    flags: [],
    ...more,
  }) as unknown as ServedState;

describe('why a figure is what it is', () => {
  it('a print that another one contradicts: both, and why the other one cannot be', () => {
    const from = {
      ...{ source: '/s', id: '1', document: 'https://m.fx361.cc/a', publishedAt: '2021-12-17' },
      publisher: { name: { en: 'FX361', zh: '参考网' } },
    };
    const other = { value: '28.7', low: '28.65', high: '28.75', from, excluded: true };
    const state = stateOf({ reported: { ...side('26.2', '26.15', '26.25'), contradictedBy: other } });
    const told = (words: typeof en, prints: readonly unknown[]) =>
      reasonOf({ state, gaps: [], prints: prints as never }, words);
    const proof = { en: '28.7 percent would need imports of 0', zh: '若为28.7%，进口须为零' };
    const excluded = { source: '/s', id: '1', excluded: { proof } };
    expect(told(en, [excluded])).toBe(
      'Printed as +26.2%. Another print, by FX361, 17 December 2021, says +28.7%, which cannot be: 28.7 percent would need imports of 0.',
    );
    expect(told(zh, [excluded])).toBe(
      '公布值为+26.2%。参考网，2021年12月17日刊为+28.7%，不成立：若为28.7%，进口须为零。',
    );
    expect(told(en, [])).toBe('Printed as +26.2%. Another print says +28.7% (FX361, 17 December 2021).');
  });

  it('a final level over a preliminary base: the conflict of 2021, with the base that the rate implies', () => {
    const state = stateOf({ reported: RATE, computed: FROM_LEVELS, verdict: 'conflicts', gap: '4.9905' });
    expect(reasonText(state, en)).toBe(
      'The printed rate, +18.6%, contradicts the levels, which give +13.6%. The level is final, the base of the year before was preliminary: the printed rate implies a base of 1.619\u00a0trn\u00a0CNY.',
    );
    expect(reasonText(state, zh)).toBe(
      '公布的增速（+18.6%）与按金额计算的增速（+13.6%）矛盾。本期金额为终值，上年基数为初值：按公布的增速推算，基数为1.619万亿元。',
    );
  });

  it('levels of one status: the implied base alone, beside a base that may be a sum', () => {
    const state = stateOf({
      ...{ reported: RATE, computed: { ...FROM_LEVELS, status: 'A' }, verdict: 'conflicts' },
    });
    expect(reasonText(state, en)).toMatch(
      /The printed rate implies a base of 1\.619\u00a0trn\u00a0CNY, not the one known here\.$/,
    );
    expect(reasonText(state, zh)).toMatch(/基数为1\.619万亿元，与此处已知的基数不符。$/);
  });

  it('growth across a break of coverage is not comparable because of the break', () => {
    const growth = { reported: RATE, verdict: 'not-comparable' } as const;
    const broken = stateOf(growth, { flags: ['coverage-break'] });
    expect(reasonText(broken, en)).toBe(
      'Printed as +18.6%; it cannot be compared with the other figures here. What is counted changed between both periods, so the levels do not compare.',
    );
    expect(reasonText(broken, zh)).toBe(
      '公布值为+18.6%，与此处其他数据不可比。两期之间统计口径有变，金额不可比。',
    );
    const small = stateOf(growth, { flags: ['small-base'] });
    expect(reasonText(small, en)).toMatch(/figures here\. The base is zero, negative or too small/);
    expect(reasonText(small, zh)).toMatch(/不可比。基数为零、为负或过小/);
    const both = stateOf(growth, { flags: ['coverage-break', 'small-base'] });
    expect(reasonText(both, en)).toMatch(/figures here\. The base is zero/);
    const over = { comparedWith: '2020', gap: null, ...growth };
    const untold = stateOf({}, { growth: { GY: over, G1: over }, flags: ['coverage-break', 'small-base'] });
    for (const state of [stateOf(growth), untold]) expect(reasonText(state, en)).toMatch(/figures here\.$/);
  });

  it('a conflict beside a break of coverage elsewhere has the implied base', () => {
    const growth = { reported: RATE, computed: FROM_LEVELS, verdict: 'conflicts' } as const;
    expect(reasonText(stateOf(growth, { flags: ['coverage-break'] }), en)).toMatch(
      /contradicts the levels.* implies a base of 1\.619/,
    );
  });

  it.each([
    [
      { reported: RATE, computed: FROM_LEVELS, verdict: 'agrees' },
      /^The printed number, \+18\.6%, is what/,
      /一致/,
    ],
    [{ reported: RATE, computed: FROM_LEVELS, verdict: 'within-rounding' }, /within rounding/, /舍入范围内/],
    [{ reported: RATE }, /^Printed as \+18\.6%\. Nothing here checks it/, /尚无其他数据可供核对/],
    [{ computed: FROM_LEVELS }, /^Nobody printed this number/, /未见公布/],
    [{ implied: FROM_LEVELS }, /^Nobody printed this number: it follows/, /未见公布/],
    [{ forecast: RATE }, /^A forecast/, /预测/],
    [
      { reported: RATE, implied: FROM_LEVELS, verdict: 'conflicts' },
      /contradicts other figures/,
      /与其他数据推算/,
    ],
    [{ reported: RATE, verdict: 'not-comparable' }, /cannot be compared/, /不可比/],
  ] as const)('%# tells its case in both languages', (growth, english, chinese) => {
    expect(reasonText(stateOf(growth), en)).toMatch(english);
    expect(reasonText(stateOf(growth), zh)).toMatch(chinese);
  });

  it('a wording with two readings, which nothing settles', () => {
    const readings = [
      { reading: 'up-by-times', value: '450', low: '445', high: '455' },
      { reading: 'to-times', value: '350', low: '345', high: '355' },
    ];
    const state = stateOf({ reported: { ...RATE, value: null, readings } }, { flags: ['ambiguous-wording'] });
    expect(reasonText(state, en)).toBe(
      'The wording can mean +450% if “up by” or +350% if “to”, and no other figure settles which.',
    );
  });

  it('a number that its reporter withholds', () => {
    const reported = { ...RATE, value: null, low: null, high: null, absence: 'confidential' } as const;
    expect(reasonText(stateOf({ reported }), en)).toBe('The reporter gives no number: confidential.');
  });

  it('sales, a level alone, and no figure at all', () => {
    const counts = { events: '12', units: '30' };
    const level = { computed: side('5', '5', '5'), verdict: 'unchecked', gap: null } as const;
    expect(reasonText(stateOf({}, { growth: {}, counts, level }), en)).toBe('The exact sum of 12 sales.');
    expect(reasonText(stateOf({ computed: FROM_LEVELS }, { counts, level }), en)).toMatch(/worked out from/);
    expect(reasonText(stateOf({}, { growth: {} }), en)).toMatch(/^Printed as 1\.92\u00a0trn\u00a0CNY\./);
    const nothing = { growth: {}, level: { verdict: 'unchecked', gap: null } } as const;
    expect(reasonText(stateOf({}, nothing), en)).toBeNull();
  });
});

/** A level of `key` that does not meet another. */
const gapOf = (key: string, against: ExplainedGap['against'], other = key): ExplainedGap => ({
  ...{ key, figure: 'level', against, with: { key: other, side: 'level.reported' } },
  ...{ formula: 'sum-of-parts@1', gap: '60', unit: 'CNY' },
});

describe('the sentence on a conflict', () => {
  const levelState = (level: Partial<Sides>, flags: ServedState['flags'] = []) =>
    stateOf({}, { growth: {}, level: { ...LEVEL, verdict: 'conflicts', ...level }, flags: [...flags] });
  const conflicts = { verdict: 'conflicts' } as const;

  it('names the three printed rates that cannot all hold, though the rate meets what it is checked against', () => {
    const near = { ...FROM_LEVELS, value: '18.6001', low: '18.1', high: '19.1' };
    const growth = { reported: RATE, computed: near, ...conflicts };
    const state = stateOf(growth, { flags: ['infeasible-parts'] });
    expect(reasonText(state, en)).toBe(
      'Printed as +18.6%. The printed rates of exports, imports and their total cannot all hold, whatever the shares of the two.',
    );
    expect(reasonText(state, zh)).toBe(
      '公布值为+18.6%。无论进出口占比如何，公布的出口、进口与总额增速都不能同时成立。',
    );
  });

  it('names the whole that a level exceeds', () => {
    const state = levelState({}, ['part-above-whole']);
    const whole = gapOf(KEY, 'whole', KEY.replace('FULL', '_T'));
    expect(reasonText(state, en, [whole])).toBe(
      'The printed level, 1.92\u00a0trn\u00a0CNY, is above that of E-commerce · China, of which it is a part.',
    );
    expect(reasonText(state, zh, [whole])).toContain('高于跨境电商 · 中国，');
    expect(reasonText(state, en)).toContain('is above that of its whole,');
  });

  it('of a level follows the sentence on growth that has none', () => {
    const level: Sides = { ...LEVEL, verdict: 'conflicts' };
    const state = stateOf({ reported: RATE }, { level, flags: ['part-above-whole'] });
    expect(reasonText(state, en)).toMatch(
      /^Printed as \+18\.6%\. Nothing here checks .*known\. The printed level, 1/,
    );
    expect(reasonText(state, zh)).toMatch(/可供核对。公布的金额（1\.92万亿元）高于总体，/);
  });

  it('of a level is with the sum of its parts, or with other figures, and speaks of no rate', () => {
    const sum = side('1700000000000', '1690000000000', '1710000000000', { unit: 'CNY' });
    const ofParts = levelState({ computed: { ...sum, formula: 'sum-of-parts@1' } });
    expect(reasonText(ofParts, en)).toBe(
      'The printed level, 1.92\u00a0trn\u00a0CNY, contradicts the sum of its parts, 1.7\u00a0trn\u00a0CNY.',
    );
    expect(reasonText(ofParts, zh)).toBe('公布的金额（1.92万亿元）与各部分之和（1.7万亿元）矛盾。');
    const difference = levelState({ computed: { ...sum, formula: 'cumulative-difference@1' } });
    expect(reasonText(difference, en)).toMatch(
      /^The printed number, .* contradicts other figures, which give/,
    );
  });

  it('is with the implied number alone where the computed one meets', () => {
    const meeting = { ...FROM_LEVELS, value: '18.9', low: '18.4', high: '19.4' };
    const implied = side('13.5', '13.4', '13.6', { formula: 'weighted-growth@1' });
    const state = stateOf({ reported: RATE, computed: meeting, implied, ...conflicts, gap: '5.1' });
    expect(reasonText(state, en)).toBe(
      'The printed number, +18.6%, contradicts other figures, which give +13.5%.',
    );
  });

  it('names the levels in conflict that growth rests on, in its own series by period', () => {
    const meeting = { ...FROM_LEVELS, value: '18.6', low: '18.1', high: '19.1' };
    const state = stateOf({ reported: RATE, computed: meeting, ...conflicts });
    const base = gapOf(KEY.replace('2021', '2020'), 'computed');
    const other = gapOf(KEY.replace('GACC.CN', 'GACC.US'), 'computed');
    expect(reasonText(state, en, [base])).toBe(
      'Printed as +18.6%. What checks it rests on a level in conflict: 2020.',
    );
    expect(reasonText(state, zh, [base])).toBe('公布值为+18.6%。核对所依据的金额存在矛盾：2020年。');
    expect(reasonText(state, en, [gapOf(KEY, 'whole'), base, base, other])).toMatch(
      /levels in conflict: 2021, 2020, E-commerce · US, 2021\.$/,
    );
    const many = ['2017', '2018', '2019', '2020'].map((year) => gapOf(KEY.replace('2021', year), 'computed'));
    expect(reasonText(state, en, many)).toMatch(/levels in conflict: 2017, 2018, 2019 …\.$/);
    expect(reasonText(state, zh, many)).toMatch(/：2017年、2018年、2019年等。$/);
    expect(reasonText(state, en, [gapOf(KEY, 'implied')])).toMatch(/rests on levels in conflict\.$/);
  });

  it('of a number that nobody printed is about what the number rests on', () => {
    const state = stateOf({ computed: FROM_LEVELS, ...conflicts });
    expect(reasonText(state, en, [gapOf(KEY.replace('2021', '2020'), 'computed')])).toBe(
      'Nobody printed this number, and it rests on a level in conflict: 2020.',
    );
    expect(reasonText(state, zh)).toBe('未见公布，所依据的金额存在矛盾。');
  });

  it('tells statuses of level and base for growth over the year alone', () => {
    const growth = {
      comparedWith: '2020-S2',
      gap: '4.9905',
      reported: RATE,
      computed: FROM_LEVELS,
      ...conflicts,
    };
    expect(reasonText(stateOf({}, { growth: { G1: growth } }), en)).toMatch(
      /The printed rate implies a base of 1\.619\u00a0trn\u00a0CNY, not the one known here\.$/,
    );
  });
});

describe('an implied base', () => {
  it('grown by the rate gives the level again, within the intervals', () => {
    const number = (text: string | null | undefined) => Number(text);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: -990, max: 90_000 }),
        (level, rate) => {
          const ofLevel = { value: String(level), low: String(level - 0.5), high: String(level + 0.5) };
          const of = (tenths: number) => (tenths / 100).toFixed(2);
          const ofRate = { value: of(rate * 10), low: of(rate * 10 - 5), high: of(rate * 10 + 5) };
          const base = shownBase(ofLevel, ofRate);
          const grown = (end: string | null | undefined, by: string) => number(end) * (1 + number(by) / 100);
          expect(grown(base?.low, ofRate.high)).toBeLessThanOrEqual(level - 0.5 + 1e-6 * level);
          expect(grown(base?.high, ofRate.low)).toBeGreaterThanOrEqual(level + 0.5 - 1e-6 * level - 1e-4);
          expect(number(base?.value)).toBeGreaterThanOrEqual(number(base?.low));
          expect(number(base?.value)).toBeLessThanOrEqual(number(base?.high));
        },
      ),
    );
  });

  it('is unknown for a rate that may be -100 %', () => {
    expect(
      shownBase({ value: '5', low: '4', high: '6' }, { value: '-99', low: '-100.5', high: '-98.5' }),
    ).toBeNull();
  });
});
