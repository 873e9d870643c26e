import type { ServedState } from '@silkgauge/contract';
import type { ComparedSides, Measurement, Sides } from '@silkgauge/growth';
import { shownState } from '../views/chart-data/shown-state.fixture.ts';
import { wordsOf } from '../words/words-of.ts';
import { verdictText, type Digits } from './figure-words.ts';

const side = (value: string | null, low: string, high: string, unit = 'CNY'): Measurement => ({
  ...{ value, low, high, unit, status: 'P', formula: 'reported@1' },
});
const reported = side('1690000000000', '1685000000000', '1695000000000');
const met = side('1690000000000', '1680000000000', '1700000000000');
const implied = side('1618887015177', '1613990741200', '1623789133801');
const conflict = { verdict: 'conflicts', gap: '71112984823' } as const;

const empty: Sides = { verdict: 'unchecked', gap: null };

const said = (
  sides: Sides,
  { measure = 'level', level = empty, flags = [] as ServedState['flags'], digits = 'exact' as Digits } = {},
) =>
  (['en', 'zh'] as const).map((language) => {
    const { series } = shownState();
    const state =
      measure === 'level'
        ? { series, level: sides, growth: {}, flags }
        : { series, level, growth: { GY: sides as ComparedSides }, flags };
    return verdictText(state, { measure, sides }, wordsOf(language), digits).replaceAll('\u00a0', ' ');
  });

describe('the verdict in words', () => {
  it('of one of several prints names the other one, and of an excluded one its printer and its proof', () => {
    const from = {
      ...{ source: '/s', id: '1', document: 'https://m.fx361.cc/a', publishedAt: '2021-12-17' },
      ...{ kind: 'repost' as const, publisher: { name: { en: 'FX361', zh: '参考网' } } },
    };
    const other = { value: '28.7', low: '28.65', high: '28.75', from };
    const standing = side('26.2', '26.15', '26.25', 'percent');
    const beside = (excluded: boolean): Sides => ({
      reported: { ...standing, contradictedBy: { ...other, excluded } },
      ...{ verdict: 'unchecked', gap: null },
    });
    expect(said(beside(false), { measure: 'growth' })).toEqual([
      'another print says +28.7% (FX361, 17 December 2021)',
      '另有公布为+28.7%（参考网，2021年12月17日）',
    ]);
    expect(said(beside(true), { measure: 'growth' })).toEqual([
      'FX361, 17 December 2021, prints +28.7%, which its parts exclude',
      '参考网，2021年12月17日刊为+28.7%，与各部分不符',
    ]);
    const excluded = {
      formula: 'between-parts@1',
      by: [from],
      proof: { en: 'imports of 0', zh: '进口须为零' },
    };
    expect(said({ reported: { ...standing, excluded }, verdict: 'unchecked', gap: null })).toEqual([
      'its parts exclude it: imports of 0',
      '与其各部分不符：进口须为零',
    ]);
  });

  it('names the side that the reported number does not meet, with the gap to it', () => {
    expect(said({ reported, computed: met, implied, ...conflict })).toEqual([
      'conflicts: reported is 71.112984823 bn CNY higher than implied',
      '矛盾：公布值比推算值高711.12984823亿元',
    ]);
  });

  it('gives a gap the digits that both numbers beside it show, and never says that there is none', () => {
    const rates: Sides = {
      reported: side('18.6', '18.55', '18.65', 'percent'),
      computed: side('13.6095', '12.9793', '14.2434', 'percent'),
      ...{ verdict: 'conflicts', gap: '4.9905' },
    };
    expect(said(rates, { measure: 'growth', digits: 'shown' })[0]).toBe(
      'conflicts: reported is 5.0 points higher than computed',
    );
    expect(said({ reported, computed: met, implied, ...conflict }, { digits: 'shown' })).toEqual([
      'conflicts: reported is 71 bn CNY higher than implied',
      '矛盾：公布值比推算值高710亿元',
    ]);
    const [few, many] = [side('0.99', '0', '1', 'stores'), side('1', '1', '2', 'stores')];
    const touching: Sides = { reported: few, computed: many, verdict: 'conflicts', gap: '-0.01' };
    expect(said(touching, { digits: 'shown' })[0]).toBe(
      'conflicts: reported is 0.01 stores lower than computed',
    );
  });

  it('of a level with a break of coverage the published gap alone proves a conflict with an implied base', () => {
    const flags = ['coverage-break'] as const;
    expect(said({ reported, implied, ...conflict }, { flags: [...flags] })[0]).toMatch(
      /higher than implied$/,
    );
    const computed = side('2000000000000', '1990000000000', '2010000000000');
    const sides = { reported, computed, implied, ...conflict, gap: '-310000000000' };
    expect(said(sides, { flags: [...flags] })[0]).toBe(
      'conflicts: reported is 310 bn CNY lower than computed',
    );
    expect(
      said(
        { reported, implied, verdict: 'conflicts', gap: null },
        { flags: [...flags, 'part-above-whole'] },
      )[0],
    ).toBe('conflicts: it is above its whole');
  });

  it('names every side that it does not meet', () => {
    const computed = side('2000000000000', '1990000000000', '2010000000000');
    expect(said({ reported, computed, implied, ...conflict, gap: '-310000000000' })[0]).toBe(
      'conflicts: reported is 310 bn CNY lower than computed, 71.112984823 bn CNY higher than implied',
    );
  });

  it('names the cause of a conflict without a gap: a whole, three rates, a level that it rests on', () => {
    expect(said({ reported, verdict: 'conflicts', gap: null }, { flags: ['part-above-whole'] })).toEqual([
      'conflicts: it is above its whole',
      '矛盾：大于所属总体',
    ]);
    const rate = side('26.2', '26.15', '26.25', 'percent');
    const growth: Sides = { reported: rate, computed: rate, verdict: 'conflicts', gap: null };
    const of = (more: { level?: Sides; flags?: ServedState['flags'] }) =>
      said(growth, { measure: 'growth', ...more });
    expect(of({ flags: ['infeasible-parts'] })).toEqual([
      'conflicts: the rates of exports, imports and total cannot all hold',
      '矛盾：出口、进口与总额的增速不能同时成立',
    ]);
    expect(of({ level: { reported, computed: implied, ...conflict } })).toEqual([
      'conflicts: it rests on this level, which is in conflict',
      '矛盾：源于所依据本期金额的矛盾',
    ]);
    // An implied base is judged where it stands.
    for (const level of [{ reported, computed: met, implied, ...conflict }, empty])
      expect(of({ level })).toEqual([
        'conflicts: it rests on levels in conflict',
        '矛盾：源于所依据金额的矛盾',
      ]);
    expect(said({ reported, computed: met, verdict: 'agrees', gap: '0' })[0]).toBe('agrees');
  });

  it('names a side that it does not meet where no gap is a single number', () => {
    const readings = [
      { reading: 'up-by-times', value: '450', low: '445', high: '455' },
      { reading: 'to-times', value: '350', low: '345', high: '355' },
    ];
    const ambiguous: Measurement = { ...side(null, '0', '0', 'percent'), low: null, high: null, readings };
    const computed = side('400', '390', '410', 'percent');
    const growth = { measure: 'growth' };
    expect(said({ reported: ambiguous, computed, verdict: 'conflicts', gap: null }, growth)).toEqual([
      'conflicts with computed',
      '与计算值矛盾',
    ]);
    const near = side('448', '444', '452', 'percent');
    expect(said({ reported: ambiguous, computed: near, verdict: 'conflicts', gap: null }, growth)[0]).toBe(
      'conflicts: it rests on levels in conflict',
    );
  });

  it('takes the published gap for one though the rounded ends of intervals meet, and never compares units', () => {
    const [few, sum] = [side('4', '3.5', '4.5', 'stores'), side('6', '4', '8', 'stores')];
    expect(said({ reported: few, computed: sum, verdict: 'conflicts', gap: '-2' })[0]).toBe(
      'conflicts: reported is 2 stores lower than computed',
    );
    const dollars = side('5', '4', '6', 'USD');
    expect(said({ reported, computed: implied, implied: dollars, ...conflict })[0]).not.toContain('implied');
  });

  it('takes intervals that only touch for apart, and exact numbers at one point for equal', () => {
    const [low, high] = [
      side('26.2', '26.15', '26.25', 'percent'),
      side('26.3', '26.25', '26.35', 'percent'),
    ];
    const touching: Sides = { reported: low, computed: high, verdict: 'conflicts', gap: '-0.1' };
    expect(said(touching, { measure: 'growth' })[0]).toBe(
      'conflicts: reported is 0.1 points lower than computed',
    );
    const exact = side('5', '5', '5');
    expect(said({ reported: exact, computed: exact, verdict: 'agrees', gap: '0' })[0]).toBe('agrees');
  });
});
