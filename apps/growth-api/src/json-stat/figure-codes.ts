import { createHash } from 'node:crypto';
import { COMPARISON_KEYS, memoized, NOT_STATED } from '@silkgauge/growth';
import type { MeasurementRow } from '../table/measurement-rows.ts';

/** Code of a level. */
export const LEVEL = 'N';
/** Code of a figure that is none of several readings. */
export const ITSELF = '_Z';

/** Measure and comparison as one code of SDMX: `GY`, `G-2018-S1`, `SHARE`. */
export function transformationCode({
  measure,
  comparison,
}: Pick<MeasurementRow, 'measure' | 'comparison'>): string {
  if (measure === 'level') return LEVEL;
  if (measure !== 'growth' || comparison === null) return measure.toUpperCase();
  if (comparison === NOT_STATED) return 'G_U';
  return COMPARISON_KEYS.includes(comparison) ? comparison : `G-${comparison.replace('/', '_')}`;
}

/** A reading of an ambiguous wording; any other is a print, whose name is free text. */
export const readingCode = memoized((reading) =>
  reading === 'up-by-times' || reading === 'to-times'
    ? reading.toUpperCase()
    : `P-${createHash('sha256').update(reading).digest('hex').slice(0, 12)}`,
);
