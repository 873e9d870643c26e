import type { Language } from '../words/decimal.ts';
import { extentOfAll, written } from './extent.ts';
import { lineShape, lineTargets, type LineShape } from './line-layout.ts';
import type { Line } from './mark.ts';
import { niceScale, type LinearScale } from './nice-domain.ts';
import type { Tick } from './time-labels.ts';
import type { Target } from './target.ts';
import { textWidth, wrapped } from './text-width.ts';
import { isGrowth, ticksIn, timeTick } from './tick-text.ts';
import { timeScale, type TimeTick } from './time-scale.ts';

export const PANEL_NAME = 13;
export const PANEL_TICK = 12;
const PLOT = 92;
const GAP = 20;

export interface SmallPanel {
  readonly names: readonly string[];
  /** Last value, with its last day where it is of a part of a period. */
  readonly values: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly zero: number;
  readonly ticks: readonly number[];
  readonly shape: LineShape;
  readonly times: readonly Tick[];
}

export interface SmallLayout {
  readonly height: number;
  readonly panels: readonly SmallPanel[];
  /** Tick labels at the left of every row. */
  readonly labels: readonly { readonly y: number; readonly x: number; readonly text: string }[];
  readonly targets: readonly Target[];
}

/**
 * One vertical scale for all panels, also those that are not shown yet: it must not move when more are shown. Pixels are
 * counted from the top of a panel's plot.
 */
export function sharedScale(panels: readonly Line[], height: number): LinearScale {
  return niceScale(extentOfAll(panels.flatMap(({ marks }) => marks)), height, 0, 30);
}

export interface SmallWords {
  readonly language: Language;
  readonly until: (day: string) => string;
}

const LINE = 17;

/** What all panels have in common: both axes, counted from the left and the top of a panel's plot. */
function commonAxes(panels: readonly Line[], unit: string, width: number, { language }: SmallWords) {
  const scale = sharedScale(panels, PLOT);
  const texts = ticksIn(unit, scale.ticks, language);
  const left = Math.max(20, ...texts.map((text) => textWidth(text, PANEL_TICK))) + 6;
  const least = width < 560 ? 124 : 176;
  const count = Math.max(1, Math.min(6, Math.floor((width - left + GAP) / (least + GAP))));
  const across = (width - left - 4 - (count - 1) * GAP) / count;
  const periods = [...new Set(panels.flatMap(({ marks }) => marks.map(({ period }) => period)))];
  const time = timeScale(periods, 5, across - 5);
  const places = new Map(periods.map((period) => [period, time.at(period)]));
  return { scale, texts, left, count, across, places, times: timeEnds(time.ticks, language, across) };
}

/** Name and last value above a panel; the last day too where the value is of a part of a period. */
function headOf(line: Line, unit: string, across: number, { until }: SmallWords) {
  const last = line.marks.at(-1);
  const value = last ? written(last, isGrowth(unit) ? 0 : null) : '';
  const day = last && last.partUntil !== null ? ` ${until(last.partUntil)}` : '';
  return {
    names: wrapped(line.name, across, PANEL_NAME, 2),
    values: wrapped(`${value}${day}`, across, PANEL_NAME, 2),
  };
}

/** A grid of panels, each with the same two axes. */
export function smallLayout(
  panels: readonly Line[],
  shown: number,
  unit: string,
  width: number,
  words: SmallWords,
): SmallLayout {
  const { scale, texts, left, count, across, places, times } = commonAxes(panels, unit, width, words);
  const drawn: SmallPanel[] = [];
  const labels: { x: number; y: number; text: string }[] = [];
  const targets: Target[] = [];
  let y = 0;
  for (let first = 0; first < Math.min(shown, panels.length); first += count) {
    const row = panels.slice(first, Math.min(first + count, shown));
    const heads = row.map((line) => headOf(line, unit, across, words));
    const lines = Math.max(...heads.map(({ names, values }) => names.length + values.length));
    const top = y + lines * LINE + 11;
    const at = (value: number) => top + scale.at(value);
    scale.ticks.forEach((tick, index) => {
      labels.push({ x: left - 6, y: at(tick), text: texts[index] ?? '' });
    });
    row.forEach((line, index) => {
      const x = left + index * (across + GAP);
      const { names = [], values = [] } = heads[index] ?? {};
      const shape = lineShape(line, { x: (period) => shifted(places.get(period), x), y: at });
      targets.push(...lineTargets(shape, first + index));
      drawn.push({
        names,
        values,
        x,
        y: y + (lines - names.length - values.length) * LINE,
        width: across,
        top,
        bottom: top + PLOT,
        zero: at(0),
        ticks: scale.ticks.map(at),
        shape,
        times: times.map((time) => ({ at: x + time.at, text: time.text })),
      });
    });
    y = top + PLOT + 38;
  }
  return { height: Math.max(40, y - 8), panels: drawn, labels, targets };
}

/** First and last year: between them a small panel needs none. */
function timeEnds(ticks: readonly TimeTick[], language: Language, width: number): readonly Tick[] {
  const ends = ticks.length > 1 ? [ticks[0], ticks.at(-1)] : ticks;
  return ends.flatMap((tick) => {
    if (!tick) return [];
    const text = timeTick(tick, language);
    const half = textWidth(text, PANEL_TICK) / 2;
    return [{ text, at: Math.max(half, Math.min(tick.at + tick.width / 2, width - half)) }];
  });
}

const shifted = (place: number | null | undefined, by: number): number | null =>
  place === null || place === undefined ? null : place + by;
