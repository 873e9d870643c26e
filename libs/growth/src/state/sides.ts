import { choosePrint, type Choice } from '../observation/choice.ts';
import type { Print } from '../observation/parsed-print.ts';
import { reportedMeasurement, unplacedMeasurement } from './measurement.ts';
import type { Judgement } from './verdict.ts';
import type { Flag, Measurement, Sides } from './state-body.ts';

/**
 * The reported side: the chosen print, or all prints of a `_U` period. `prints` are in one unit, best first.
 * Adds `ambiguous-wording` and `conflicting-prints` to `flags`.
 */
export function reportedSide(
  period: string,
  prints: readonly Print[],
  choice: Choice | undefined,
  flags: Set<Flag>,
): Measurement | undefined {
  const [best, ...rest] = prints;
  if (!best || !choice) return undefined;
  if (period === '_U') {
    if (prints.some(({ readings }) => readings.length > 1)) flags.add('ambiguous-wording');
    return unplacedMeasurement([best, ...rest]);
  }
  if (choice.readings.length > 1) flags.add('ambiguous-wording');
  if (choice.conflicting) flags.add('conflicting-prints');
  return reportedMeasurement(choice);
}

/** The forecast side: chosen like the reported side, but differing forecasts are no conflict. */
export function forecastSide(
  period: string,
  prints: readonly Print[],
  flags: Set<Flag>,
): Measurement | undefined {
  if (prints.length === 0) return undefined;
  const choice = choosePrint(prints, null);
  return reportedSide(period, prints, choice && { ...choice, conflicting: false }, flags);
}

export interface SideMembers {
  readonly reported?: Measurement | undefined;
  readonly computed?: Measurement | undefined;
  readonly implied?: Measurement | undefined;
  readonly forecast?: Measurement | undefined;
}

/** Sides in fixed order, without absent ones: equal states must be equal bytes. */
export function sidesOf(
  { reported, computed, implied, forecast }: SideMembers,
  { verdict, gap }: Judgement,
): Sides {
  const sides: { -readonly [Side in keyof SideMembers]: Measurement } = {};
  if (reported) sides.reported = reported;
  if (computed) sides.computed = computed;
  if (implied) sides.implied = implied;
  if (forecast) sides.forecast = forecast;
  return Object.assign(sides, { verdict, gap });
}
