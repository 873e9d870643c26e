import { claimReported } from './events/claim.ts';
import { seriesKey } from './series-key.ts';
import type { ClaimState } from './shapes/registered-states.ts';
import type { GrowthState } from './shapes/state.ts';

/** Example of the descriptions: cross-border e-commerce at Zhengzhou, first half of 2020. */
export const GROWTH_STATE_EXAMPLE: GrowthState = {
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
  version: 2,
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
      from: {
        source: '/loader/seed',
        id: 'S01',
        document: 'https://en.imsilkroad.com/p/314906.html',
        publishedAt: '2020-07-16',
        kind: 'agency',
        publisher: { name: { en: 'Xinhua', zh: '新华社' } },
      },
      formula: 'reported@1',
    },
    verdict: 'unchecked',
    gap: null,
  },
  growth: {
    GY: {
      comparedWith: '2019-S1',
      reported: {
        value: '119.43',
        unit: 'percent',
        low: '119.425',
        high: '119.435',
        status: '_U',
        printed: {
          value: '119.43',
          multiplier: '1',
          unit: 'percent',
          wording: 'percent',
          qualifier: 'exact',
        },
        from: {
          source: '/loader/seed',
          id: 'S02',
          document: 'https://en.imsilkroad.com/p/314906.html',
          publishedAt: '2020-07-16',
          kind: 'agency',
          publisher: { name: { en: 'Xinhua', zh: '新华社' } },
        },
        formula: 'reported@1',
      },
      verdict: 'unchecked',
      gap: null,
    },
  },
  other: {},
  flags: [],
  change: {
    reason: 'reported',
    previous: { growth: { GY: null } },
    causes: [{ source: '/loader/seed', id: 'S02', topic: 'customs.figures', partition: 4, offset: '17' }],
  },
};

const { example: CLAIM } = claimReported;
const KEY = seriesKey(CLAIM.series);

/** The claim of the examples of events, which no known growth decides. */
export const CLAIM_STATE_EXAMPLE: ClaimState = {
  claim: '/loader/seed#C07',
  version: 1,
  sequence: '1043',
  knownAt: '2020-07-16T02:00:00.000Z',
  source: '/loader/seed',
  id: 'C07',
  domain: 'platform',
  withdrawn: false,
  key: KEY,
  period: CLAIM.period,
  comparedTo: null,
  standing: 'open',
  growth: null,
  comparison: null,
  data: CLAIM,
};
