import { parseSeriesKey, type GrowthState } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';

const KEY = 'GACC.CN.CBEC.FULL.X._T._T._T.CNY';

export const measured = (
  value: string | null,
  low: string | null = value,
  high: string | null = value,
  more: Partial<Measurement> = {},
): Measurement => ({ value, unit: 'percent', low, high, status: 'P', formula: 'reported@1', ...more });

export const sides = (some: Partial<Sides>): Sides => ({ verdict: 'unchecked', gap: null, ...some });

export const compared = (some: Partial<Sides>) => ({ comparedWith: '2019-S1', ...sides(some) });

/** A second version of a state of exports, with what it changed. */
export function changedState(
  members: Partial<GrowthState>,
  previous: GrowthState['change']['previous'],
): GrowthState {
  const series = parseSeriesKey(KEY);
  if (!series) throw new Error(KEY);
  return {
    ...{ key: `${KEY}/2020-S1`, series, period: '2020-S1', version: 2, sequence: '42' },
    ...{ knownAt: '2020-07-16T02:00:00.000Z', level: sides({}), growth: {}, other: {}, flags: [] },
    ...members,
    change: { reason: 'reported', previous, causes: [] },
  };
}

/** Two readings of a rate of growth. */
export const READINGS = [
  { reading: 'up-by-times', value: '450', low: '445', high: '455' },
  { reading: 'to-times', value: '350', low: '345', high: '355' },
];
