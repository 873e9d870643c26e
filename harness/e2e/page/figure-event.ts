/** China's cross-border e-commerce in all its scope: key of its states. */
export const FULL = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

/** Growth of its kind as an event; of another reporter where one is named. */
export function figureEvent(id: string, data: Readonly<Record<string, unknown>>, reporter = 'GACC') {
  const [, area, indicator, coverage, flow, mode, product, counterpart, currency] = FULL.split('.');
  return {
    specversion: '1.0',
    type: 'silkgauge.figure.reported.v1',
    source: '/e2e/page',
    id,
    data: {
      series: { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency },
      measure: 'growth',
      unit: 'percent',
      comparison: 'GY',
      wording: 'percent',
      publishedAt: '2026-07-14',
      evidence: { document: 'https://example.org/2026', quote: `a figure named ${id}` },
      ...data,
    },
  };
}
