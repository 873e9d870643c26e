import { ACTUAL_SIDES, type ActualSide } from '@silkgauge/codelists';
import { COMPARISON_KEYS, normalisePeriod, NOT_STATED } from '@silkgauge/growth';
import { likelyName } from '../nearest-name.ts';
import { text } from '../shapes/shape.ts';
import { readAs } from '../terms/term.ts';

/** Figures of a state: its level, its growth by one comparison or by all, and of these one side or all. */
export interface Measures {
  readonly level: boolean;
  /** A comparison, `*` for all of them, null for none. */
  readonly growth: string | null;
  readonly sides: readonly ActualSide[];
}

/** Level and growth, of all sides. */
export const ALL_MEASURES: Measures = { level: true, growth: '*', sides: ACTUAL_SIDES.codes };

/** `level`, `growth`, `growth.<comparison>`, each with a side behind it where `withSide`. */
export const measuresTerm = (withSide: boolean) =>
  readAs(
    text('level, growth or growth.<comparison>.'),
    {
      rule: 'measure-path',
      must: `level, growth or growth.<comparison>${withSide ? SIDE_BEHIND : ''}`,
      example: 'growth.GY',
      meant: (found) => likelyName(found, NAMES),
    },
    (found) => (typeof found === 'string' ? measuresOf(found, withSide) : undefined),
  );

const SIDE_BEHIND = `, each with .${ACTUAL_SIDES.codes.join(', .')} behind it where one side is meant`;
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
