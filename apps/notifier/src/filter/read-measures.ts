import { ACTUAL_SIDES, type ActualSide } from '@silkgauge/codelists';
import { likelyName, shown } from '@silkgauge/contract';
import { COMPARISON_KEYS, normalisePeriod, NOT_STATED } from '@silkgauge/growth';
import type { Faults } from '../subscription/faults.ts';
import type { Measures } from './filter.ts';

/** `level`, `growth`, `growth.<comparison>`, each with a side behind it where `withSide`; absent: level and growth. */
export function readMeasures(
  value: unknown,
  pointer: string,
  faults: Faults,
  withSide: boolean,
): Measures | undefined {
  if (value === undefined) return { level: true, growth: '*', sides: ACTUAL_SIDES.codes };
  const measures = typeof value === 'string' ? measuresOf(value, withSide) : undefined;
  if (measures) return measures;
  const meant = typeof value === 'string' ? likelyName(value, NAMES) : undefined;
  const sides = withSide
    ? `, each with .${ACTUAL_SIDES.codes.join(', .')} behind it where one side is meant`
    : '';
  return faults.report(
    pointer,
    'measure-path',
    `of must be level, growth or growth.<comparison>${sides}, not ${shown(value)}.`,
    meant === undefined ? 'Write "growth.GY", or leave it out for level and growth.' : `Write "${meant}".`,
  );
}

const NAMES = ['level', 'growth', ...COMPARISON_KEYS.map((key) => `growth.${key}`)];

function measuresOf(path: string, withSide: boolean): Measures | undefined {
  const steps = path.split('.');
  const last = steps.at(-1) ?? '';
  const isSide = steps.length > 1 && (ACTUAL_SIDES.codes as readonly string[]).includes(last);
  if (isSide && !withSide) return undefined;
  const sides: readonly ActualSide[] = isSide ? [last as ActualSide] : ACTUAL_SIDES.codes;
  const [measure, comparison, ...rest] = isSide ? steps.slice(0, -1) : steps;
  if (rest.length > 0) return undefined;
  if (measure === 'level' && comparison === undefined) return { level: true, growth: null, sides };
  if (measure !== 'growth') return undefined;
  if (comparison === undefined) return { level: false, growth: '*', sides };
  return isComparison(comparison) ? { level: false, growth: comparison, sides } : undefined;
}

/** Whether growth may stand under the name: `GY`, `G1`, a period in its one form, `_U`. */
const isComparison = (name: string): boolean =>
  (COMPARISON_KEYS as readonly string[]).includes(name) ||
  name === NOT_STATED ||
  normalisePeriod(name) === name;
