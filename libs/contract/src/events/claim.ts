import { normalisePeriod, type SeriesDimensions } from '@silkgauge/growth';
import { Type, type Static } from 'typebox';
import { seriesKey } from '../series-key.ts';
import { Evidence, Series, object, oneOf, period, publicationDate } from '../vocabulary.ts';
import { family, type EventOf, type DataRule } from './family.ts';
import { dimensions } from './figure.ts';
import { periodRule, publishedAtRule, seriesRules } from './rules.ts';

export const DIRECTIONS = ['up', 'down', 'flat'] as const;

export const ClaimData = object(
  {
    series: Series,
    period: period('The period spoken of.'),
    direction: oneOf(DIRECTIONS, 'Where it is said to go.'),
    comparedTo: Type.Optional(Series),
    publishedAt: publicationDate,
    evidence: Evidence,
  },
  'A direction claimed without a number.',
  'ClaimReportedData',
);

export type ClaimData = Static<typeof ClaimData>;

export interface ClaimReported extends EventOf<'silkgauge.claim.reported.v1', ClaimData> {
  readonly series: SeriesDimensions;
  readonly seriesKey: string;
  /** Normalised period code. */
  readonly period: string;
  readonly direction: ClaimData['direction'];
  /** Key of the series to compare with; null if none is named. */
  readonly comparedTo: string | null;
}

const comparedElsewhere: DataRule<ClaimData> = {
  needs: ['/data/series', '/data/comparedTo'],
  check({ series, comparedTo }, report) {
    if (comparedTo === undefined || seriesKey(comparedTo) !== seriesKey(series)) return;
    report(
      '/data/comparedTo',
      'compared-with-itself',
      'The series is compared to itself.',
      'Write the other series, or leave comparedTo out.',
    );
  },
};

export const claimReported = family({
  type: 'silkgauge.claim.reported.v1',
  title: 'A claim without a number was reported',
  schema: ClaimData,
  rules: [
    ...seriesRules<ClaimData>('/data/series', (data) => data.series),
    ...seriesRules<ClaimData>('/data/comparedTo', (data) => data.comparedTo),
    periodRule<ClaimData>('/data/period', (data) => data.period),
    comparedElsewhere,
    publishedAtRule(),
  ],
  parse: (attributes, data): ClaimReported => ({
    ...attributes,
    type: 'silkgauge.claim.reported.v1',
    data,
    series: dimensions(data.series),
    seriesKey: seriesKey(data.series),
    period: normalisePeriod(data.period) ?? data.period,
    direction: data.direction,
    comparedTo: data.comparedTo ? seriesKey(data.comparedTo) : null,
  }),
  recordKey: (event) => event.seriesKey,
  example: {
    series: {
      reporter: 'ALIEXPRESS',
      area: '_T',
      indicator: 'SALES',
      coverage: 'OWN',
      flow: 'X',
      mode: '_T',
      product: 'TOYS',
      counterpart: '_T',
      currency: 'USD',
    },
    period: '2020-S1',
    direction: 'up',
    publishedAt: '2020-07-16',
    evidence: { document: 'https://en.imsilkroad.com/p/314906.html', quote: 'are also growing rapidly' },
  },
});
