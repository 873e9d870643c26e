import type { ServedState } from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import { DIMENSIONS, type Address, type Filter } from '../address/address.ts';
import { measuresOf } from '../figures/sides.ts';
import { measuresAmong } from '../views/chart-data/selection.ts';
import { frequencyOf } from '../words/period.ts';

/**
 * The change of the address to the chart that draws a state: its series over time in periods of its length, else
 * a bar of its first measure. Null where no chart draws its measures.
 */
export function chartOf(state: ServedState): Partial<Address> | null {
  const { series, period } = state;
  const filter: Filter = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, [series[dimension]]]));
  const at = { filter, period, by: null, why: null, asTable: false } as const;
  if (period !== '_U' && measuresOf(state).some(isOnLine))
    return { ...at, view: 'over-time', frequency: frequencyOf(period) };
  const [measure] = measuresAmong([state]);
  return measure ? { ...at, view: 'compare', by: 'reporter', measure } : null;
}

const isOnLine = ({ measure, comparison }: ReturnType<typeof measuresOf>[number]): boolean =>
  measure === 'level' || (measure === 'growth' && comparison === OVER_YEAR);
