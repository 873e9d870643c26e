import fc from 'fast-check';
import { assembleState } from './assemble.ts';
import { addFigure } from './corrections.ts';
import type { Figure } from '../observation/figure.ts';
import { asShown } from './lineage.ts';
import { ambiguous, figure, growth } from '../spec/figures.ts';
import { KNOWN, newSeriesFacts } from '../spec/series.ts';
import { familyFigures, graphOf } from '../spec/graph.ts';
import { printedSideOf, printedSides } from './printed-sides.ts';
import type { Measurement, StateBody } from './state-body.ts';
import type { SeriesFacts } from './series-facts.ts';

function seriesOf(...figures: readonly Figure[]): SeriesFacts {
  const facts = newSeriesFacts('US', 'CNY');
  for (const each of figures) addFigure(facts, each);
  return facts;
}

/** `id standing step` of the prints of the first side. */
function told(...figures: readonly Figure[]): string[] {
  const [side] = printedSides(seriesOf(...figures), figures[0]?.period ?? '');
  return (side?.prints ?? []).map(({ figure: { id }, standing, step }) => `${id} ${standing} ${step}`).sort();
}

const early = { publishedAt: '2021-01-15' };
const late = { publishedAt: '2021-07-15' };

describe('the step by which a print is chosen', () => {
  it('is none where it is alone', () => {
    expect(told(figure({ id: 'a' }))).toEqual(['a chosen alone']);
  });

  it.each([
    ['status', { status: 'final' }, { status: 'preliminary', ...late }],
    ['publication', { status: 'revised', ...late }, { status: 'final', ...early }],
    ['kind', { kind: 'official' }, { kind: 'translation', publishedAt: '2020-01-01' }],
    ['publication', late, early],
    ['fineness', { publishedAt: '2021-01-31T23:59:59.999Z' }, { publishedAt: '2021-01-31' }],
    ['identity', {}, { source: 'spec-2' }],
  ] as const)('is %s', (step, first, second) => {
    const prints = [
      figure({ id: 'b', value: '205', ...second }),
      figure({ id: 'a', value: '100', ...first }),
    ];
    expect(told(...prints)).toEqual([`a chosen ${step}`, `b superseded ${step}`]);
  });

  it('is repeat where another print repeats the digits', () => {
    const again = figure({ id: 'b', ...late });
    expect(told(figure({ id: 'a', ...early }), again)).toEqual(['a chosen repeat', 'b support repeat']);
  });

  it('is narrower where prints of one status meet', () => {
    const wide = figure({ id: 'b', value: '2.1', ...late });
    expect(told(figure({ id: 'a', value: '2.11' }), wide)).toEqual([
      'a chosen narrower',
      'b support narrower',
    ]);
    const final = figure({ id: 'b', value: '2.1', status: 'final' });
    expect(told(figure({ id: 'a', value: '2.11' }), final)).toEqual([
      'a superseded status',
      'b chosen status',
    ]);
  });

  it('tells a later print of a weaker kind that contradicts from one that was revised', () => {
    const reposted = figure({ id: 'b', value: '30', kind: 'repost', ...late });
    expect(told(figure({ id: 'a', value: '20' }), reposted)).toEqual(['a chosen kind', 'b conflict kind']);
  });

  it('tells a contradiction of one source that identity alone decides', () => {
    const prints = [figure({ id: 'b', value: '30' }), figure({ id: 'a', value: '20' })];
    expect(told(...prints)).toEqual(['a chosen identity', 'b conflict identity']);
  });

  it('leaves out prints in another unit, and prints without a comparison beside prints with one', () => {
    const dollars = figure({ id: 'b', unit: 'USD', status: 'final' });
    expect(told(figure({ id: 'a' }), dollars)).toEqual(['a chosen alone', 'b superseded unit']);
    const gap = { measure: 'growth-gap', wording: 'points', unit: 'points' } as const;
    const open = growth('3', { id: 'b', ...gap, comparison: '_U' });
    expect(told(growth('2', { id: 'a', ...gap }), open)).toEqual([
      'a chosen alone',
      'b superseded comparison',
    ]);
  });

  it('is none in a _U period', () => {
    const period = '_U';
    const prints = [
      figure({ id: 'a', period }),
      figure({ id: 'b', period }),
      figure({ id: 'c', period, value: '7' }),
    ];
    expect(told(...prints)).toEqual(['a chosen unplaced', 'b support unplaced', 'c chosen unplaced']);
  });
});

it('a settled wording shows one reading, and names the levels that settled it', () => {
  const levels = [
    figure({ id: 'now', period: '2020', value: '110' }),
    figure({ id: 'before', period: '2019', value: '20.0' }),
  ];
  const facts = seriesOf(...levels, ambiguous('4.5', { id: 'rate' }));
  const rate = printedSides(facts, '2020').find(({ side }) => side === 'growth.GY.reported');
  expect(rate?.shown.map((known) => asShown(known).value)).toEqual(['450']);
  expect(rate?.settledBy).toEqual([
    { source: 'spec', id: 'before' },
    { source: 'spec', id: 'now' },
  ]);
});

/** The printed sides of a state, as `side value low high`. */
function printedIn({ level, growth, other }: StateBody): string[] {
  const figures = [
    ['level', level] as const,
    ...Object.entries(growth).map(([key, sides]) => [`growth.${key}`, sides] as const),
    ...Object.entries(other).map(([measure, sides]) => [`other.${measure}`, sides] as const),
  ];
  return figures
    .flatMap(([name, { reported, forecast }]) => [
      ...numbersIn(`${name}.reported`, reported),
      ...numbersIn(`${name}.forecast`, forecast),
    ])
    .sort();
}

function numbersIn(side: string, shown: Measurement | undefined): string[] {
  const isNumber = shown !== undefined && shown.absence === undefined;
  return (shown?.readings ?? (isNumber ? [shown] : [])).map(({ value, low, high }) =>
    [side, value, low, high].join(' '),
  );
}

it('the printed sides are those of the state, number by number, and each print is of its side', () => {
  fc.assert(
    fc.property(familyFigures, (some) => {
      for (const facts of graphOf(some).graph.series.values()) {
        for (const period of facts.periods.keys()) {
          const sides = printedSides(facts, period);
          const numbers = sides.flatMap(({ side, shown }) =>
            shown.map((known) => {
              const { value, low, high } = asShown(known);
              return [side, value, low, high].join(' ');
            }),
          );
          expect(numbers.sort()).toEqual(printedIn(assembleState(facts, period, KNOWN)));
          for (const { side, prints } of sides)
            for (const print of prints) expect(printedSideOf(print.figure)).toBe(side);
        }
      }
    }),
    { numRuns: 200 },
  );
});
