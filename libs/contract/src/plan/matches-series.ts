import type { SeriesDimensions } from '@silkgauge/growth';
import { DIMENSIONS } from '../series-key.ts';
import type { SeriesQuery } from './plan.ts';

const hasPrefix = (prefix: string, code: string): boolean =>
  prefix.endsWith('*') && code.startsWith(prefix.slice(0, -1));

/** Whether a list of codes and beginnings of codes (`CN-*`) has a code. */
export const hasCode = (codes: readonly string[], code: string): boolean =>
  codes.includes(code) || codes.some((one) => hasPrefix(one, code));

/** Whether a series has one of the codes of each dimension that is filtered; without filters each series has. */
export const matchesSeries = (query: SeriesQuery, series: SeriesDimensions): boolean =>
  DIMENSIONS.every((name) => query[name] === undefined || hasCode(query[name], series[name]));
