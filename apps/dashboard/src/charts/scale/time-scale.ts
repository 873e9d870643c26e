import { periodBounds } from '@silkgauge/growth';
import { scaleLinear } from 'd3-scale';

const DAY = 86_400_000;

/** Days since 1970-01-01. */
export function dayOf(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY;
}

/** First day and the day after the last one, in days since 1970-01-01. */
export interface DaySpan {
  readonly start: number;
  readonly end: number;
}

/** Null for a period without dates, such as `_U`. */
export function spanOf(period: string): DaySpan | null {
  const bounds = periodBounds(period);
  return bounds && { start: dayOf(bounds.start), end: dayOf(bounds.end) + 1 };
}

/** Length in whole months if both ends have the same day of the month, else in days. */
function lengthOf({ start, end }: DaySpan): string {
  const from = new Date(start * DAY);
  const to = new Date(end * DAY);
  if (from.getUTCDate() !== to.getUTCDate()) return `${end - start} days`;
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return `${months} months`;
}

/**
 * Adjacency of two periods. `whole`: the second follows at once or overlaps; `over`: periods in between are
 * missing; `none`: unequal lengths, or no dates.
 */
export function stepBetween(before: string, after: string): 'whole' | 'over' | 'none' {
  const one = spanOf(before);
  const two = spanOf(after);
  if (!one || !two || lengthOf(one) !== lengthOf(two)) return 'none';
  // Overlapping periods, such as each month's last twelve months, are adjacent.
  return two.start - one.end < (one.end - one.start) / 2 ? 'whole' : 'over';
}

export const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear();

/** A time axis for all periods; nearby `days` widen the axis by up to an eighth, but at least 31 days. */
export function timeScale(
  periods: readonly string[],
  start: number,
  end: number,
  days: readonly string[] = [],
) {
  const spans = periods.flatMap((period) => spanOf(period) ?? []);
  if (spans.length === 0) spans.push({ start: 0, end: 365 });
  const first = Math.min(...spans.map((span) => span.start));
  const last = Math.max(...spans.map((span) => span.end));
  const room = Math.max(31, (last - first) / 8);
  const near = days.map(dayOf).filter((day) => day >= first - room && day <= last + room);
  const [low, high] = [Math.min(first, ...near), Math.max(last, ...near)];
  const at = scaleLinear([low, high], [start, end]);
  return {
    /** Middle of a period. */
    at: (period: string) => {
      const span = spanOf(period);
      return span && at((span.start + span.end) / 2);
    },
    day: (iso: string) => at(dayOf(iso)),
    dayAt: (day: number) => at(day),
    periods,
    /** The days that the axis shows. */
    days: { start: low, end: high },
    start,
    end,
  };
}

export type TimeScale = ReturnType<typeof timeScale>;

/** Font size of axis labels, in pixels. */
export const AXIS_SIZE = 12;

export interface Tick {
  readonly at: number;
  readonly text: string;
}
