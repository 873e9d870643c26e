import { stepBetween } from '../scale/time-scale.ts';
import { oneNumber } from './extent.ts';
import type { Mark } from './mark.ts';

/** How a line looks: `dashed` to a provisional figure, `thin` over missing periods. */
export type JoinStyle = 'solid' | 'dashed' | 'thin';

export interface Join<Of> {
  readonly from: Of;
  readonly to: Of;
  readonly style: JoinStyle;
}

/**
 * The pieces of a line along marks in order of time. It joins single numbers of whole periods of equal length: it
 * passes a part of a period by, and stops at ranges, readings and coverage changes.
 */
export function joinsOf<Of>(along: readonly Of[], markOf: (one: Of) => Mark): readonly Join<Of>[] {
  const joins: Join<Of>[] = [];
  let from: Of | undefined;
  let breaks = false;
  for (const to of along) {
    const mark = markOf(to);
    breaks ||= mark.breaks;
    if (mark.partUntil !== null) continue;
    const style = from === undefined || breaks ? null : styleOf(markOf(from), mark);
    if (from !== undefined && style !== null) joins.push({ from, to, style });
    from = to;
    breaks = false;
  }
  return joins;
}

function styleOf(before: Mark, mark: Mark): JoinStyle | null {
  if (oneNumber(before) === null || oneNumber(mark) === null) return null;
  const step = stepBetween(before.period, mark.period);
  if (step === 'none') return null;
  if (step === 'over') return 'thin';
  return mark.provisional ? 'dashed' : 'solid';
}
