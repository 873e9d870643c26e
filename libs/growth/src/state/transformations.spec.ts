import type { Flag } from '@silkgauge/codelists';
import type { SeriesDimensions } from '../observation/figure.ts';
import type { Measurement, StateBody } from './state-body.ts';
import type { SeriesStates } from './transformation-sides.ts';
import type { Transform, Transformation } from './transformation.ts';
import { isPartOfWhole, neededSeries, transformSeries } from './transformations.ts';
import { keyOf } from '../observation/links.ts';

const TOTAL: SeriesDimensions = {
  reporter: 'GACC',
  area: 'CN',
  indicator: 'CBEC',
  coverage: 'FULL',
  flow: '_T',
  mode: '_T',
  product: '_T',
  counterpart: '_T',
  currency: 'CNY',
};
const EXPORTS = { ...TOTAL, flow: 'X' };
const IMPORTS = { ...TOTAL, flow: 'M' };

/** A printed number and half a unit of its last digit either way, as a state has it. */
function printed(value: string, unit: string): Measurement {
  const scale = value.includes('.') ? value.length - value.indexOf('.') : 1;
  const half = 5 * 10 ** -scale;
  const [low, high] = [Number(value) - half, Number(value) + half].map((n) => n.toFixed(scale));
  return { value, unit, low: low ?? '', high: high ?? '', status: '_U', formula: 'reported@1' };
}

interface Said {
  readonly level?: string;
  readonly unit?: string;
  readonly growth?: string;
  /** The state withholds its growth. */
  readonly withheld?: boolean;
  readonly ambiguous?: boolean;
  readonly flags?: readonly Flag[];
}

function body({ level, unit = 'CNY', growth, withheld, ambiguous, flags = [] }: Said): StateBody {
  const none = { verdict: 'unchecked', gap: null } as const;
  const unclear: Measurement = {
    value: null,
    unit: 'percent',
    low: null,
    high: null,
    status: '_U',
    readings: [
      { reading: 'up-by-times', value: '450', low: '445', high: '455' },
      { reading: 'to-times', value: '350', low: '345', high: '355' },
    ],
    formula: 'reported@1',
  };
  const reported = ambiguous ? unclear : growth === undefined ? undefined : printed(growth, 'percent');
  return {
    level: { ...(level !== undefined && { reported: printed(level, unit) }), ...none },
    growth:
      reported || withheld
        ? {
            GY: {
              comparedWith: null,
              ...(reported && { reported }),
              ...none,
              ...(withheld && { verdict: 'not-comparable' as const }),
            },
          }
        : {},
    other: {},
    flags,
  };
}

function series(dimensions: SeriesDimensions, said: Readonly<Record<string, Said>>): SeriesStates {
  return {
    key: keyOf(dimensions),
    dimensions,
    isInChina: dimensions.area === 'CN',
    states: new Map(Object.entries(said).map(([period, one]) => [period, body(one)])),
  };
}

function make(
  transform: Exclude<Transform, 'index'>,
  own: SeriesStates,
  ...others: readonly SeriesStates[]
): readonly Transformation[] {
  return transformSeries({ transform }, own, new Map(others.map((other) => [other.key, other])));
}

const shown = (items: readonly Transformation[]) =>
  items.map(
    ({ period, value, low, high }) => `${period}: ${String(value)} [${String(low)}, ${String(high)}]`,
  );
const values = (items: readonly Transformation[]) =>
  items.map(({ period, value }) => `${period} ${String(value)}`);

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];
const year = (code: string, level: (month: number) => string): Record<string, Said> =>
  Object.fromEntries(MONTHS.map((month, at) => [`${code}-${month}`, { level: level(at + 1) }]));

describe('the year to date', () => {
  it('adds the months up, and flags every period but the whole year as partial', () => {
    const items = make(
      'year-to-date',
      series(
        TOTAL,
        year('2020', (month) => `${String(month)}.0`),
      ),
    );
    expect(values(items)).toEqual([
      ...[
        '2020 78.00',
        '2020-01 1.00',
        '2020-01-01/P10M 55.00',
        '2020-01-01/P11M 66.00',
        '2020-01-01/P2M 3.00',
      ],
      ...['2020-01-01/P4M 10.00', '2020-01-01/P5M 15.00', '2020-01-01/P7M 28.00', '2020-01-01/P8M 36.00'],
      ...['2020-01-01/P9M 45.00', '2020-Q1 6.00', '2020-S1 21.00'],
    ]);
    expect(
      items.filter(({ flags }) => !flags.includes('partial-period')).map(({ period }) => period),
    ).toEqual(['2020']);
    expect(items.find(({ period }) => period === '2020-Q1')).toMatchObject({
      low: '5.85',
      high: '6.15',
      unit: 'CNY',
      measure: 'level',
      formula: 'sum-of-periods@1',
      inputs: ['2020-01', '2020-02', '2020-03'].map((period) => ({
        key: keyOf(TOTAL),
        period,
        side: 'level.reported',
      })),
    });
  });

  it('ends before the first month that is missing or in another unit', () => {
    const missing = series(TOTAL, { '2020-01': { level: '1' }, '2020-03': { level: '1' } });
    expect(values(make('year-to-date', missing))).toEqual(['2020-01 1.0']);
    const stores = series(TOTAL, { '2020-01': { level: '1' }, '2020-02': { level: '1', unit: 'stores' } });
    expect(values(make('year-to-date', stores))).toEqual(['2020-01 1.0']);
    expect(
      make('year-to-date', series(TOTAL, { '2020-02': { level: '1' }, '2020': { level: '9' } })),
    ).toEqual([]);
  });

  it('grows over the same months a year before, where all of them are there', () => {
    const own = series(TOTAL, {
      '2019-01': { level: '10.0' },
      '2019-02': { level: '10.0' },
      '2020-01': { level: '10.0' },
      '2020-02': { level: '15.0' },
      '2020-03': { level: '15.0' },
    });
    const items = make('year-to-date-growth', own);
    expect(shown(items)).toEqual([
      '2020-01: 0.0000 [-0.9951, 1.0051]',
      '2020-01-01/P2M: 25.0000 [23.8805, 26.1307]',
    ]);
    expect(items.map(({ flags }) => flags)).toEqual([
      ['calendar-effect', 'partial-period'],
      ['partial-period'],
    ]);
    expect(items[1]?.inputs.map(({ period }) => period)).toEqual([
      '2020-01',
      '2020-02',
      '2019-01',
      '2019-02',
    ]);
  });
});

describe('the growth of the year to date', () => {
  it('follows from the months’ levels and rates where the year before has no levels', () => {
    const own = series(TOTAL, {
      '2020-01': { level: '62.14', growth: '27.4' },
      '2020-02': { level: '24.19', growth: '35.4' },
      '2020-03': { level: '24.19' },
    });
    const items = make('year-to-date-growth', own);
    expect(values(items)).toEqual(['2020-01 27.4000', '2020-01-01/P2M 29.5447']);
    expect(items[1]?.inputs.map(({ period, side }) => `${period} ${side}`)).toEqual([
      ...['2020-01 level.reported', '2020-01 growth.GY.reported'],
      ...['2020-02 level.reported', '2020-02 growth.GY.reported'],
    ]);
  });
});

describe('January and February', () => {
  it('together have a level and a growth without the effect of the calendar', () => {
    const own = series(TOTAL, {
      '2019-01': { level: '10.0' },
      '2019-02': { level: '10.0' },
      '2020-01': { level: '10.0', flags: ['calendar-effect'] },
      '2020-02': { level: '15.0', flags: ['calendar-effect'] },
    });
    const items = make('january-february', own);
    expect(items.map(({ period, measure, value, flags }) => [period, measure, value, flags])).toEqual([
      ['2019-01-01/P2M', 'level', '20.00', []],
      ['2020-01-01/P2M', 'growth', '25.0000', []],
      ['2020-01-01/P2M', 'level', '25.00', []],
    ]);
  });

  it('are taken from the state of both together, before the states of each', () => {
    const own = series(TOTAL, {
      '2019-01': { level: '10.0' },
      '2019-02': { level: '10.0' },
      '2020-01-01/P2M': { level: '24.00', growth: '20.5' },
    });
    expect(make('january-february', own).slice(1)).toMatchObject([
      { measure: 'growth', value: '20.5000', formula: 'stated@1' },
      { measure: 'level', value: '24.000', formula: 'stated@1' },
    ]);
  });

  it('weigh the months’ rates by their bases where the year before has no levels', () => {
    const own = series(TOTAL, {
      '2020-01': { level: '62.14', growth: '27.4' },
      '2020-02': { level: '24.19', growth: '35.4' },
    });
    const [growth] = make('january-february', own);
    expect(growth).toMatchObject({ formula: 'weighted-growth@1', value: '29.5447' });
    expect(growth?.inputs.map(({ side }) => side)).toEqual([
      ...['level.reported', 'growth.GY.reported', 'level.reported', 'growth.GY.reported'],
    ]);
  });
});

describe('level over level', () => {
  const own = series(TOTAL, {
    '2019': { level: '2.20' },
    '2020': { level: '4.72' },
    '2020-S1': { level: '2.00' },
    '2020-S2': { level: '2.72' },
    _U: { level: '7' },
  });

  it('is taken over the year before and the period before, where known', () => {
    expect(shown(make('year-on-year', own))).toEqual(['2020: 114.5455 [113.8321, 115.2620]']);
    expect(values(make('period-on-period', own))).toEqual(['2020 114.5455', '2020-S2 36.0000']);
  });

  it('has no number over a base of zero, and a flag', () => {
    const none = series(TOTAL, { '2019': { level: '0' }, '2020': { level: '5' } });
    expect(make('year-on-year', none)).toMatchObject([
      { period: '2020', value: null, low: null, high: null, flags: ['small-base'] },
    ]);
  });

  it('is withheld where the state withholds it', () => {
    const small = series(TOTAL, {
      '2019': { level: '1' },
      '2020': { level: '5', withheld: true, flags: ['small-base'] },
    });
    expect(make('year-on-year', small)).toMatchObject([{ value: null, flags: ['small-base'] }]);
    const broken = series(TOTAL, {
      '2019': { level: '1' },
      '2020': { level: '5', withheld: true, flags: ['coverage-break'] },
    });
    expect(make('year-on-year', broken)).toMatchObject([{ value: null, flags: ['coverage-break'] }]);
  });

  it('never mixes units', () => {
    const mixed = series(TOTAL, { '2019': { level: '1', unit: 'USD' }, '2020': { level: '5' } });
    expect(make('year-on-year', mixed)).toEqual([]);
  });
});

describe('an index', () => {
  const index = (base: string, said: Readonly<Record<string, Said>>) =>
    transformSeries({ transform: 'index', base }, series(TOTAL, said), new Map());

  it('sets its base at 100 and holds only periods as long against it', () => {
    const said = { '2019': { level: '2.20' }, '2020': { level: '4.72' }, '2020-S1': { level: '2' } };
    expect(values(index('2019', said))).toEqual(['2019 100.0000', '2020 214.5455']);
    expect(index('2018', said)).toEqual([]);
  });

  it('has no number over a base of zero, nor over a coverage break', () => {
    expect(index('2019', { '2019': { level: '0' }, '2020': { level: '5' } })).toMatchObject([
      { period: '2019', value: null, flags: ['small-base'] },
      { period: '2020', value: null, flags: ['small-base'] },
    ]);
    const broken = { '2019': { level: '1' }, '2020': { level: '5', flags: ['coverage-break'] as const } };
    expect(index('2019', broken)).toMatchObject([
      { period: '2019', value: '100.0000' },
      { period: '2020', value: null, flags: ['coverage-break'] },
    ]);
    const far = {
      '2018': { level: '4' },
      ...broken,
      '2020': { level: '5', flags: ['coverage-break'] as const },
      '2022': { level: '8' },
      '2023': { level: '9' },
    };
    expect(index('2019', far)).toMatchObject([
      { period: '2018', value: '400.0000' },
      { period: '2019', value: '100.0000' },
      { period: '2020', value: null },
      { period: '2022', value: null, flags: ['coverage-break'] },
      { period: '2023', value: null },
    ]);
    expect(values(index('2022', far)).slice(-2)).toEqual(['2022 100.0000', '2023 112.5000']);
  });
});

describe('the two-year average', () => {
  it('is taken of two years’ growth', () => {
    const own = series(TOTAL, {
      '2019': { growth: '31.1' },
      '2020': { growth: '15.0' },
      '2022': { growth: '1' },
    });
    expect(shown(make('two-year-average', own))).toEqual(['2020: 22.7864 [22.7362, 22.8366]']);
  });

  it('is offered over a base of zero in between, from the levels at both ends', () => {
    const own = series(TOTAL, {
      '2018': { level: '100' },
      '2019': { level: '0' },
      '2020': { level: '144', withheld: true, flags: ['small-base'] },
    });
    expect(make('two-year-average', own)).toMatchObject([
      {
        ...{ period: '2020', value: '20.0000', low: '19.4931', high: '20.5099', flags: [] },
        formula: 'two-year-average-of-levels@1',
        inputs: [{ period: '2020' }, { period: '2018' }],
      },
    ]);
  });

  it('from levels has no number over a base of zero at its start, nor over a coverage break in between', () => {
    const zero = series(TOTAL, { '2018': { level: '0' }, '2020': { level: '144' } });
    expect(make('two-year-average', zero)).toMatchObject([{ value: null, flags: ['small-base'] }]);
    const broken = series(TOTAL, {
      '2018': { level: '100' },
      '2019': { level: '9', flags: ['coverage-break'] },
      '2020': { level: '144' },
    });
    expect(make('two-year-average', broken)).toMatchObject([{ value: null, flags: ['coverage-break'] }]);
  });

  it('of an ambiguous wording has no number', () => {
    const own = series(TOTAL, { '2019': { ambiguous: true }, '2020': { growth: '15.0' } });
    expect(make('two-year-average', own)).toMatchObject([{ value: null, flags: ['ambiguous-wording'] }]);
  });
});

describe('contributions and gaps', () => {
  const rates = (flow: SeriesDimensions, growth: string) => series(flow, { '2020-S1': { growth } });

  it('of exports and imports follow from the three rates', () => {
    const total = rates(TOTAL, '26.2');
    const parts = [rates(EXPORTS, '28.7'), rates(IMPORTS, '24.4')] as const;
    const items = make('contribution', total, ...parts);
    expect(items.map(({ series: key, value, low, high }) => [key, value, low, high])).toEqual([
      [keyOf(IMPORTS), '14.1860', '13.5906', '14.7838'],
      [keyOf(EXPORTS), '12.0140', '11.3662', '12.6594'],
    ]);
    expect(make('contribution', parts[0], total, parts[1])).toEqual(items.slice(1));
    expect(items[0]).toMatchObject({ unit: 'points', formula: 'contribution-of-rates@1' });
  });

  it('are withheld where the rates contradict each other, and absent where the parts grow alike', () => {
    const [one, other] = [rates(EXPORTS, '28.7'), rates(IMPORTS, '24.4')];
    expect(make('contribution', one, rates(TOTAL, '31.1'), other)).toMatchObject([
      { value: null, flags: ['infeasible-parts'] },
    ]);
    expect(make('contribution', one, rates(TOTAL, '28.7'), rates(IMPORTS, '28.7'))).toEqual([]);
    expect(make('contribution', one, series(TOTAL, { '2020-S1': { ambiguous: true } }), other)).toMatchObject(
      [{ value: null, flags: ['ambiguous-wording'] }],
    );
  });

  it('follow from the levels of two years before all else, then from levels and rates', () => {
    const total = series(TOTAL, { '2019': { level: '200' }, '2020': { level: '260', growth: '30' } });
    const own = series(EXPORTS, { '2019': { level: '100' }, '2020': { level: '140', growth: '40' } });
    expect(make('contribution', own, total)).toMatchObject([
      { value: '20.0000', formula: 'level-contribution@1' },
    ]);
    const [now, wholeNow] = [series(EXPORTS, { '2020': { level: '140', growth: '40' } }), total];
    expect(make('contribution', now, wholeNow)).toMatchObject([
      { value: '20.0000', formula: 'contribution-of-level@1' },
    ]);
  });

  it('of goods are those to all goods of the same flow', () => {
    const food = { ...EXPORTS, product: 'FOOD' };
    expect(neededSeries('contribution', food)).toEqual([keyOf(EXPORTS)]);
    expect(neededSeries('contribution', EXPORTS)).toEqual([TOTAL, EXPORTS, IMPORTS].map(keyOf));
    expect(neededSeries('growth-gap', EXPORTS)).toEqual([keyOf(TOTAL)]);
    expect(neededSeries('index', EXPORTS)).toEqual([]);
    const all = series(EXPORTS, { '2019': { level: '200' }, '2020': { level: '260' } });
    const own = series(food, { '2019': { level: '20' }, '2020': { level: '30' } });
    expect(make('contribution', own, all)).toMatchObject([{ value: '5.0000', series: keyOf(food) }]);
  });

  it('of growth to that of the whole are points', () => {
    const items = make('growth-gap', rates(EXPORTS, '8.9'), rates(TOTAL, '2.1'));
    expect(items).toMatchObject([{ value: '6.8000', low: '6.7000', high: '6.9000', unit: 'points' }]);
    expect(make('growth-gap', rates(TOTAL, '8.9'))).toEqual([]);
    expect([isPartOfWhole(EXPORTS), isPartOfWhole(TOTAL)]).toEqual([true, false]);
  });
});

describe('of the sides of a state', () => {
  const rate = printed('10', 'percent');
  const states = (sides: Partial<Record<'reported' | 'computed' | 'implied' | 'forecast', Measurement>>) =>
    new Map(
      ['2019', '2020'].map((period) => {
        const beside = { verdict: 'unchecked', gap: null, ...sides } as const;
        return [
          period,
          { level: beside, growth: { GY: { comparedWith: null, ...beside } }, other: {}, flags: [] },
        ];
      }),
    );
  const made = (transform: 'two-year-average' | 'year-on-year', sides: Parameters<typeof states>[0]) =>
    make(transform, { key: keyOf(TOTAL), dimensions: TOTAL, isInChina: true, states: states(sides) })[0]
      ?.inputs[0]?.side;

  it('the reported one goes before the computed one, and that before the implied one', () => {
    expect(made('two-year-average', { implied: rate, computed: rate, reported: rate })).toBe(
      'growth.GY.reported',
    );
    expect(made('two-year-average', { implied: rate, computed: rate })).toBe('growth.GY.computed');
    expect(made('two-year-average', { implied: rate })).toBe('growth.GY.implied');
  });

  it('a forecast counts nowhere, and an implied level not as a level', () => {
    expect(made('two-year-average', { forecast: rate })).toBeUndefined();
    expect(made('year-on-year', { computed: rate, implied: rate })).toBe('level.computed');
    expect(made('year-on-year', { forecast: rate, implied: rate })).toBeUndefined();
  });
});

describe('warnings about a state', () => {
  it('go with its numbers', () => {
    const own = series(TOTAL, {
      '2020-01': { level: '1', flags: ['conflicting-prints', 'ambiguous-wording'] },
      '2020-02': { level: '1', flags: ['partial-period'] },
    });
    expect(make('year-to-date', own)[1]).toMatchObject({
      period: '2020-01-01/P2M',
      flags: ['partial-period', 'conflicting-prints'],
    });
  });
});
