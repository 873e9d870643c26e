import { compareDecimals, normalisePeriod, type SeriesDimensions } from '@silkgauge/growth';
import { Type, type Static } from 'typebox';
import { oneArea } from '../code-lists.ts';
import { shown } from '../fault.ts';
import { seriesKey } from '../series-key.ts';
import { Evidence, Series, decimal, object, oneOf, period, publicationDate } from '../vocabulary.ts';
import { embargo, embargoRules } from './embargo.ts';
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
    magnitude: Type.Optional(
      object(
        {
          atLeast: Type.Optional(decimal('The least that it is said to be, itself included.')),
          below: Type.Optional(decimal('What it is said to stay below.')),
        },
        'How large the rise or fall is said to be, in percent without a sign: "double-digit" is at least 10 and below 100.',
      ),
    ),
    publishedAt: publicationDate,
    embargo,
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

/** Key of a series as delivered; rules see areas under the codes that the event gives. */
const keptKey = (series: SeriesDimensions): string =>
  seriesKey({ ...series, area: oneArea(series.area), counterpart: oneArea(series.counterpart) });

const comparedElsewhere: DataRule<ClaimData> = {
  needs: ['/data/series', '/data/comparedTo'],
  check({ series, comparedTo }, report) {
    if (comparedTo === undefined || keptKey(comparedTo) !== keptKey(series)) return;
    report(
      '/data/comparedTo',
      'compared-with-itself',
      'The series is compared to itself.',
      'Write the other series, or leave comparedTo out.',
    );
  },
};

/** Checks each end, their order, and that a magnitude says something of its direction. */
const magnitudeStated: DataRule<ClaimData> = {
  needs: ['/data/magnitude', '/data/direction'],
  check({ magnitude, direction }, report) {
    if (magnitude === undefined) return;
    const at = '/data/magnitude';
    const { atLeast, below } = magnitude;
    if (atLeast === undefined && below === undefined)
      report(
        at,
        'magnitude-empty',
        'The magnitude has no end.',
        'Add atLeast, below or both, or leave it out.',
      );
    for (const [name, end] of Object.entries({ atLeast, below }))
      if (end?.startsWith('-') === true)
        report(
          `${at}/${name}`,
          'magnitude-sign',
          `A magnitude has no sign, yet ${name} is ${shown(end)}.`,
          `Write ${shown(end.slice(1))}; the direction says whether it is a rise or a fall.`,
        );
    if (below !== undefined && compareDecimals(below, atLeast ?? '0') <= 0)
      report(
        `${at}/below`,
        'magnitude-order',
        `No growth is ${atLeast === undefined ? '' : `at least ${shown(atLeast)} and `}below ${shown(below)}.`,
        'Write the larger end in below, the smaller in atLeast.',
      );
    if (direction === 'flat' && atLeast !== undefined)
      report(
        `${at}/atLeast`,
        'magnitude-flat',
        `Growth that is flat is not at least ${shown(atLeast)}.`,
        'Leave atLeast out and write below, or write the direction up or down.',
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
    magnitudeStated,
    publishedAtRule(),
    ...embargoRules,
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
    evidence: {
      document: 'https://en.imsilkroad.com/p/314906.html',
      quote: 'are also growing rapidly',
      kind: 'agency',
      publisher: { name: { en: 'Xinhua', zh: '新华社' } },
    },
  },
});
