import { periodBounds } from '@silkgauge/growth';
import { scaleLinear } from 'd3-scale';
import type { Language } from '../../words/languages.ts';
import { textWidth } from '../label/text-width.ts';
import { timeTick } from './tick-text.ts';

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

const isYear = ({ start, end }: DaySpan): boolean => end - start >= 365;

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

const MONTH_STEPS = [1, 3, 6] as const;

/** Ticks at the starts of years, or of months where no period is a year and their names have room. */
function ticksOf(span: DaySpan, at: (day: number) => number, hasYears: boolean) {
  const first = new Date(span.start * DAY).getUTCFullYear();
  const last = new Date((span.end - 1) * DAY).getUTCFullYear();
  const monthWidth = at(span.start + 30) - at(span.start);
  const isOfMonths = !hasYears && last - first < 3;
  const step = MONTH_STEPS.find((months) => months * monthWidth >= 70 && isOfMonths) ?? 12;
  const beginnings = Array.from({ length: ((last - first + 1) * 12) / step }, (_, index) => index * step);
  return beginnings.flatMap((month) => {
    const [start, end] = [month, month + step].map((one) => Date.UTC(first, one, 1) / DAY) as [
      number,
      number,
    ];
    if (start >= span.end || end <= span.start) return [];
    return {
      at: at(start),
      year: first + Math.floor(month / 12),
      /** 1 to 12; null for a whole year. */
      month: step === 12 ? null : (month % 12) + 1,
      /** Pixels of the year or months named. */
      width: at(end) - at(start),
    };
  });
}

export type TimeTick = ReturnType<typeof ticksOf>[number];

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
    ticks: ticksOf({ start: low, end: high }, at, spans.some(isYear)),
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

/** Texts of ticks in the middle of their years or months, only as many as have room. */
export function timesOf(
  ticks: readonly TimeTick[],
  language: Language,
  left: number,
  right: number,
): readonly Tick[] {
  const wanted = ticks.map((tick) => {
    const text = timeTick(tick, language);
    const size = textWidth(text, AXIS_SIZE);
    return { text, size, at: tick.at + tick.width / 2 };
  });
  const widest = Math.max(1, ...wanted.map(({ size }) => size)) + 12;
  const pitch = Math.max(1, ticks[0]?.width ?? widest);
  const step = Math.ceil(widest / pitch);
  return wanted
    .filter((_, index) => (wanted.length - 1 - index) % step === 0)
    .filter(({ at, size }) => at - size / 2 >= left - 20 && at + size / 2 <= right + 20);
}
