import type { ServedState } from '@silkgauge/contract';
import { addDecimals } from '@silkgauge/growth';
import { DIMENSIONS, type RunsOver } from '../../address/address.ts';
import { coveredUntil } from '../../figures/partial.ts';

/** The sum of several totals of sales. */
export interface SalesTogether {
  readonly count: number;
  /** A decimal of `unit`. */
  readonly sum: string;
  readonly unit: string;
  /** The last day covered; null for a whole period. */
  readonly until: string | null;
}

/**
 * The sum of totals of sales of one period that differ along one dimension alone, such as the partners of a shop.
 * A ledger is whole: a member without a total sold nothing. Null for anything but exact totals in one unit.
 */
export function salesTogether(states: readonly ServedState[], by: RunsOver): SalesTogether | null {
  const [first] = states;
  if (!first || states.length < 2) return null;
  const alike = DIMENSIONS.filter((dimension) => dimension !== by);
  let sum = '0';
  let until: string | null = null;
  for (const state of states) {
    const { level, series, counts } = state;
    const total = level.reported || !counts ? undefined : level.computed;
    if (!total?.value || total.value !== total.low || total.unit !== first.level.computed?.unit) return null;
    if (alike.some((dimension) => series[dimension] !== first.series[dimension])) return null;
    sum = addDecimals(sum, total.value);
    const day = coveredUntil(state);
    if (day !== null && (until === null || day > until)) until = day;
  }
  return { count: states.length, sum, unit: first.level.computed?.unit ?? '', until };
}
