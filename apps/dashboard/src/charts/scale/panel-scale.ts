import { brokenScale } from './broken-scale.ts';
import type { Language } from '../../words/languages.ts';
import { extentOfAll, numbersOfMark } from '../mark/extent.ts';
import type { Upright } from '../lines/line-layout.ts';
import { thinned } from '../label/label-spread.ts';
import type { Line, Mark } from '../mark/mark.ts';
import { niceScale } from './nice-domain.ts';
import { ticksIn } from './tick-text.ts';
import { AXIS_SIZE, type Tick } from './time-scale.ts';

/** The upright axis of a panel with lines. */
export interface PanelScale {
  /** Pixel of a value: the larger the value, the smaller the pixel. */
  readonly at: (value: number) => number;
  /** Those that should be written sooner come first. */
  readonly ticks: readonly number[];
  /** Where the axis is broken, in pixels, `y1` above `y2`. */
  readonly breaks: readonly Upright[];
  /** Whether a break lies between a value and zero, so that only its number tells its size. */
  readonly isBeyond: (value: number) => boolean;
}

/** What share of the numbers of a panel may lie beyond a break: of three numbers one, of two none. */
const FEW = 1 / 3;

/** Marks of a line that have their numbers written without a throng. */
const MOST = 8;

/** About the pixels between two ticks. */
const PITCH = 44;

const marksOf = (lines: readonly Line[]) => lines.flatMap(({ marks }) => marks);

const beyondAmong = (marks: readonly Mark[], isBeyond: (value: number) => boolean): number =>
  marks.filter((mark) => numbersOfMark(mark).some(isBeyond)).length;

/** Linear from the lowest to the highest number, with round ends. */
export function panelScale(lines: readonly Line[], bottom: number, top: number, pitch = PITCH): PanelScale {
  const { at, ticks } = niceScale(extentOfAll(marksOf(lines)), bottom, top, pitch);
  return { at, ticks, breaks: [], isBeyond: () => false };
}

/**
 * Broken where few numbers lie so far beyond the others that these could not be compared; null where there are none.
 *
 * Other than bars, whose intervals a break would sever, lines have room for whiskers that run through one with its sign:
 * a break lies between any two numbers, also those of one mark.
 */
export function brokenPanelScale(
  lines: readonly Line[],
  bottom: number,
  top: number,
  pitch = PITCH,
): PanelScale | null {
  const numbers = marksOf(lines)
    .flatMap(numbersOfMark)
    .map((number) => ({ low: number, high: number }));
  const { at, ticks, breaks, stretches } = brokenScale(numbers, 0, bottom - top, { few: FEW, pitch });
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

/** Ticks as far as they have room for their texts: beyond a break there is little. */
export function ticksOf({ ticks, at }: PanelScale, unit: string, language: Language): readonly Tick[] {
  const texts = ticksIn(unit, ticks, language);
  return thinned(
    ticks.map((tick, index) => ({ at: at(tick), text: texts[index] ?? '', size: AXIS_SIZE })),
    4,
  ).map(({ at: y, text }) => ({ at: y, text }));
}
