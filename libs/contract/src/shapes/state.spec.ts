import type { StateBody } from '@silkgauge/growth';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonSchemas } from '../descriptions/json-schemas.ts';
import { GROWTH_STATE_EXAMPLE } from '../state-example.ts';
import type { GrowthState } from './state.ts';

type Told = Pick<GrowthState, keyof StateBody>;

/** The compiler checks that computed and published members are the same. */
const workedIsTold = (body: StateBody): Told => body;
const toldIsWorked = (body: Told): StateBody => body;

/** The example of the descriptions, with the members that it leaves out. */
const HALF_YEAR: GrowthState = {
  ...GROWTH_STATE_EXAMPLE,
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
