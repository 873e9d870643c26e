import type { Figure } from '../observation/figure.ts';
import { figure, growth } from '../spec/figures.ts';
import { graphOf, type Member, type MemberFigure } from '../spec/graph.ts';
import { KNOWN } from '../spec/series.ts';
import { workState, type WorkedState } from './assemble.ts';
import { worstOf, type Judgement } from './verdict.ts';

const level = (flow: Member, value: string, members: Partial<Figure> = {}): MemberFigure => ({
  flow,
  print: figure({ value, multiplier: '1000000000000', ...members }),
});

function stateOf(figures: readonly MemberFigure[], member: Member, period: string): WorkedState {
  return workState(graphOf(figures).seriesOf(member), period, KNOWN);
}

/** China 2020: exports and imports add up to the total; the rate of 2021 implies another one. */
const CHINA = [
  ...[level('_T', '1.69'), level('X', '1.12'), level('M', '0.57')],
  level('_T', '1.92', { period: '2021' }),
  { flow: '_T' as const, print: growth('18.6', { period: '2021' }) },
];

describe('verdict and gap', () => {
  it('are of one pair: K04 conflicts with the implied base by 71 billion, not with the sum by nothing', () => {
    const { body, pairs } = stateOf(CHINA, '_T', '2020');
    expect(body.level).toMatchObject({
      computed: { value: '1690000000000' },
      implied: { value: '1618887015177' },
      verdict: 'conflicts',
      gap: '71112984823',
    });
    expect(
      pairs.get('level')?.map(({ against, judgement }) => [against, judgement.verdict, judgement.gap]),
    ).toEqual([
      ['computed', 'agrees', '0'],
      ['implied', 'conflicts', '71112984823'],
    ]);
  });

  it('are of the widest of several conflicts', () => {
    const [total, exports] = CHINA;
    const figures = [total!, exports!, level('M', '0.27'), ...CHINA.slice(3)];
    expect(stateOf(figures, '_T', '2020').body.level).toMatchObject({
      verdict: 'conflicts',
      gap: '300000000000',
    });
  });

  it('are of a part and the whole that it exceeds', () => {
    const figures = [level('_T', '1.00'), level('X', '1.12'), level('M', '0.57')];
    const { body, pairs } = stateOf(figures, 'X', '2020');
    expect(body.level).toMatchObject({ verdict: 'conflicts', gap: null });
    expect(pairs.get('level')?.map(({ against, judgement }) => [against, judgement.gap])).toEqual([
      ['whole', '120000000000'],
    ]);
  });

  it.each<[Judgement, Judgement, 'first' | 'second']>([
    [{ verdict: 'agrees', gap: '9' }, { verdict: 'within-rounding', gap: '1' }, 'second'],
    [{ verdict: 'within-rounding', gap: '1' }, { verdict: 'within-rounding', gap: '2' }, 'first'],
    [{ verdict: 'conflicts', gap: '-5' }, { verdict: 'conflicts', gap: '4' }, 'first'],
    [{ verdict: 'conflicts', gap: '4' }, { verdict: 'conflicts', gap: '-5.5' }, 'second'],
    [{ verdict: 'conflicts', gap: null }, { verdict: 'conflicts', gap: '1' }, 'second'],
    [{ verdict: 'conflicts', gap: null }, { verdict: 'agrees', gap: '0' }, 'first'],
    [{ verdict: 'unchecked', gap: null }, { verdict: 'not-comparable', gap: null }, 'second'],
  ])('of %j and %j are those of the %s', (first, second, which) => {
    expect(worstOf(first, second)).toBe(which === 'first' ? first : second);
  });
});

describe('rates of exports and imports that are equal within rounding', () => {
  const rates = (total: string, exports: string, imports: string): MemberFigure[] => [
    { flow: '_T', print: growth(total) },
    { flow: 'X', print: growth(exports) },
    { flow: 'M', print: growth(imports) },
  ];

  it('leave the share open at both ends: it is there without sides, with a flag', () => {
    for (const period of ['2020', '2019']) {
      const { body } = stateOf(rates('26.2', '26.2', '26.2'), 'X', period);
      expect(body.other).toEqual({ share: { verdict: 'unchecked', gap: null } });
      expect(body.flags).toEqual(['undetermined']);
    }
    expect(stateOf(rates('26.2', '26.2', '26.2'), '_T', '2020').body.other).toEqual({});
  });

  it('leave nothing open where the share is printed, or follows from other rates or from levels', () => {
    const share = {
      flow: 'X' as const,
      print: figure({ measure: 'share', comparison: '_U', unit: 'percent', value: '60' }),
    };
    const levels = [level('X', '3'), level('_T', '5')];
    for (const more of [[share], levels]) {
      const { body } = stateOf([...rates('26.2', '26.2', '26.2'), ...more], 'X', '2020');
      expect(body.other.share?.reported ?? body.other.share?.computed).toMatchObject({ unit: 'percent' });
      expect(body.flags).toEqual([]);
    }
    expect(stateOf(rates('26.2', '28.7', '24.4'), 'X', '2020').body.flags).toEqual([]);
  });
});
