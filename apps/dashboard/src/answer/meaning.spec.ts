import type { ServedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { wordsOf } from '../words/words-of.ts';
import { meaningOf } from './meaning.ts';

const side = (value: string, low: string, high: string, unit = 'percent'): Measurement => ({
  value,
  unit,
  low,
  high,
  status: 'P',
  formula: 'reported@1',
});

function state(
  growth: Measurement,
  contribution?: Measurement,
  more: Partial<ServedState> = {},
): ServedState {
  return {
    growth: { GY: { comparedWith: null, reported: growth, verdict: 'unchecked', gap: null } },
    other: contribution ? { contribution: { implied: contribution, verdict: 'unchecked', gap: null } } : {},
    ...more,
  } as ServedState;
}

const points = (value: string, low: string, high: string) => side(value, low, high, 'points');
const total = state(side('26.2', '26.15', '26.25'));
const exports = state(side('28.7', '28.65', '28.75'), points('12.0140', '11.4', '12.7'));
const imports = state(side('24.4', '24.35', '24.45'), points('14.1860', '13.5906', '14.7838'));
const [en, zh] = [wordsOf('en'), wordsOf('zh')];

describe('the line of meaning', () => {
  it('tells that imports grew slower but added more, by both ends: 13.6 to 14.8 of 26.2 points', () => {
    expect(meaningOf({ total, exports, imports }, en)).toBe(
      'Imports grew slower than exports but added more: 13.6 to 14.8 of the 26.2 points.',
    );
    expect(meaningOf({ total, exports, imports }, zh)).toBe(
      '进口增速低于出口，但拉动更大：整体增长26.2%，其中拉动13.6至14.8个百分点。',
    );
  });

  it('tells that one flow grew faster and added more', () => {
    const more = state(side('28.7', '28.65', '28.75'), points('20.1', '19', '21'));
    const less = state(side('24.4', '24.35', '24.45'), points('6.1', '5', '7'));
    expect(meaningOf({ total, exports: more, imports: less }, en)).toBe(
      'Exports grew faster than imports and added more: 19 to 21 of the 26.2 points.',
    );
  });

  it('tells what the parts add up to where their digits do not add up to those of the whole', () => {
    const half = state(side('5.7', '5.65', '5.75'));
    const sold = state(side('7.0', '6.95', '7.05'), points('4.0', '3.19', '4.84'));
    const bought = state(side('4.1', '4.05', '4.15'), points('1.98', '1.2', '2.76'));
    expect(meaningOf({ total: half, exports: sold, imports: bought }, en)).toBe(
      'Exports grew faster than imports and added more: 3.2 to 4.8 of the 5.7 points. Parts add to 6.0 within rounding.',
    );
    expect(meaningOf({ total: half, exports: sold, imports: bought }, zh)).toBe(
      '出口增速高于进口，拉动也更大：整体增长5.7%，其中拉动3.2至4.8个百分点。各部分合计6.0个百分点，差异在舍入范围内。',
    );
    const exact = state(side('4.1', '4.05', '4.15'), points('1.98', '1.97', '1.99'));
    const firm = state(side('7.0', '6.95', '7.05'), points('4.0', '3.99', '4.01'));
    expect(meaningOf({ total: half, exports: firm, imports: exact }, en)).toContain(
      'Parts add to 6.0, which rounding does not explain.',
    );
  });

  it('tells no order of flows whose intervals overlap', () => {
    const alike = state(side('28.7', '28.65', '28.75'), points('13.1', '12', '14.5'));
    const other = state(side('28.7', '28.65', '28.75'), points('13.1', '12', '14.5'));
    expect(meaningOf({ total, exports: alike, imports: other }, en)).toBe(
      'Exports and imports grew alike, as far as the printed digits tell.',
    );
  });

  it('compares the rates where contributions are unknown', () => {
    const [x, m] = [state(side('28.7', '28.65', '28.75')), state(side('24.4', '24.35', '24.45'))];
    expect(meaningOf({ total, exports: x, imports: m }, en)).toBe(
      'Exports grew faster than imports: 28.7% against 24.4%.',
    );
  });

  it('tells that a rate conflicts with its levels; is null where flows are missing and nothing conflicts', () => {
    const wrong = state(side('18.6', '18.55', '18.65'));
    const computed = side('13.6095', '13.1494', '14.0718');
    const sides = { ...wrong.growth['GY'], computed, verdict: 'conflicts', gap: '4.9905' };
    const conflicting = { ...wrong, growth: { GY: sides } } as unknown as ServedState;
    expect(meaningOf({ total: conflicting }, en)).toBe(
      'The published rate is 5.0 points higher than the published levels give.',
    );
    expect(meaningOf({ total: conflicting }, zh)).toBe('公布的增速比按金额计算的高5.0个百分点。');
    const hair = { ...wrong.growth['GY'], computed: side('18.6304', '18.6504', '18.6604'), gap: '-0.0304' };
    const near = { ...wrong, growth: { GY: { ...hair, verdict: 'conflicts' } } } as unknown as ServedState;
    expect(meaningOf({ total: near }, en)).toContain('is 0.03 points lower than');
    expect(meaningOf({ total }, en)).toBeNull();
    expect(meaningOf({}, en)).toBeNull();
  });
});
