import fc from 'fast-check';
import type { Figure } from '../observation/figure.ts';

let printed = 0;

/** A print with a fresh identity; by default an official level of 100 CNY in 2020. */
export function figure(members: Partial<Figure> = {}): Figure {
  printed += 1;
  return {
    source: 'spec',
    id: `f${String(printed)}`,
    measure: 'level',
    period: '2020',
    comparison: null,
    value: '100',
    valueHigh: null,
    unit: 'CNY',
    multiplier: '1',
    wording: null,
    qualifier: 'exact',
    status: 'unspecified',
    publishedAt: '2021-01-15',
    kind: 'official',
    document: 'https://example.org/release',
    ...members,
  };
}

/** A printed growth rate; by default in percent over the year before. */
export function growth(value: string, members: Partial<Figure> = {}): Figure {
  return figure({
    measure: 'growth',
    comparison: 'GY',
    unit: 'percent',
    wording: 'percent',
    value,
    ...members,
  });
}

/** "up 4.5 times", which may mean 450 or 350 percent. */
export function ambiguous(value: string, members: Partial<Figure> = {}): Figure {
  return growth(value, { unit: 'times', wording: 'ambiguous-times', ...members });
}

const PERIODS = [
  '2018',
  '2019',
  '2020',
  '2019-S1',
  '2020-S1',
  '2020-S2',
  '2019-01',
  '2020-01',
  '2020-02',
  '2020-03',
  '2020-01-01/P2M',
  '2020-Q1',
  '_U',
];

/** Decimal strings with up to `whole` digits before and `fraction` after the point. */
export function decimals(whole: number, fraction: number): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.bigInt({ min: 0n, max: 10n ** BigInt(whole) - 1n }),
      fc.stringMatching(new RegExp(`^[0-9]{0,${String(fraction)}}$`)),
      fc.boolean(),
    )
    .map(([n, f, negative]) => `${negative && n > 0n ? '-' : ''}${n.toString()}${f === '' ? '' : `.${f}`}`);
}

/** Small positive numbers, so that prints often meet, repeat or imply one another. */
const closeNumbers = fc.constantFrom('90', '99', '100', '100.0', '101', '110', '120', '2', '2.0', '0', '-5');

/** Members that few prints have. */
const rareMembers: fc.Arbitrary<Partial<Figure>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.record({
      corrects: fc.record({
        source: fc.constantFrom('a', 'b'),
        id: fc.integer({ min: 0, max: 30 }).map(String),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      value: fc.constant(null),
      absence: fc.constantFrom('suppressed', 'confidential'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ break: 'counted anew' }) },
);

/** Related prints of one series: few periods, close numbers, every measure and wording. */
export const figures: fc.Arbitrary<readonly Figure[]> = fc.uniqueArray(
  fc
    .oneof(
      fc.record({
        measure: fc.constant('level' as const),
        comparison: fc.constant(null),
        wording: fc.constant(null),
      }),
      fc.record({
        measure: fc.constant('growth' as const),
        comparison: fc.constantFrom('GY', 'G1', '_U', '2018', '2019', '2019-S1', '2020-01'),
        wording: fc.constantFrom(
          'percent' as const,
          'ambiguous-times' as const,
          'up-by-times' as const,
          'fold' as const,
        ),
      }),
      fc.record({
        measure: fc.constantFrom(
          'share' as const,
          'growth-gap' as const,
          'contribution' as const,
          'share-change' as const,
          'growth-change' as const,
        ),
        comparison: fc.constantFrom('GY', 'G1', '_U'),
        wording: fc.constantFrom('percent' as const, 'points' as const),
      }),
    )
    .chain((kind) =>
      fc.record({
        source: fc.constantFrom('a', 'b'),
        id: fc.integer({ min: 0, max: 30 }).map(String),
        measure: fc.constant(kind.measure),
        comparison: fc.constant(kind.comparison),
        wording: fc.constant(kind.wording),
        period: fc.constantFrom(...PERIODS),
        value: closeNumbers,
        valueHigh: fc.constant(null),
        unit: fc.constantFrom(...(kind.measure === 'level' ? ['CNY', 'CNY', 'CNY', 'stores'] : ['percent'])),
        multiplier: fc.constantFrom('1', '10'),
        qualifier: fc.constantFrom('exact' as const, 'about' as const, 'over' as const),
        status: fc.constantFrom(
          'preliminary' as const,
          'final' as const,
          'revised' as const,
          'unspecified' as const,
          'forecast' as const,
        ),
        publishedAt: fc.constantFrom(
          '2020',
          '2020-06',
          '2020-06-30',
          '2020-06-30T12:00:00Z',
          '2021-01-01',
          '_U',
        ),
        kind: fc.constantFrom('official' as const, 'agency' as const, 'repost' as const, null),
        document: fc.constantFrom('https://example.org/1', 'https://example.org/2'),
        rare: rareMembers,
      }),
    )
    .map(({ rare, ...members }): Figure => ({ ...members, ...rare })),
  { maxLength: 14, selector: ({ source, id }) => `${source}#${id}` },
);
