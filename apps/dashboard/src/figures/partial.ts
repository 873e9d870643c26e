import type { ServedState } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { dayText, partOfYearUntil } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';

type Covered = Pick<ServedState, 'flags' | 'period' | 'counts'>;

const isPartial = ({ flags }: Covered): boolean => flags.includes('partial-period');

/** The day (UTC) of the latest order of a month of sales that is not over; null for other states. */
const latestOrder = (state: Covered): string | null =>
  (isPartial(state) && state.counts?.last?.slice(0, 10)) || null;

/** The last day that the figures of a state cover; null where they cover their whole period. */
export function coveredUntil(state: Covered): string | null {
  const end = () => periodBounds(state.period)?.end ?? null;
  return latestOrder(state) ?? partOfYearUntil(state.period) ?? (isPartial(state) ? end() : null);
}

/** `to 9 December 2011`, or that a period is covered in part; null where it is covered as a whole. */
export function partialText(state: Covered, { t, language }: Words): string | null {
  if (!isPartial(state)) return null;
  const day = latestOrder(state);
  return day === null ? t('flag.partial-period') : t('chart.until', { day: dayText(day, language) });
}
