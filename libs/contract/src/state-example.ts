import { claimReported } from './events/claim.ts';
import { seriesKey } from './series-key.ts';
import type { ClaimState } from './shapes/registered-states.ts';
import type { GrowthState } from './shapes/state.ts';
import { DELIVERED_SOURCE } from './shapes/subscription.ts';
import { CLAIM_UPDATED, GROWTH_UPDATED } from './topics.ts';

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

interface Told {
  readonly series: object;
  readonly period: string;
  readonly sequence: string;
  readonly knownAt: string;
}

/** A change as it is delivered to a webhook. */
const delivered = <const Type extends string>(
  type: Type,
  { subject, domain, told }: { readonly subject: string; readonly domain: string; readonly told: Told },
) => ({
  ...{ specversion: '1.0', id: told.sequence, source: DELIVERED_SOURCE, type, time: told.knownAt, subject },
  ...{ datacontenttype: 'application/json', ...told.series, period: told.period, domain },
});

export const GROWTH_DELIVERY_EXAMPLE = {
  ...delivered(GROWTH_UPDATED, {
    ...{ subject: GROWTH_STATE_EXAMPLE.key, domain: 'customs', told: GROWTH_STATE_EXAMPLE },
  }),
  reason: GROWTH_STATE_EXAMPLE.change.reason,
  data: GROWTH_STATE_EXAMPLE,
};

export const CLAIM_DELIVERY_EXAMPLE = {
  ...delivered(CLAIM_UPDATED, {
    ...{ subject: CLAIM_STATE_EXAMPLE.claim, domain: CLAIM_STATE_EXAMPLE.domain },
    told: { ...CLAIM_STATE_EXAMPLE, series: CLAIM.series },
  }),
  data: CLAIM_STATE_EXAMPLE,
};
