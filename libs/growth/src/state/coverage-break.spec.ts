import { affectedKeys } from './affected.ts';
import { assembleState } from './assemble.ts';
import { addFigure } from './corrections.ts';
import type { Figure } from '../observation/figure.ts';
import { figure, growth } from '../spec/figures.ts';
import { graphOf } from '../spec/graph.ts';
import { KNOWN } from '../spec/series.ts';

/** Export shares of 2020: 0.661 by the rates of 2020, 0.419 by the rates of 2021. */
const RATES = (
  [
    ['2020', '31.1', '40.1', '16.5'],
    ['2021', '26.2', '28.7', '24.4'],
  ] as const
).flatMap(([period, total, exports, imports]) => [
  { flow: '_T' as const, print: growth(total, { period }) },
  { flow: 'X' as const, print: growth(exports, { period }) },
  { flow: 'M' as const, print: growth(imports, { period }) },
]);
const of = (print: Figure) => ({ flow: '_T' as const, print });
const LEVELS = [
  ['2018', '90'],
  ['2019', '100'],
  ['2020', '130'],
  ['2021', '300'],
  ['2022', '330'],
].map(([period, value]) => of(figure({ period: period ?? '', value: value ?? '' })));
const over = (value: string, period: string, comparison: string) => of(growth(value, { period, comparison }));

describe('a coverage break that printed rates tell', () => {
  const graph = graphOf([
    ...RATES,
    ...LEVELS,
    over('200', '2021', '2019'),
    over('266.7', '2022', '2018'),
    over('44.4', '2020', '2018'),
  ]);
  const growthOf = (period: string) => assembleState(graph.seriesOf('_T'), period, KNOWN).growth;

  it.each([
    ['2021', 'GY', 'not-comparable'],
    ['2021', '2019', 'not-comparable'],
    ['2022', '2018', 'not-comparable'],
    ['2020', '2018', 'agrees'],
  ])('in growth of %s over %s: %s', (period, key, verdict) => {
    const found = growthOf(period)[key];
    expect(found?.verdict).toBe(verdict);
    expect(found?.computed === undefined).toBe(verdict === 'not-comparable');
  });

  it('leaves growth on one side of the break alone', () => {
    expect(growthOf('2022')['GY']?.computed?.value).toBe('10.0000');
  });

  it.each([
    ['2022', '2018', '266.7'],
    ['2018', '2022', '-72.7'],
  ])('is told to growth of %s over %s once its last rate arrives', (period, compared, rate) => {
    const late = RATES.at(-1);
    const before = graphOf([...RATES.slice(0, -1), ...LEVELS, over(rate, period, compared)]);
    const [total, imports] = [before.seriesOf('_T'), before.seriesOf('M')];
    const verdict = () => assembleState(total, period, KNOWN).growth[compared]?.verdict;
    expect(verdict()).toBe('agrees');
    if (!late) throw new Error('no rates');
    const told = affectedKeys(imports, late.print);
    addFigure(imports, late.print);
    expect(verdict()).toBe('not-comparable');
    expect(told).toContainEqual(expect.objectContaining({ facts: total, period }));
  });
});
