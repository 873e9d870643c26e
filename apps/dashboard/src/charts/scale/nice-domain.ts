import { scaleLinear } from 'd3-scale';
import type { Extent } from '../mark/extent.ts';

export interface AxisScale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** Pixel of a value. */
  readonly at: (value: number) => number;
}

/** A domain with round ends around the extent and zero. */
export function niceDomain(extent: Extent | null, count: number): Omit<AxisScale, 'at'> {
  const low = Math.min(0, extent?.low ?? 0);
  const high = Math.max(0, extent?.high ?? 0);
  // Ends are rounded to less than a tick: a domain that ends at a tick may be twice the extent.
  const scale = scaleLinear(low === high ? [0, 1] : [low, high], []).nice(count * 3);
  const [start = 0, end = 1] = scale.domain();
  return { low: start, high: end, ticks: scale.ticks(count) };
}

/** `bottom` and `top`: pixels of the lowest and the highest value; `pitch`: about the pixels per tick. */
export function niceScale(extent: Extent | null, bottom: number, top: number, pitch = 44): AxisScale {
  const count = Math.max(2, Math.round(Math.abs(bottom - top) / pitch));
  const { low, high, ticks } = niceDomain(extent, count);
  return { low, high, ticks, at: scaleLinear([low, high], [bottom, top]) };
}
