import { scaleLinear, scaleLog } from 'd3-scale';
import type { AxisScale } from './nice-domain.ts';

/** The value of an index at its base period. */
export const BASE = 100;

/**
 * Ticks of an index: 100 with its doublings and halvings, every n-th if these are more than `most`. Within a
 * factor of 2.5 ticks are round numbers and 100.
 */
export function logTicks(low: number, high: number, most = 7): readonly number[] {
  const from = Math.min(low, BASE);
  const to = Math.max(high, BASE);
  if (to / from < 2.5) {
    const round = scaleLinear([from, to], []).nice(5).ticks(5);
    return round.includes(BASE) ? round : [...round, BASE].sort((a, b) => a - b);
  }
  const first = Math.floor(Math.log2(from / BASE) + 1e-9);
  const last = Math.ceil(Math.log2(to / BASE) - 1e-9);
  const step = Math.ceil((last - first) / (most - 1));
  const ticks: number[] = [];
  for (let k = Math.floor(first / step) * step; k < last + step; k += step) ticks.push(BASE * 2 ** k);
  return ticks;
}

/** A logarithmic scale; `bottom` and `top` are pixels of the lowest and the highest tick. */
export function logScale(values: readonly number[], bottom: number, top: number): AxisScale {
  const positive = values.filter((value) => value > 0);
  const ticks = logTicks(Math.min(BASE, ...positive), Math.max(BASE, ...positive)).filter((tick) => tick > 0);
  const low = Math.min(...ticks, ...positive);
  const high = Math.max(...ticks, ...positive);
  const at = low === high ? () => bottom : scaleLog([low, high], [bottom, top]);
  return { low, high, ticks, at };
}
