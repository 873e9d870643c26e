import fc from 'fast-check';
import { assembleState } from '../state/assemble.ts';
import { addFigure } from '../state/corrections.ts';
import type { Declarations } from '../observation/declared.ts';
import { publishersOf } from '../observation/publisher.ts';
import type { Figure, SeriesDimensions } from '../observation/figure.ts';
import { newSeriesGraph, seriesIn } from '../state/series-graph.ts';
import { ambiguous, figure, figures, growth } from './figures.ts';
import { ALL_PERIODS, KNOWN } from './series.ts';
import type { SeriesFacts, SeriesGraph } from '../state/series-facts.ts';

/** A family by flow, its declared parts by product, and all goods of the place from another reporter. */
export type Member = '_T' | 'X' | 'M' | 'HS84' | 'HS85' | 'GOODS';

export interface MemberFigure {
  readonly flow: Member;
  readonly print: Figure;
}

export function dimensionsOf(member: Member): SeriesDimensions {
  return {
    reporter: member === 'GOODS' ? 'MOFCOM' : 'GACC',
    area: 'CN',
    indicator: member === 'GOODS' ? 'GOODS' : 'CBEC',
    coverage: member === 'GOODS' ? 'GOODS' : 'FULL',
    flow: member === 'X' || member === 'M' ? member : '_T',
    mode: '_T',
    product: member === 'HS84' || member === 'HS85' ? member : '_T',
    counterpart: '_T',
    currency: 'CNY',
  };
}

export const DECLARED: Declarations = {
  partitions: [
    { reporter: 'GACC', indicator: 'CBEC', dimension: 'product', whole: '_T', parts: ['HS84', 'HS85'] },
  ],
  homes: new Map(),
  publishers: publishersOf(new Map()),
};

export interface SpecWorld {
  readonly graph: SeriesGraph;
  seriesOf(member: Member): SeriesFacts;
}

/** A graph of these figures and their series. */
export function graphOf(some: readonly MemberFigure[]): SpecWorld {
  const graph = newSeriesGraph({}, DECLARED);
  const seriesOf = (member: Member): SeriesFacts => seriesIn(graph, dimensionsOf(member));
  for (const { flow, print } of some) addFigure(seriesOf(flow), print);
  return { graph, seriesOf };
}

const PERIODS = [
  ...ALL_PERIODS.filter((period) => !/^201[67]|-04$/.test(period)),
  ...['2019', '2020', '2021'].flatMap((year) => [`${year}-01-01/P2M`, `${year}-Q1`, `${year}-Q2`]),
  ...['2018', '2019', '2020'].flatMap((year) => [`${year}-11`, `${year}-12`, `${year}-11-01/P2M`]),
  '2022',
];

/** Every state of a graph, by key, byte for byte as it is published. */
export function allStatesOf({ graph }: SpecWorld): ReadonlyMap<string, string> {
  return new Map(
    [...graph.series.values()].flatMap((facts) =>
      PERIODS.map((period) => [
        `${facts.key}/${period}`,
        JSON.stringify(assembleState(facts, period, KNOWN)),
      ]),
    ),
  );
}

const YEARS = ['2019', '2020', '2021'];
const HALVES = ['2019-S1', '2020-S1', '2021-S1'];
const CUMULATIVE = ['2020-01', '2020-01-01/P2M', '2020-Q1', '2021-Q1', '2021-01-01/P2M'];
const MONTHS = ['2020-02', '2020-03', '2021-02', '2021-03', '2019-11', '2019-12', '2020-Q2', '2020-S2'];

/** Exports and imports that add up to the total exactly, nearly or not at all. */
const LEVELS: Readonly<Record<Member, readonly string[]>> = {
  _T: ['100', '101', '150'],
  X: ['60', '61', '160'],
  M: ['40', '42'],
  HS84: ['70', '71'],
  HS85: ['30', '170'],
  GOODS: ['140', '1000'],
};
const RATES: Readonly<Record<Member, readonly string[]>> = {
  _T: ['10', '12.5', '16'],
  X: ['20', '22.0', '8'],
  M: ['5', '4', '30'],
  HS84: ['9'],
  HS85: ['11', '40'],
  GOODS: ['7', '2.1'],
};

const one = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const members = one<Member>(['_T', 'X', 'M', '_T', 'X', 'M', 'HS84', 'HS85', 'GOODS']);

const statuses = one(['unspecified', 'unspecified', 'final'] as const);

const levels = (periods: readonly string[]): fc.Arbitrary<MemberFigure> =>
  fc.tuple(members, one(periods), fc.nat(), statuses).map(([flow, period, pick, status]) => ({
    flow,
    print: figure({ period, value: pickFrom(LEVELS[flow], pick), status }),
  }));

const rates = (periods: readonly string[]): fc.Arbitrary<MemberFigure> =>
  fc.tuple(members, one(periods), fc.nat(), statuses).map(([flow, period, pick, status]) => ({
    flow,
    print: growth(pickFrom(RATES[flow], pick), { period, status }),
  }));

const wordings = (periods: readonly string[]): fc.Arbitrary<MemberFigure> =>
  fc.tuple(members, one(periods)).map(([flow, period]) => ({ flow, print: ambiguous('1.5', { period }) }));

const others = (periods: readonly string[]): fc.Arbitrary<MemberFigure> =>
  fc
    .tuple(
      members,
      one(periods),
      one(['share', 'share', 'growth-gap', 'contribution', 'share-change', 'growth-change'] as const),
      one(['60', '55.0', '5', '3.1']),
    )
    .map(([flow, period, measure, value]) => ({
      flow,
      print: growth(value, { period, measure, wording: measure === 'share' ? 'percent' : 'points' }),
    }));

/** Figures of few periods, so that most affect one another's states. */
const about = (periods: readonly string[]): fc.Arbitrary<readonly MemberFigure[]> =>
  fc
    .tuple(
      fc.array(levels(periods), { maxLength: 12 }),
      fc.array(rates(periods), { maxLength: 10 }),
      fc.array(wordings(periods), { maxLength: 2 }),
      fc.array(others(periods), { maxLength: 4 }),
    )
    .map((lists) => lists.flat());

/** Quarters known as differences alone, a year after or before a printed quarter. */
const differences: fc.Arbitrary<readonly MemberFigure[]> = fc.oneof(
  fc.array(levels(['2019-Q2', '2020-Q1', '2020-S1']), { minLength: 4, maxLength: 9 }),
  fc
    .tuple(
      fc.array(levels(['2019-Q1', '2019-S1', '2020-Q1', '2020-S1']), { minLength: 4, maxLength: 9 }),
      fc.array(others(['2021-Q2']), { minLength: 2, maxLength: 6 }),
    )
    .map((lists) => lists.flat()),
);

const strangers: fc.Arbitrary<readonly MemberFigure[]> = fc
  .tuple(figures, fc.array(members, { minLength: 14, maxLength: 14 }))
  .map(([prints, all]) => prints.map((print, at) => ({ flow: all[at] ?? '_T', print })));

const FAMILY = one<Member>(['_T', '_T', 'X', 'M', 'HS84', 'HS85']);

/** Several prints of most figures of one year, so that parts leave some of them no place. */
export const contestedFigures: fc.Arbitrary<readonly MemberFigure[]> = fc.array(
  fc
    .tuple(
      FAMILY,
      one(['2020', '2020', '2020', '2019', '2021', '2020-S1', '2020-S2']),
      fc.boolean(),
      fc.integer({ min: 0, max: 5 }),
      fc.boolean(),
    )
    .map(([flow, period, isLevel, pick, isAgency]) => {
      const members = { period, kind: isAgency ? ('agency' as const) : ('official' as const) };
      return {
        flow,
        print: isLevel
          ? figure({ ...members, value: pickFrom(LEVELS[flow], pick) })
          : growth(pickFrom(RATES[flow], pick), members),
      };
    }),
  { minLength: 10, maxLength: 24 },
);

/** Related figures of a family and its neighbours: few periods, close numbers, every measure. */
export const familyFigures: fc.Arbitrary<readonly MemberFigure[]> = fc
  .oneof(
    { weight: 3, arbitrary: about(YEARS) },
    { weight: 2, arbitrary: about([...YEARS.slice(1), ...HALVES.slice(1)]) },
    { weight: 2, arbitrary: about([...CUMULATIVE.slice(1), ...MONTHS.slice(0, 2)]) },
    { weight: 2, arbitrary: about([...YEARS, ...HALVES, ...CUMULATIVE, ...MONTHS]) },
    { weight: 2, arbitrary: differences },
    { weight: 3, arbitrary: contestedFigures },
    { weight: 1, arbitrary: strangers },
  )
  .chain((all) =>
    fc.tuple(fc.constant(all), rareChanges).map(([some, changes]) => changes.reduce(changed, some)),
  )
  .chain((all) => fc.shuffledSubarray([...all], { minLength: all.length }));

interface RareChange {
  readonly at: number;
  readonly to: number;
  readonly member: 'corrects' | 'break' | 'absence';
}

/** Changes to few figures: a correction of another print of its figure, a break, no number. */
const rareChanges: fc.Arbitrary<readonly RareChange[]> = fc.oneof(
  fc.constant([]),
  fc.array(
    fc.record({
      at: fc.nat(),
      to: fc.nat(),
      member: one(['corrects', 'corrects', 'break', 'absence'] as const),
    }),
    { maxLength: 4 },
  ),
);

function changed(all: readonly MemberFigure[], { at, to, member }: RareChange): readonly MemberFigure[] {
  const place = at % Math.max(all.length, 1);
  const given = all[place];
  if (!given) return all;
  const { flow, print } = given;
  const others = all.filter(
    (other) =>
      other !== given &&
      other.flow === flow &&
      other.print.period === print.period &&
      other.print.measure === print.measure,
  );
  const named = others[to % Math.max(others.length, 1)]?.print;
  const members: Partial<Figure> =
    member === 'break'
      ? { break: 'counted anew' }
      : member === 'absence'
        ? { value: null, absence: 'confidential' }
        : named
          ? { corrects: { source: named.source, id: named.id } }
          : {};
  return all.with(place, { flow, print: { ...print, ...members } });
}

function pickFrom(values: readonly string[], pick: number): string {
  return values[pick % values.length] ?? '1';
}
