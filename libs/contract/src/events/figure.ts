import { normalisePeriod, resolveComparison, type Figure, type SeriesDimensions } from '@silkgauge/growth';
import type { Static } from 'typebox';
import { seriesKey } from '../series-key.ts';
import { Reference, object, text, type PublisherData, type ReferenceData } from '../vocabulary.ts';
import { embargo, embargoRules } from './embargo.ts';
import { family, type EventOf } from './family.ts';
import { FigureData } from './figure-data.ts';
import { figureRules } from './figure-rules.ts';
import { notItselfRule } from './rules.ts';

export interface FigureReported extends EventOf<'silkgauge.figure.reported.v1', FigureData> {
  readonly series: SeriesDimensions;
  readonly seriesKey: string;
  /** Normalised periods, the comparison as key of `growth`, and defaults. */
  readonly figure: Figure;
}

export const figureReported = family({
  type: 'silkgauge.figure.reported.v1',
  title: 'A figure was reported',
  schema: FigureData,
  rules: figureRules,
  parse(attributes, data): FigureReported {
    const normal = normalisePeriod(data.period) ?? data.period;
    return {
      ...attributes,
      type: 'silkgauge.figure.reported.v1',
      data,
      series: dimensions(data.series),
      seriesKey: seriesKey(data.series),
      figure: {
        source: attributes.source,
        id: attributes.id,
        measure: data.measure,
        period: normal,
        comparison: data.comparison === undefined ? null : resolveComparison(normal, data.comparison).key,
        value: data.value ?? null,
        valueHigh: data.valueHigh ?? null,
        unit: data.unit,
        multiplier: data.multiplier ?? '1',
        wording: data.wording ?? null,
        qualifier: data.qualifier ?? 'exact',
        status: data.status ?? 'unspecified',
        publishedAt: data.publishedAt,
        kind: data.evidence.kind ?? null,
        document: data.evidence.document,
        ...(data.evidence.publisher && { publisher: printer(data.evidence.publisher) }),
        ...(data.corrects && { corrects: { source: data.corrects.source, id: data.corrects.id } }),
        ...(data.absence && { absence: data.absence }),
        ...(data.break !== undefined && { break: data.break }),
      },
    };
  },
  recordKey: (event) => event.seriesKey,
  example: {
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
    measure: 'growth',
    value: '119.43',
    unit: 'percent',
    comparison: 'GY',
    wording: 'percent',
    publishedAt: '2020-07-16',
    evidence: {
      document: 'https://en.imsilkroad.com/p/314906.html',
      quote: 'surging 119.43 percent year on year',
      kind: 'agency',
      publisher: { name: { en: 'Xinhua', zh: '新华社' } },
      language: 'en',
    },
  },
});

export const FigureWithdrawnData = object(
  { ref: Reference, reason: text(4096, 'Why it is withdrawn.', 'Printed in error'), embargo },
  'A figure or claim does not stand any more. A sale has no withdrawal, but a further sale of negative amount: a withdrawal that names one takes nothing back.',
  'FigureWithdrawnData',
);

export type FigureWithdrawnData = Static<typeof FigureWithdrawnData>;

export interface FigureWithdrawn extends EventOf<'silkgauge.figure.withdrawn.v1', FigureWithdrawnData> {
  readonly ref: ReferenceData;
}

export const figureWithdrawn = family({
  type: 'silkgauge.figure.withdrawn.v1',
  title: 'A figure was withdrawn',
  schema: FigureWithdrawnData,
  rules: [notItselfRule('/data/ref', (data: FigureWithdrawnData) => data.ref), ...embargoRules],
  parse: (attributes, data): FigureWithdrawn => ({
    ...attributes,
    type: 'silkgauge.figure.withdrawn.v1',
    data,
    ref: { source: data.ref.source, id: data.ref.id },
  }),
  // A withdrawal names no series: withdrawals of one event keep their order, and may overtake the event.
  recordKey: ({ ref }) => `${ref.source}#${ref.id}`,
  example: { ref: { source: '/customs/zaez', id: 'O0010' }, reason: 'Printed in error' },
});

/** A publisher without unknown members. */
const printer = ({ code, name: { en, zh } }: PublisherData): PublisherData => ({
  ...(code !== undefined && { code }),
  name: { en, zh },
});

/** The nine dimensions in key order, without unknown members. */
export function dimensions(series: SeriesDimensions): SeriesDimensions {
  return {
    reporter: series.reporter,
    area: series.area,
    indicator: series.indicator,
    coverage: series.coverage,
    flow: series.flow,
    mode: series.mode,
    product: series.product,
    counterpart: series.counterpart,
    currency: series.currency,
  };
}
