import { periodBounds } from '@silkgauge/growth';
import { SERIES_DIMENSIONS } from '../structure/components.ts';
import type { Observation } from './observation.ts';

type Placed = Pick<Observation, 'seriesKey' | 'period'>;

/** The order of observations: by key, byte by byte, then by the start of the period, then by its end. */
export function byKeyAndPeriod(a: Placed, b: Placed): number {
  // Codes are ASCII, so that letters of strings are in the order of their bytes.
  if (a.seriesKey !== b.seriesKey) return a.seriesKey < b.seriesKey ? -1 : 1;
  return a.period === b.period ? 0 : byPeriod(a.period, b.period);
}

/** By start, then by end; the period that is not stated is first. */
export function byPeriod(a: string | null, b: string | null): number {
  const one = a === null ? null : periodBounds(a);
  const other = b === null ? null : periodBounds(b);
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  if (one.start !== other.start) return one.start < other.start ? -1 : 1;
  return one.end === other.end ? 0 : one.end < other.end ? -1 : 1;
}

/** The key of our series in a key of SDMX. */
export const seriesPart = (key: string): string => key.split('.', SERIES_DIMENSIONS).join('.');
