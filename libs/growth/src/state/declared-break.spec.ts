import { assembleState } from './assemble.ts';
import { addFigure, removeFigure } from './corrections.ts';
import type { Figure } from '../observation/figure.ts';
import { ambiguous, figure, growth } from '../spec/figures.ts';
import { factsOf, KNOWN } from '../spec/series.ts';
import { graphOf } from '../spec/graph.ts';
import type { StateBody } from './state-body.ts';

const BROKEN = { break: '9710 counted from here on' } as const;
const stateOf = (period: string, some: readonly Figure[]): StateBody =>
  assembleState(factsOf(some), period, KNOWN);
const month = (period: string, value: string, more: Partial<Figure> = {}): Figure =>
  figure({ period, value, ...more });

describe('growth across a declared break', () => {
  const months = [
    month('2019-03', '100'),
    month('2019-04', '100'),
    month('2020-02', '100'),
    month('2020-03', '110', BROKEN),
    month('2020-04', '120'),
    month('2021-03', '130'),
  ];

  it.each([
    ['2020-03', 'GY'],
    ['2020-03', 'G1'],
    ['2020-04', 'GY'],
  ])('of %s over %s is withheld', (period, key) => {
    const { growth: found, flags } = stateOf(period, months);
    expect(found[key]).toEqual({
      comparedWith: expect.any(String) as string,
      verdict: 'not-comparable',
      gap: null,
    });
    expect(flags).toContain('coverage-break');
  });

  it.each([
    ['2020-04', 'G1', '9.0909'],
    ['2021-03', 'GY', '18.1818'],
  ])('of %s over %s, on one side of the break, is worked out', (period, key, value) => {
    expect(stateOf(period, months).growth[key]?.computed?.value).toBe(value);
  });

  it('is withheld over a named period too, and no flag is on a state on one side', () => {
    const named = growth('60', { period: '2021-03', comparison: '2019-03' });
    const { growth: found, flags } = stateOf('2021-03', [...months, named]);
    expect(found['2019-03']).toMatchObject({ reported: { value: '60' }, verdict: 'not-comparable' });
    expect(found['2019-03']?.computed).toBeUndefined();
    expect(found['GY']?.verdict).toBe('unchecked');
    expect(flags).toEqual(['coverage-break']);
    expect(stateOf('2021-03', months).flags).toEqual([]);
  });

  it('is shown as printed, with a base that is compared with nothing', () => {
    const prints = [...months, growth('5', { period: '2020-03' })];
    expect(stateOf('2020-03', prints).growth['GY']).toMatchObject({
      reported: { value: '5' },
      verdict: 'not-comparable',
      gap: null,
    });
    const base = stateOf('2019-03', prints);
    expect(base.level).toMatchObject({
      reported: { value: '100' },
      implied: { value: '105' },
      verdict: 'not-comparable',
      gap: null,
    });
    expect(base.flags).toEqual(['coverage-break']);
  });

  it('is withheld of a longer period with the break inside, and over one', () => {
    const years = [month('2019', '100'), month('2020', '110'), month('2021', '120'), month('2022', '130')];
    const prints = [...years, month('2020-03', '10', BROKEN)];
    expect(['2020', '2021', '2022'].map((year) => stateOf(year, prints).growth['GY']?.verdict)).toEqual([
      'not-comparable',
      'not-comparable',
      'unchecked',
    ]);
  });

  it('settles no wording', () => {
    const levels = [figure({ period: '2019', value: '20.0' }), figure({ value: '110', ...BROKEN })];
    const { growth: found, flags } = stateOf('2020', [...levels, ambiguous('4.5')]);
    expect(found['GY']?.reported?.readings).toHaveLength(2);
    expect(flags).toEqual(['ambiguous-wording', 'coverage-break']);
  });

  it('is withheld of a sum whose part has the break', () => {
    const { seriesOf } = graphOf(
      ['2019', '2020'].flatMap((period, at) => [
        { flow: '_T' as const, print: growth('1', { period, measure: 'share' }) },
        { flow: 'X' as const, print: month(period, String(60 + at), at === 1 ? BROKEN : {}) },
        { flow: 'M' as const, print: month(period, String(40 + at)) },
      ]),
    );
    const total = assembleState(seriesOf('_T'), '2020', KNOWN);
    expect(total.growth['GY']).toEqual({ comparedWith: '2019', verdict: 'not-comparable', gap: null });
    expect(total.flags).toContain('coverage-break');
    expect(assembleState(seriesOf('M'), '2020', KNOWN).growth['GY']?.computed).toBeDefined();
  });

  it('is not implied by the rate of a part across the break', () => {
    const parts = (broken: Partial<Figure>) =>
      graphOf([
        { flow: '_T' as const, print: growth('12') },
        ...(['X', 'M'] as const).flatMap((flow) => [
          { flow, print: figure({ value: '60', ...(flow === 'X' ? broken : {}) }) },
          { flow, print: growth('12') },
        ]),
      ]).seriesOf('_T');
    const [whole, across] = [{}, BROKEN].map((one) => assembleState(parts(one), '2020', KNOWN));
    expect(whole?.growth['GY']).toMatchObject({ implied: { value: '12.0000' }, verdict: 'agrees' });
    expect(across?.growth['GY']).toMatchObject({ reported: { value: '12' }, verdict: 'not-comparable' });
    expect(across?.growth['GY']?.implied).toBeUndefined();
    expect(across?.flags).toEqual(['coverage-break']);
  });

  it('is as before once the print is withdrawn or corrected', () => {
    const broken = month('2020-03', '110', { ...BROKEN, id: 'broken' });
    const whole = (facts: ReturnType<typeof factsOf>) =>
      assembleState(facts, '2020-03', KNOWN).growth['GY']?.computed?.value;
    const facts = factsOf([month('2019-03', '100'), broken]);
    const again = month('2020-03', '110', { corrects: { source: broken.source, id: broken.id } });
    addFigure(facts, again);
    expect(whole(facts)).toBe('10.0000');
    removeFigure(facts, again);
    expect(whole(facts)).toBeUndefined();
    removeFigure(facts, broken);
    addFigure(facts, month('2020-03', '110'));
    expect(whole(facts)).toBe('10.0000');
  });

  it('is declared by any print that is not withdrawn, not by the one that stands alone', () => {
    const earlier = month('2020-03', '109', { ...BROKEN, publishedAt: '2020-04-01' });
    const prints = [month('2019-03', '100'), earlier, month('2020-03', '110', { publishedAt: '2021' })];
    expect(stateOf('2020-03', prints).growth['GY']?.verdict).toBe('not-comparable');
  });
});
