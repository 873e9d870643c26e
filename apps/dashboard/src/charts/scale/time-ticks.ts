import type { Language } from '../../words/languages.ts';
import { frequencyOf } from '../../words/period.ts';
import { textWidth } from '../label/text-width.ts';
import { thinned } from '../label/label-spread.ts';
import { timeTick, type NamedPeriod } from './tick-text.ts';
import { AXIS_SIZE, spanOf, yearOf, type DaySpan, type Tick, type TimeScale } from './time-scale.ts';

/** A tick that names a period. */
export interface TimeTick extends Tick {
  /** SDMX TIME_PERIOD. */
  readonly period: string;
}

type Months = NamedPeriod['months'];

/** Months of the periods that ticks name, and every how many of them has a tick, from fine to coarse. */
const STEPS: readonly (readonly [Months, number])[] = [
  [1, 1],
  [1, 3],
  [1, 6],
  [3, 1],
  [3, 2],
  [6, 1],
];

/** The most ticks of periods shorter than a year. */
const MOST = 16;

/** Pixels between two labels. */
const AIR = 12;

/** The shortest period of a frequency that a tick may name: a label finer than the marks would tell too much. */
const FINEST: Readonly<Record<ReturnType<typeof frequencyOf>, Months>> = {
  ...{ A: 12, S: 6, Q: 3, M: 1, W: 1, D: 1, part: 12 },
};

/**
 * Ticks of periods, each at the middle of the period it names: as fine as the marks and as close as the labels
 * have room between `left` and `right`, else of years.
 */
export function timeTicks(
  scale: TimeScale,
  language: Language,
  { left, right }: { readonly left: number; readonly right: number },
): readonly TimeTick[] {
  const finest = Math.min(12, ...scale.periods.map((period) => FINEST[frequencyOf(period)]));
  const fitting = (named: readonly PlacedPeriod[]): readonly Label[] => {
    const labels = labelsOf(named, language);
    const outside = labels.findIndex(({ at, size }) => at - size / 2 < left || at + size / 2 > right);
    // The label that is first then may have to tell the year.
    return outside === -1 ? labels : fitting(named.filter((_, index) => index !== outside));
  };
  for (const [months, every] of STEPS.filter(([months]) => months === finest)) {
    const labels = fitting(periodsOn(scale, months, every));
    if (labels.length > 0 && labels.length <= MOST && thinned(labels, AIR).length === labels.length)
      return labels.map(tickOf);
  }
  const years = fitting(periodsOn(scale, 12, 1));
  return thinned(years.toReversed(), AIR).map(tickOf).reverse();
}

type Label = ReturnType<typeof labelsOf>[number];

const tickOf = ({ at, text, period }: Label): TimeTick => ({ at, text, period });

function labelsOf(named: readonly PlacedPeriod[], language: Language) {
  return named.map((one, index) => {
    // The year stands at its beginning, and at the first tick where none follows at once.
    const hasYear = one.part === 1 || (index === 0 && named[1]?.part !== 1);
    const text = timeTick(one, hasYear, language);
    return { ...one, text, size: textWidth(text, AXIS_SIZE) };
  });
}

type PlacedPeriod = ReturnType<typeof periodsOn>[number];

/** Every so manieth period of so many months, counted from January on, that has a place on the axis. */
function periodsOn({ periods, days, dayAt }: TimeScale, months: Months, every: number) {
  const marks = periods.flatMap((period) => spanOf(period) ?? []);
  const [first, last] = [yearOf(days.start), yearOf(days.end - 1)];
  const perYear = 12 / months;
  const count = (last - first + 1) * perYear;
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every).flatMap((index) => {
    const named = { months, year: first + Math.floor(index / perYear), part: (index % perYear) + 1 };
    const period = codeOf(named);
    const day = middleOn(spanOf(period), days, marks);
    return day === null ? [] : [{ ...named, period, at: dayAt(day) }];
  });
}

const middleOf = ({ start, end }: DaySpan): number => (start + end) / 2;

/**
 * The middle of a period; the nearest day over its marks where those are shorter and do not reach there. Null
 * off the axis.
 */
function middleOn(period: DaySpan | null, { start, end }: DaySpan, marks: readonly DaySpan[]) {
  if (!period) return null;
  const middle = middleOf(period);
  const own = marks.filter((mark) => mark.start >= period.start && mark.end <= period.end).map(middleOf);
  if (own.length > 0) return Math.max(Math.min(...own), Math.min(middle, Math.max(...own)));
  return middle >= start && middle <= end ? middle : null;
}

function codeOf({ months, year, part }: NamedPeriod): string {
  const within = { 1: `-${String(part).padStart(2, '0')}`, 3: `-Q${part}`, 6: `-S${part}`, 12: '' };
  return `${String(year).padStart(4, '0')}${within[months]}`;
}
