import type { JoinedState } from '@silkgauge/contract';
import { publishersOf, type Measurement } from '@silkgauge/growth';
import { articleStates, print, statesOf, UNTOLD, ZHENGZHOU } from '../spec/article.ts';
import { frequencyOf, growthCode, readingCode } from './dimension-codes.ts';
import type { Observation } from './observation.ts';
import { observationsOf } from './observations-of.ts';
import { byKeyAndPeriod, seriesPart } from './order.ts';
import { printsOf, type ObservationContext, type PrintEvidence } from './prints.ts';

const [article, before] = articleStates();
if (!article || !before) throw new Error('The article makes two states.');

/** A state with one reported level. */
const withLevel = (reported: Measurement, members: Partial<JoinedState> = {}): JoinedState => ({
  ...article,
  growth: {},
  level: {
    reported: reported as NonNullable<JoinedState['level']['reported']>,
    verdict: 'unchecked',
    gap: null,
  },
  ...members,
});

const LEVEL: Measurement = {
  value: '31.10',
  unit: 'CNY',
  low: '31.095',
  high: '31.105',
  status: 'P',
  formula: 'reported@1',
};

function only(state: JoinedState, evidenceOf: () => PrintEvidence | null = () => null): Observation {
  const [first, another] = observationsOf(state, { ...UNTOLD, evidenceOf });
  if (!first || another) throw new Error('There is not exactly one observation.');
  return first;
}

const codesOf = ({ key }: Observation) => [key.TRANSFORMATION, key.BASIS, key.READING].join(' ');

describe('the article', () => {
  it('has one observation for each number and each of its sides and readings, in the order of keys', () => {
    expect(observationsOf(article, UNTOLD).map((found) => [codesOf(found), found.value])).toEqual([
      ['GY REPORTED TO-TIMES', '350'],
      ['GY REPORTED UP-BY-TIMES', '450'],
      ['GY REPORTED _Z', null],
      ['N REPORTED _Z', '135000000'],
    ]);
    expect(observationsOf(before, UNTOLD).map((found) => [codesOf(found), found.value])).toEqual([
      ['N IMPLIED TO-TIMES', '30000000'],
      ['N IMPLIED UP-BY-TIMES', '24545455'],
      ['N IMPLIED _Z', null],
    ]);
  });

  it('has no value, no ends, status O and the names of the readings where it can be read in two ways', () => {
    const [, , itself] = observationsOf(article, UNTOLD);
    expect(itself?.value).toBeNull();
    expect(itself?.attributes).toMatchObject({
      OBS_STATUS: 'O',
      FIGURE_STATUS: '_U',
      UNIT_MEASURE: 'percent',
      READINGS: 'UP-BY-TIMES TO-TIMES',
      PRINTED_VALUE: '4.5',
      PRINTED_UNIT: 'times',
      WORDING: 'ambiguous-times',
      QUALIFIER: 'exact',
      COMPARED_WITH: '2019-01-01/P5M',
      FLAGS: 'ambiguous-wording',
      VERDICT: 'unchecked',
    });
    for (const absent of ['OBS_LOW', 'OBS_HIGH', 'DECIMALS', 'PRINT'])
      expect(itself?.attributes).not.toHaveProperty(absent);
  });

  it('begins each key with that of its series, and says it again as one text', () => {
    for (const { key, seriesKey } of observationsOf(article, UNTOLD)) {
      expect(Object.values(key).join('.')).toBe(seriesKey);
      expect(seriesPart(seriesKey)).toBe('NAEDZ.CN-Z-NAEDZ.CBEC.LOCAL._T._T._T._T.CNY');
    }
  });
});

describe('codes of a key', () => {
  it.each([
    ['2020', 'A'],
    ['2020-S1', 'S'],
    ['2020-Q2', 'Q'],
    ['2020-03', 'M'],
    ['2020-W10', 'W'],
    ['2020-03-01', 'D'],
    ['2020-01-01/P5M', '_O'],
    ['2020-11-01/P11D', '_O'],
    ['_U', '_U'],
  ])('the frequency of %s is %s', (period, code) => {
    expect(frequencyOf(period)).toBe(code);
  });

  it.each([
    ['GY', 'GY'],
    ['G1', 'G1'],
    ['_U', 'G_U'],
    ['2018-S1', 'G-2018-S1'],
    ['2018-01-01/P5M', 'G-2018-01-01_P5M'],
  ])('growth by %s is %s', (comparison, code) => {
    expect(growthCode(comparison)).toBe(code);
  });

  it('a print has the first 12 hex digits of the SHA-256 of its name', () => {
    // printf '/loader/seed#S01' | sha256sum
    expect(readingCode('/loader/seed#S01')).toBe('P-f2ef1a256c9f');
    expect(readingCode('up-by-times')).toBe('UP-BY-TIMES');
    expect(readingCode('to-times')).toBe('TO-TIMES');
  });

  it('other measures have their names in upper case, and no comparison', () => {
    const sides = { computed: { ...LEVEL, unit: 'percent' }, verdict: 'unchecked', gap: null } as const;
    const other = {
      share: sides,
      contribution: sides,
      'growth-gap': sides,
      'growth-change': sides,
      'share-change': sides,
    };
    const state = {
      ...article,
      growth: {},
      level: { verdict: 'unchecked', gap: null },
      other,
    } as JoinedState;
    expect(observationsOf(state, UNTOLD).map(codesOf)).toEqual([
      'CONTRIBUTION COMPUTED _Z',
      'GROWTH-CHANGE COMPUTED _Z',
      'GROWTH-GAP COMPUTED _Z',
      // A hyphen stands before a dot, byte by byte.
      'SHARE-CHANGE COMPUTED _Z',
      'SHARE COMPUTED _Z',
    ]);
  });
});

describe('attributes', () => {
  it('has all of a reported level', () => {
    const state = withLevel(
      {
        ...LEVEL,
        printed: {
          value: '31.10',
          valueHigh: '32.0',
          multiplier: '1000000000',
          unit: 'CNY',
          wording: null,
          qualifier: 'about',
        },
        from: {
          ...{ source: '/s', id: '1', document: 'https://example.org/a', publishedAt: '2020-07' },
          ...{ kind: 'agency', publisher: { code: 'XINHUA', name: { en: 'Xinhua', zh: '新华社' } } },
        },
      },
      {
        flags: ['calendar-effect', 'small-base'],
        counts: { events: '120', units: '346.5', last: '2011-12-09T12:50:00Z' },
        version: 3,
        sequence: '1042',
      },
    );
    const evidenceOf = () => ({ document: 'other', publishedAt: 'other', quote: 'the "words"' });
    expect(only(state, evidenceOf)).toEqual({
      flow: 'DF_GROWTH',
      seriesKey: 'NAEDZ.CN-Z-NAEDZ.CBEC.LOCAL._T._T._T._T.CNY._O.N.REPORTED._Z',
      key: {
        REPORTER: 'NAEDZ',
        REF_AREA: 'CN-Z-NAEDZ',
        INDICATOR: 'CBEC',
        COVERAGE: 'LOCAL',
        FLOW: '_T',
        MODE: '_T',
        PRODUCT: '_T',
        COUNTERPART: '_T',
        CURRENCY: 'CNY',
        FREQ: '_O',
        TRANSFORMATION: 'N',
        BASIS: 'REPORTED',
        READING: '_Z',
      },
      period: '2020-01-01/P5M',
      value: '31.10',
      attributes: {
        OBS_STATUS: 'P',
        CONF_STATUS: 'F',
        UNIT_MEASURE: 'CNY',
        UNIT_MULT: '0',
        DECIMALS: '2',
        FIGURE_STATUS: 'P',
        VERDICT: 'unchecked',
        OBS_LOW: '31.095',
        OBS_HIGH: '31.105',
        FLAGS: 'calendar-effect small-base',
        PRINTED_VALUE: '31.10',
        PRINTED_HIGH: '32.0',
        PRINTED_MULTIPLIER: '1000000000',
        PRINTED_UNIT: 'CNY',
        QUALIFIER: 'about',
        FORMULA: 'reported@1',
        EVENTS: '120',
        UNITS: '346.5',
        LAST_ORDERED_AT: '2011-12-09T12:50:00Z',
        PUBLISHED_AT: '2020-07',
        EVIDENCE_DOCUMENT: 'https://example.org/a',
        EVIDENCE_QUOTE: 'the "words"',
        EVIDENCE_KIND: 'agency',
        PUBLISHER: 'Xinhua',
        VERSION: '3',
        SEQUENCE: '1042',
        KNOWN_AT: '2020-07-16T02:00:00.000Z',
      },
    });
  });

  it('a print whose event names no publisher has that of its document, and none is of a kind that nobody says', () => {
    const from = { source: '/s', id: '1', document: 'https://www.example.org/a', publishedAt: '2020-07' };
    const customs = { name: { en: 'Customs, "at" Ningbo', zh: '宁波海关' } };
    const publisherOf = (publishers: ObservationContext['publishers']) =>
      observationsOf(withLevel({ ...LEVEL, from }), { ...UNTOLD, publishers })[0]?.attributes;
    expect(publisherOf(publishersOf(new Map([['example.org', customs]])))).toMatchObject({
      PUBLISHER: 'Customs, "at" Ningbo',
    });
    expect(publisherOf(UNTOLD.publishers)).toMatchObject({ PUBLISHER: 'www.example.org' });
    expect(publisherOf(UNTOLD.publishers)).not.toHaveProperty('EVIDENCE_KIND');
    expect(only(withLevel(LEVEL)).attributes).not.toHaveProperty('PUBLISHER');
  });

  it.each([
    ['not-collected', 'L', 'F'],
    ['not-applicable', 'M', 'F'],
    ['confidential', 'Q', 'C'],
    ['suppressed', 'Q', 'F'],
  ] as const)('of a number that is %s: status %s, confidentiality %s, no value', (absence, status, conf) => {
    const { value, attributes } = only(withLevel({ ...LEVEL, value: null, low: null, high: null, absence }));
    expect(value).toBeNull();
    expect(attributes).toMatchObject({ OBS_STATUS: status, CONF_STATUS: conf, FIGURE_STATUS: 'P' });
  });

  it('a range has its ends and no value', () => {
    const { value, attributes } = only(withLevel({ ...LEVEL, value: null }));
    expect(value).toBeNull();
    expect(attributes).toMatchObject({ OBS_STATUS: 'O', OBS_LOW: '31.095', OBS_HIGH: '31.105' });
  });

  it('a break of coverage is a break of the series, beside the status of the figure', () => {
    const { attributes } = only(withLevel(LEVEL, { flags: ['coverage-break'] }));
    expect(attributes).toMatchObject({ OBS_STATUS: 'B', FIGURE_STATUS: 'P' });
  });

  it.each(['A', 'R', 'P', 'F', '_U'] as const)('a figure with status %s has it', (status) => {
    expect(only(withLevel({ ...LEVEL, status })).attributes).toMatchObject({
      OBS_STATUS: status,
      FIGURE_STATUS: status,
    });
  });

  it.each([
    ['5', '0'],
    ['-5.0', '1'],
    [`1.${'0'.repeat(15)}`, '15'],
    [`1.${'0'.repeat(16)}`, undefined],
  ])('the value %s has %s decimals', (value, decimals) => {
    expect(only(withLevel({ ...LEVEL, value })).attributes.DECIMALS).toBe(decimals);
  });

  it('verdict and gap are the same in each base, and what was compared with is told', () => {
    const sides = { reported: LEVEL, computed: LEVEL, verdict: 'conflicts', gap: '4.885' } as const;
    const state = {
      ...article,
      level: { verdict: 'unchecked', gap: null },
      growth: { GY: { ...sides, comparedWith: '2019-01-01/P5M' } },
    } as JoinedState;
    for (const { attributes } of observationsOf(state, UNTOLD))
      expect(attributes).toMatchObject({
        VERDICT: 'conflicts',
        GAP: '4.885',
        COMPARED_WITH: '2019-01-01/P5M',
      });
  });

  it('what was published by a day has no version, no sequence and no time of knowing', () => {
    const state = {
      ...withLevel(LEVEL),
      version: null,
      sequence: null,
      knownAt: null,
      publishedBy: '2020-07-16T23:59:59Z',
      change: null,
    };
    for (const absent of ['VERSION', 'SEQUENCE', 'KNOWN_AT'])
      expect(observationsOf(state, UNTOLD)[0]?.attributes).not.toHaveProperty(absent);
  });

  it('counts of sales stand with the level alone', () => {
    const state = {
      ...withLevel(LEVEL, { counts: { events: '120', units: '346' } }),
      growth: { GY: { reported: LEVEL, verdict: 'unchecked', gap: null, comparedWith: null } },
    } as JoinedState;
    const found = observationsOf(state, UNTOLD).filter(({ attributes }) => 'EVENTS' in attributes);
    expect(found.map(codesOf)).toEqual(['N REPORTED _Z']);
  });
});

describe('several prints of a period that is not stated', () => {
  const figures = ['1', '2', '3'].map((digit) =>
    print(`U${digit}`, {
      ...{ period: '_U', value: `${digit}0`, publishedAt: `202${digit}` },
      publisher: { name: { en: `Paper ${digit}`, zh: `报纸 ${digit}` } },
    }),
  );
  const [state] = statesOf(figures, ['_U'], ZHENGZHOU);
  if (!state) throw new Error('There is no state.');
  const evidence = new Map(
    figures.map(({ source, id, document, publishedAt, publisher }) => [
      `${source}#${id}`,
      {
        document,
        publishedAt,
        quote: `quote of ${id}`,
        kind: 'repost' as const,
        ...(publisher && { publisher }),
      },
    ]),
  );
  const found = observationsOf(state, {
    ...UNTOLD,
    evidenceOf: ({ source, id }) => evidence.get(`${source}#${id}`) ?? null,
  });

  it('are observations of the undated flow, each with its own document and quote', () => {
    expect(
      found.every(({ flow, period, key }) => flow === 'DF_UNDATED' && period === null && key.FREQ === '_U'),
    ).toBe(true);
    const prints = found.filter(({ key }) => key.READING !== '_Z');
    expect(new Set(prints.map(({ value }) => value))).toEqual(new Set(['10', '20', '30']));
    for (const { value, attributes, key } of prints) {
      const id = `U${value?.charAt(0) ?? ''}`;
      expect(attributes).toMatchObject({
        PRINT: `/loader/seed#${id}`,
        EVIDENCE_QUOTE: `quote of ${id}`,
        PUBLISHED_AT: `202${id.charAt(1)}`,
        EVIDENCE_KIND: 'repost',
        PUBLISHER: `Paper ${id.charAt(1)}`,
      });
      expect(key.READING).toBe(readingCode(`/loader/seed#${id}`));
    }
  });

  it('leave the figure itself without a value, and name them there', () => {
    const itself = found.filter(({ key }) => key.READING === '_Z');
    expect(itself).toHaveLength(1);
    expect(itself[0]?.value).toBeNull();
    const codes = found.flatMap(({ key }) => (key.READING === '_Z' ? [] : [key.READING]));
    expect(itself[0]?.attributes.READINGS?.split(' ').sort()).toEqual(codes.sort());
  });

  it('say how many others there are, where the state names some alone', () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      print(`M${String(at)}`, { period: '_U', value: `${String(at + 1)}00` }),
    );
    const [of20] = statesOf(many, ['_U']);
    if (!of20) throw new Error('There is no state.');
    const itself = observationsOf(of20, UNTOLD).find(({ key }) => key.READING === '_Z');
    expect(itself?.attributes.READINGS).toMatch(/^(P-[0-9a-f]{12} ){8}\+12$/);
  });

  it('are asked for by their identities, in whatever way a name can be split', () => {
    expect(printsOf(state)).toEqual(
      expect.arrayContaining(figures.map(({ source, id }) => ({ source, id }))),
    );
    const odd = withLevel({
      ...LEVEL,
      ...{ value: null, low: null, high: null },
      readings: [{ reading: '/a#b#c up-by-times', value: '1', low: '1', high: '2' }],
    });
    expect(printsOf(odd)).toEqual(
      expect.arrayContaining([
        { source: '/a', id: 'b#c' },
        { source: '/a#b', id: 'c' },
      ]),
    );
  });
});

describe('the order of observations', () => {
  it('is by key, byte by byte, then by start, then by end', () => {
    const placed = (seriesKey: string, period: string | null) => ({ seriesKey, period });
    const ordered = [
      placed('A-B.X', '2020'),
      placed('A.B', null),
      placed('A.B', '2019-01-01/P5M'),
      placed('A.B', '2020-01-01/P2M'),
      placed('A.B', '2020-01-01/P5M'),
      placed('A.B', '2020-02-01/P2M'),
      placed('A.b', '2019'),
    ];
    expect([...ordered].reverse().sort(byKeyAndPeriod)).toEqual(ordered);
  });
});
