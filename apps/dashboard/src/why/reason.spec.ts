import type { ServedState } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import fc from 'fast-check';
import { wordsOf } from '../words/words-of.ts';
import { impliedBase } from './implied-base.ts';
import { reasonText } from './reason.ts';

const [en, zh] = [wordsOf('en'), wordsOf('zh')];

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

const stateOf = (growth: Partial<Sides>, more: Partial<ServedState> = {}): ServedState =>
  ({
    level: LEVEL,
    growth: { GY: { comparedWith: '2020', verdict: 'unchecked', gap: null, ...growth } },
    other: {},
    flags: [],
    ...more,
  }) as unknown as ServedState;

describe('why a figure is what it is', () => {
  it('a final level over a preliminary base: the conflict of 2021, with the base that the rate implies', () => {
    const state = stateOf({ reported: RATE, computed: FROM_LEVELS, verdict: 'conflicts', gap: '4.9905' });
    expect(reasonText(state, en)).toBe(
      'The printed rate, +18.6%, contradicts the levels, which give +13.6%. The level is final, the base of the year before was preliminary: the printed rate implies a base of 1.619\u00a0trn\u00a0CNY.',
    );
    expect(reasonText(state, zh)).toBe(
      '公布的增速（+18.6%）与按金额计算的增速（+13.6%）矛盾。本期金额为终值，上年基数为初值：按公布的增速推算，基数为1.619万亿元。',
    );
  });

  it('levels of one status: the implied base alone, or a break of coverage', () => {
    const conflict = {
      reported: RATE,
      computed: { ...FROM_LEVELS, status: 'A' },
      verdict: 'conflicts',
    } as const;
    expect(reasonText(stateOf(conflict), en)).toMatch(
      /The printed rate implies a base of 1\.619\u00a0trn\u00a0CNY, not the printed one\.$/,
    );
    expect(reasonText(stateOf(conflict, { flags: ['coverage-break'] }), en)).toMatch(
      /What is counted changed/,
    );
  });

  it.each([
    [
      { reported: RATE, computed: FROM_LEVELS, verdict: 'agrees' },
      /^The printed rate, \+18\.6%, is what/,
      /一致/,
    ],
    [{ reported: RATE, computed: FROM_LEVELS, verdict: 'within-rounding' }, /within rounding/, /四舍五入/],
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
    expect(reasonText(stateOf({}, { growth: {} }), en)).toMatch(/^Printed as 1\.92\u00a0trn\u00a0CNY\./);
    const nothing = { growth: {}, level: { verdict: 'unchecked', gap: null } } as const;
    expect(reasonText(stateOf({}, nothing), en)).toBeNull();
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
          const base = impliedBase(ofLevel, ofRate);
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
      impliedBase({ value: '5', low: '4', high: '6' }, { value: '-99', low: '-100.5', high: '-98.5' }),
    ).toBeNull();
  });
});
