import type { StateBody } from '@silkgauge/growth';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonSchemas } from '../descriptions/json-schemas.ts';
import type { GrowthState } from './state.ts';

type Told = Pick<GrowthState, keyof StateBody>;

/** The compiler checks that computed and published members are the same. */
const workedIsTold = (body: StateBody): Told => body;
const toldIsWorked = (body: Told): StateBody => body;

const HALF_YEAR: GrowthState = {
  key: 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1',
  series: {
    reporter: 'ZAEZ',
    area: 'CN-Z-ZAEZ',
    indicator: 'CBEC',
    coverage: 'LOCAL',
    flow: '_T',
    mode: '_T',
    product: '_T',
    counterpart: '_T',
    currency: 'CNY',
  },
  period: '2020-S1',
  version: 3,
  sequence: '1042',
  knownAt: '2020-07-16T02:00:00.000Z',
  level: {
    reported: {
      value: '4720000000',
      unit: 'CNY',
      low: '4715000000',
      high: '4725000000',
      status: '_U',
      printed: { value: '4.72', multiplier: '1000000000', unit: 'CNY', wording: null, qualifier: 'exact' },
      formula: 'reported@1',
    },
    verdict: 'unchecked',
    gap: null,
  },
  growth: {
    GY: {
      comparedWith: '2019-S1',
      reported: {
        value: null,
        unit: 'percent',
        low: null,
        high: null,
        status: 'P',
        readings: [
          { reading: 'up-by-times', value: '450', low: '445', high: '455' },
          { reading: 'to-times', value: '350', low: '345', high: '355' },
        ],
        formula: 'reported@1',
      },
      verdict: 'unchecked',
      gap: null,
    },
    _U: { comparedWith: null, verdict: 'not-comparable', gap: null },
  },
  other: { share: { verdict: 'unchecked', gap: null } },
  counts: { events: '120', units: '346' },
  flags: ['ambiguous-wording'],
  change: {
    reason: 'restated',
    previous: { flags: [], level: { verdict: 'unchecked', gap: null } },
    causes: [{ source: '/x', id: '1', topic: 'customs.figures', partition: 0, offset: '12' }],
    folded: { events: '12', topic: 'platform.sales', partition: 1, from: '0', to: '11' },
  },
};

describe('the published schema of a state', () => {
  const accepts = new Ajv2020({ strict: true, validateFormats: false }).compile(
    jsonSchemas().GrowthState ?? false,
  );

  it('has the members that libs/growth computes', () => {
    expect(toldIsWorked(workedIsTold(HALF_YEAR))).toBe(HALF_YEAR);
  });

  it('accepts a state', () => {
    expect(accepts(HALF_YEAR)).toBe(true);
  });

  it('accepts a change without previous comparison or sales', () => {
    const since = (previous: GrowthState['change']['previous']): GrowthState => ({
      ...HALF_YEAR,
      change: { ...HALF_YEAR.change, previous },
    });
    expect(accepts(since({ growth: { GY: null, G1: HALF_YEAR.growth['GY'] ?? null } }))).toBe(true);
    expect(accepts(since({ counts: null }))).toBe(true);
    expect(accepts(since(null))).toBe(true);
    expect(accepts({ ...HALF_YEAR, growth: { GY: null } })).toBe(false);
  });

  it.each(Object.keys(HALF_YEAR).filter((name) => name !== 'counts'))(
    'refuses a state without %s',
    (name) => {
      const rest = Object.entries(HALF_YEAR).filter(([other]) => other !== name);
      expect(accepts(Object.fromEntries(rest))).toBe(false);
    },
  );

  it('refuses an unknown verdict and version zero', () => {
    expect(accepts({ ...HALF_YEAR, level: { verdict: 'fine', gap: null } })).toBe(false);
    expect(accepts({ ...HALF_YEAR, version: 0 })).toBe(false);
  });
});
