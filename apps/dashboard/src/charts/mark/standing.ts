import type { Mark } from './mark.ts';

/** How sure a figure is and how much of its period it is of: `both` is provisional, of a part of a period. */
export type MarkStyle = 'final' | 'provisional' | 'part' | 'both';

export function standingOf({ provisional, partUntil }: Pick<Mark, 'provisional' | 'partUntil'>): MarkStyle {
  if (provisional) return partUntil === null ? 'provisional' : 'both';
  return partUntil === null ? 'final' : 'part';
}
