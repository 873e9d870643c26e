import { createHash } from 'node:crypto';
import { memoized, NOT_STATED } from '@silkgauge/growth';

/** Period that is not stated: SDMX time cannot say it. */
export const UNDATED = '_U';

/** Code of `SDMX:CL_FREQ` by the form of a normalised period: `2020` is A, any range `_O`. */
export function frequencyOf(period: string): string {
  if (period === UNDATED) return '_U';
  if (period.includes('/')) return '_O';
  if (period.length === 4) return 'A';
  if (period.length === 10) return 'D';
  const letter = period.charAt(5);
  return letter === 'S' || letter === 'Q' || letter === 'W' ? letter : 'M';
}

/** A level. */
export const LEVEL = 'N';

/** Growth by its comparison in a state: `GY`, `G1`, `G_U`, or `G-` and the period, `/` as `_`. */
export function growthCode(comparison: string): string {
  if (comparison === NOT_STATED) return 'G_U';
  return /^\d/.test(comparison) ? `G-${comparison.replace('/', '_')}` : comparison;
}

/** The figure itself. */
export const ITSELF = '_Z';

const READ_AS: ReadonlyMap<string, string> = new Map([
  ['up-by-times', 'UP-BY-TIMES'],
  ['to-times', 'TO-TIMES'],
]);

/** A print has no code of its own: names are free text. */
const printCode = memoized((name) => `P-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`);

/** A reading by its name in a state: of an ambiguous wording, else one of several prints. */
export const readingCode = (name: string): string => READ_AS.get(name) ?? printCode(name);

/** Whether a reading is a print, `source#id`. */
export const isPrint = (name: string): boolean => !READ_AS.has(name);
