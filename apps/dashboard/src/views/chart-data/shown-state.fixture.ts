import type { ServedState } from '@silkgauge/contract';
import type { ComparedSides, Measurement, Sides } from '@silkgauge/growth';

/** A preliminary number of the API, with an interval of no width. */
export const measured = (value: string, unit = 'percent'): Measurement => ({
  value,
  unit,
  low: value,
  high: value,
  status: 'P',
  formula: 'reported@1',
});

const unchecked = (reported?: Measurement) =>
  ({ ...(reported && { reported }), verdict: 'unchecked', gap: null }) as const;

export interface SampleState {
  readonly reporter?: string;
  readonly area?: string;
  readonly flow?: string;
  readonly period?: string;
  readonly level?: Measurement;
  /** Growth on a year before. */
  readonly growth?: Measurement;
  /** In points. */
  readonly contribution?: Measurement;
  readonly notices?: ServedState['notices'];
  readonly flags?: ServedState['flags'];
}

/** A state for specs: the total of China in 2020, with the given figures only. */
export function shownState(sample: SampleState = {}): ServedState {
  const { reporter = 'GACC', area = 'CN', flow = '_T', period = '2020', notices = [], flags = [] } = sample;
  const series = {
    ...{ reporter, area, indicator: 'CBEC', coverage: 'FULL', flow },
    ...{ mode: '_T', product: '_T', counterpart: '_T', currency: 'CNY' },
  };
  const growth: ComparedSides | undefined = sample.growth && {
    comparedWith: null,
    ...unchecked(sample.growth),
  };
  const contribution: Sides | undefined = sample.contribution && unchecked(sample.contribution);
  return {
    key: `${Object.values(series).join('.')}/${period}`,
    series,
    period,
    version: 1,
    sequence: '1',
    knownAt: '2024-01-01T00:00:00Z',
    change: { reason: 'reported', previous: null, causes: [] },
    level: unchecked(sample.level),
    growth: growth ? { GY: growth } : {},
    other: contribution ? { contribution } : {},
    flags,
    notices,
  };
}
