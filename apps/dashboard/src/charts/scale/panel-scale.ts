import { brokenScale } from './broken-scale.ts';
import type { Language } from '../../words/languages.ts';
import { extentOfAll, numbersOfMark } from '../mark/extent.ts';
import type { Upright } from '../lines/line-layout.ts';
import { thinned } from '../label/label-spread.ts';
import type { Line, Mark } from '../mark/mark.ts';
import { niceScale } from './nice-domain.ts';
import { ticksIn } from './tick-text.ts';
import { AXIS_SIZE, type Tick } from './time-scale.ts';

export interface PanelScale {
  /** Pixel of a value; falls as the value rises. */
  readonly at: (value: number) => number;
  /** By priority. */
  readonly ticks: readonly number[];
  /** Breaks in pixels, `y1` above `y2`. */
  readonly breaks: readonly Upright[];
  /** Whether a break lies between a value and zero, so that the value has to be written. */
  readonly isBeyond: (value: number) => boolean;
}

/** The greatest share of numbers beyond a break: one of three, none of two. */
const FEW = 1 / 3;

/** The most marks of one line beyond breaks; each has its number written. */
const MOST = 8;

/** Approximate pixels between two ticks. */
const PITCH = 44;

const marksOf = (lines: readonly Line[]) => lines.flatMap(({ marks }) => marks);

const beyondAmong = (marks: readonly Mark[], isBeyond: (value: number) => boolean): number =>
  marks.filter((mark) => numbersOfMark(mark).some(isBeyond)).length;

/** A linear scale with round ends. */
export function panelScale(lines: readonly Line[], bottom: number, top: number, pitch = PITCH): PanelScale {
  const { at, ticks } = niceScale(extentOfAll(marksOf(lines)), bottom, top, pitch);
  return { at, ticks, breaks: [], isBeyond: () => false };
}

/**
 * A scale with breaks; null if none is called for. Other than in bars, a break may lie within an interval or
 * a revision: a whisker has room for the sign of a break. `tail` is as of `brokenScale`.
 */
export function brokenPanelScale(
  lines: readonly Line[],
  bottom: number,
  top: number,
  pitch = PITCH,
  tail = 0,
): PanelScale | null {
  const numbers = marksOf(lines)
    .flatMap(numbersOfMark)
    .map((number) => ({ low: number, high: number }));
  const { at, ticks, breaks, stretches } = brokenScale(numbers, 0, bottom - top, { few: FEW, tail, pitch });
  if (breaks.length === 0) return null;
  const own = stretches.find(({ from, to, broken }) => !broken && from <= 0 && to >= 0);
  const isBeyond = (value: number) => own !== undefined && (value < own.from || value > own.to);
  const most = Math.max(...lines.map(({ marks }) => beyondAmong(marks, isBeyond)));
  if (most > MOST) return null;
  return {
    at: (value) => bottom - at(value),
    ticks,
    breaks: breaks.map(({ start, end }) => ({ y1: bottom - end, y2: bottom - start })),
    isBeyond,
  };
}

/** Ticks whose texts do not overlap, in pixels. */
export function ticksOf({ ticks, at }: PanelScale, unit: string, language: Language): readonly Tick[] {
  const texts = ticksIn(unit, ticks, language);
  return thinned(
    ticks.map((tick, index) => ({ at: at(tick), text: texts[index] ?? '', size: AXIS_SIZE })),
    4,
  ).map(({ at: y, text }) => ({ at: y, text }));
}
