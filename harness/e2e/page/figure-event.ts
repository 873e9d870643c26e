/** Series key of China's cross-border e-commerce in full scope. */
export const FULL = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

/** An event with a growth of that series, by default of the same reporter. */
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
