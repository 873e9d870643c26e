import { stepBetween } from '../scale/time-scale.ts';
import { oneNumber } from './extent.ts';
import type { Mark } from './mark.ts';

/**
 * The line between two marks: `dashed` to a provisional figure, `thin` over missing periods; `none` at ranges,
 * readings and coverage changes, and between periods of unequal length.
 */
export function joinOf(before: Mark | undefined, mark: Mark): 'solid' | 'dashed' | 'thin' | 'none' {
  if (!before || mark.breaks || oneNumber(before) === null || oneNumber(mark) === null) return 'none';
  const step = stepBetween(before.period, mark.period);
  if (step === 'none') return 'none';
  if (step === 'over') return 'thin';
  return mark.provisional ? 'dashed' : 'solid';
}
