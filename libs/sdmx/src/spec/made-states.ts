import { seriesKey, type JoinedState } from '@silkgauge/contract';
import { normalisePeriod, type Measurement, type Sides } from '@silkgauge/growth';
import fc from 'fast-check';

type Level = JoinedState['level'];

const PERIODS = [
  '2020',
  '2020-S1',
  '2020-Q2',
  '2020-03',
  '2020-W10',
  '2020-03-01',
  '2020-01-01/P5M',
  '2019-11-01/P11D',
];

/** Decimals as states have them: no zeros in front, zeros behind kept. */
const digits = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.stringMatching(/^[0-9]{0,18}$/))
  .map(([negative, whole, part]) => `${negative ? '-' : ''}${String(whole)}${part === '' ? '' : `.${part}`}`);

/** Text that is a trap to some format. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        ',',
        '<',
        '>',
        '&',
        "'",
        '\r\n',
        '\n',
        '\t',
        '\u0085',
        '\u2028',
        '\x1c',
        '\x00',
        '\x07',
      ),
      fc.constantFrom(';', '=', '-', '中', '😀', '\ud800', '\ufffe', ']]>', '$&', ' '),
      fc.stringMatching(/^[a-z]{1,4}$/),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `q${parts.join('')}`);

const code = fc.stringMatching(/^[A-Za-z0-9_$@-]{1,8}$/);

const STATUSES = ['A', 'R', 'P', 'F', '_U'] as const;

const interval = fc.record({ low: digits, high: digits });

/** Value, ends, readings and absence of a measurement, which go together in these ways. */
const numbers = fc.oneof(
  interval.chain((ends) => digits.map((value) => ({ value, ...ends }))),
  interval.map((ends) => ({ value: null, ...ends })),
  fc.tuple(interval, interval, digits, digits).map(([up, to, more, less]) => ({
    ...{ value: null, low: null, high: null },
    readings: [
      { reading: 'up-by-times', value: more, ...up },
      { reading: 'to-times', value: less, ...to },
    ],
  })),
  fc
    .tuple(
      fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 2, maxLength: 4 }),
      interval,
      text,
    )
    .chain(([ids, ends, odd]) =>
      fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }).map((more) => ({
        ...{ value: null, low: null, high: null },
        readings: ids.map((id, at) => ({
          reading: `/a/${odd}#${id}`,
          value: at === 0 ? null : `${String(at)}.50`,
          ...ends,
        })),
        ...(more !== undefined && { more }),
      })),
    ),
  fc
    .constantFrom(
      'not-collected' as const,
      'not-applicable' as const,
      'confidential' as const,
      'suppressed' as const,
    )
    .map((absence) => ({ value: null, low: null, high: null, absence })),
);

const printed = fc.record(
  {
    value: digits,
    valueHigh: digits,
    multiplier: fc.constantFrom('1', '10000', '1000000000'),
    unit: fc.constantFrom('percent', 'times', 'CNY'),
    wording: fc.constantFrom(null, 'percent' as const, 'ambiguous-times' as const),
    qualifier: fc.constantFrom('exact' as const, 'about' as const, 'range' as const),
  },
  { requiredKeys: ['value', 'multiplier', 'unit', 'wording', 'qualifier'] },
);

const from = fc.record(
  {
    source: text,
    id: text,
    document: text,
    publishedAt: fc.constantFrom('2020-07', '_U'),
    kind: fc.constantFrom('official' as const, 'agency' as const),
    publisher: text.map((name) => ({ name: { en: name, zh: name } })),
  },
  { requiredKeys: ['source', 'id', 'document', 'publishedAt'] },
);

const measurement: fc.Arbitrary<Measurement> = fc
  .tuple(
    numbers,
    fc.constantFrom(...STATUSES),
    fc.option(printed, { nil: undefined }),
    fc.option(from, { nil: undefined }),
  )
  .map(([found, status, asPrinted, source]) => ({
    ...found,
    unit: 'percent',
    status,
    ...(asPrinted && { printed: asPrinted }),
    ...(source && { from: source }),
    formula: 'reported@1',
  }));

const sides: fc.Arbitrary<Sides> = fc
  .tuple(
    fc.record(
      { reported: measurement, computed: measurement, implied: measurement, forecast: measurement },
      { requiredKeys: [] },
    ),
    fc.constantFrom('agrees', 'within-rounding', 'conflicts', 'not-comparable', 'unchecked'),
    fc.option(digits),
  )
  .map(([bases, verdict, gap]) => ({ ...bases, verdict, gap }) as Sides);

const compared = fc
  .tuple(sides, fc.constantFrom(null, '2019', '2018-01-01/P5M'))
  .map(([all, comparedWith]) => ({ ...all, comparedWith }));

const flags = fc.subarray([
  'coverage-break',
  'calendar-effect',
  'conflicting-prints',
  'unknown-period',
] as const);

const counts = fc.record(
  { events: fc.nat().map(String), units: digits, last: fc.constant('2011-12-09T12:50:00Z') },
  { requiredKeys: ['events', 'units'] },
);

const series = fc.record({
  reporter: code,
  area: fc.constantFrom('CN', 'CN-Z-ZAEZ', 'US'),
  indicator: code,
  coverage: code,
  flow: fc.constantFrom('X', 'M', '_T'),
  mode: code,
  product: code,
  counterpart: fc.constantFrom('_T', 'KZ'),
  currency: fc.constantFrom('CNY', '_Z'),
});

const growth = fc.dictionary(fc.constantFrom('GY', 'G1', '_U', '2018-S1', '2018-01-01/P5M'), compared, {
  maxKeys: 3,
  noNullPrototype: true,
});

const other = fc.record(
  { share: sides, contribution: sides, 'growth-gap': sides, 'growth-change': sides, 'share-change': sides },
  { requiredKeys: [] },
);

/** States with everything that a state may have, of a given period or any. */
export const madeState = (periods: readonly string[] = PERIODS): fc.Arbitrary<JoinedState> =>
  fc
    .tuple(
      fc.tuple(series, fc.constantFrom(...periods), fc.integer({ min: 1, max: 90 }), fc.nat()),
      fc.tuple(sides, growth, other, fc.option(counts, { nil: undefined }), flags),
    )
    .map(([[dimensions, period, version, sequence], [level, rates, others, sold, marks]]) => ({
      key: `${seriesKey(dimensions)}/${period}`,
      series: dimensions,
      period: normalisePeriod(period) ?? period,
      version,
      sequence: String(sequence),
      knownAt: '2020-07-16T02:00:00.000Z',
      level: level as Level,
      growth: rates as JoinedState['growth'],
      other: others as JoinedState['other'],
      ...(sold && { counts: sold as NonNullable<JoinedState['counts']> }),
      flags: marks,
      change: { reason: 'reported', previous: null, causes: [] },
      notices: [],
    }));

/** States of `_U` periods. */
export const undatedState = madeState(['_U']);
