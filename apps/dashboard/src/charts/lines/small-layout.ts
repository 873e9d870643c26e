import { isRate } from '@silkgauge/words';
import type { Language } from '../../words/languages.ts';
import type { Words } from '../../words/words-of.ts';
import { written } from '../mark/extent.ts';
import type { PlacedLabel } from '../label/label-places.ts';
import { lineShape, lineTargets, type Axes } from './line-layout.ts';
import type { Line } from '../mark/mark.ts';
import { brokenPanelScale, panelScale, ticksOf, type PanelScale } from '../scale/panel-scale.ts';
import { pointLabels } from '../label/point-labels.ts';
import { timeScale } from '../scale/time-scale.ts';
import { timeTicks, type TimeTick } from '../scale/time-ticks.ts';
import { isNarrow, textWidth, wrapped } from '../label/text-width.ts';
import { ticksIn } from '../scale/tick-text.ts';

const PANEL_NAME = 13;
const PANEL_TICK = 12;
const PLOT = 92;
const GAP = 20;
const PITCH = 30;

/** Pixels of a plot with a break, so that the rest keeps its height. */
const TALL = PLOT + 58;

/** The greatest share of numbers beyond a break: many panels may thin out towards one far number. */
const TAIL = 1 / 40;
const HEADROOM = 20;
const FOOTROOM = 4;

/** The upright axis of all panels from the top of a plot, with labels by panel. */
interface SharedAxis {
  readonly plot: number;
  readonly scale: PanelScale;
  readonly labels: ReadonlyMap<Line, readonly PlacedLabel[]>;
}

/**
 * The axis covers hidden panels too, so that nothing moves when more are shown. The axis is broken if few
 * numbers lie far beyond the others and all have room in their panels.
 */
function sharedAxis(panels: readonly Line[], unit: string, width: number, x: Axes['x']): SharedAxis {
  const broken = isRate(unit) ? brokenPanelScale(panels, TALL - FOOTROOM, HEADROOM, PITCH, TAIL) : null;
  const labels = broken && labelsOn(broken, panels, width, x);
  if (broken && labels) return { plot: TALL, scale: broken, labels };
  return { plot: PLOT, scale: panelScale(panels, PLOT, 0, PITCH), labels: new Map() };
}

/** Labels of points by panel; null if a number has no room. */
function labelsOn(scale: PanelScale, panels: readonly Line[], width: number, x: Axes['x']) {
  const labels = new Map<Line, readonly PlacedLabel[]>();
  // The head of a panel has the last value and day.
  const told = { origin: 0, words: null, isLabelledAtEnd: true, isFarthestEnough: true };
  const room = { left: 0, right: width, top: 0, bottom: TALL, size: PANEL_TICK };
  for (const line of panels) {
    const shape = lineShape(line, { x, y: scale.at, breaks: scale.breaks });
    const placed = pointLabels([shape], scale, told, room);
    if (!placed) return null;
    labels.set(line, placed);
  }
  return labels;
}

const LINE = 17;

/** Both axes, from the left and the top of a plot. */
function commonAxes(panels: readonly Line[], unit: string, width: number, { language }: Words) {
  const periods = [...new Set(panels.flatMap(({ marks }) => marks.map(({ period }) => period)))];
  const left = Math.max(20, ticksWidth(panels, unit, language)) + 6;
  const least = isNarrow(width) ? 124 : 176;
  const count = Math.max(1, Math.min(6, Math.floor((width - left + GAP) / (least + GAP))));
  const across = (width - left - 4 - (count - 1) * GAP) / count;
  const time = timeScale(periods, 5, across - 5);
  const places = new Map(periods.map((period) => [period, time.at(period)]));
  const axis = sharedAxis(panels, unit, across, (period) => places.get(period) ?? null);
  const ticks = ticksOf(axis.scale, unit, language);
  const times = timeEnds(timeTicks(time, language, { left: -GAP / 2, right: across + 4 }));
  return { axis, ticks, left, count, across, places, times };
}

/** The widest tick of the linear and the broken axis. */
function ticksWidth(panels: readonly Line[], unit: string, language: Language): number {
  const scales = [
    panelScale(panels, PLOT, 0, PITCH),
    isRate(unit) ? brokenPanelScale(panels, TALL - FOOTROOM, HEADROOM, PITCH, TAIL) : null,
  ];
  const texts = scales.flatMap((scale) => (scale ? ticksIn(unit, scale.ticks, language) : []));
  return Math.max(0, ...texts.map((text) => textWidth(text, PANEL_TICK)));
}

function headOf(line: Line, unit: string, across: number, { t }: Words) {
  const last = line.marks.at(-1);
  const value = last ? written(last, isRate(unit) ? 0 : null) : '';
  const day = last && last.partUntil !== null ? ` ${t('chart.until', { day: last.partUntil })}` : '';
  return {
    names: wrapped(line.name, across, PANEL_NAME, 2),
    values: wrapped(`${value}${day}`, across, PANEL_NAME, 2),
  };
}

type Common = ReturnType<typeof commonAxes>;

/** The panel at `x` and `y`, with its plot at `top`. */
function panelOf(
  line: Line,
  { names, values }: ReturnType<typeof headOf>,
  { x, y, top }: { x: number; y: number; top: number },
  { axis: { scale, plot, labels }, ticks, across, places, times }: Common,
) {
  const at = (value: number) => top + scale.at(value);
  const breaks = scale.breaks.map(({ y1, y2 }) => ({ y1: top + y1, y2: top + y2 }));
  return {
    ...{ names, values, x, y, top, breaks, width: across, bottom: top + plot, zero: at(0) },
    ticks: ticks.map((tick) => top + tick.at),
    shape: lineShape(line, { x: (period) => shifted(places.get(period), x), y: at, breaks }),
    labels: (labels.get(line) ?? []).map((label) => shiftedLabel(label, x, top)),
    times: times.map((time) => ({ ...time, at: x + time.at })),
  };
}

export type SmallPanel = ReturnType<typeof panelOf>;

/** A grid of the first `shown` panels on common axes, in pixels. */
export function smallLayout(all: readonly Line[], shown: number, unit: string, width: number, words: Words) {
  const common = commonAxes(all, unit, width, words);
  const { axis, ticks, left, count, across } = common;
  const panels: SmallPanel[] = [];
  let y = 0;
  const rows = [];
  for (let first = 0; first < Math.min(shown, all.length); first += count) {
    const row = all.slice(first, Math.min(first + count, shown));
    const heads = row.map((line) => headOf(line, unit, across, words));
    const lines = Math.max(...heads.map(({ names, values }) => names.length + values.length));
    const top = y + lines * LINE + 11;
    heads.forEach((head, index) => {
      const line = row[index];
      // Heads end right above their plots.
      const place = {
        x: left + index * (across + GAP),
        y: y + (lines - head.names.length - head.values.length) * LINE,
        top,
      };
      if (line) panels.push(panelOf(line, head, place, common));
    });
    const bottom = top + axis.plot;
    y = bottom + 38;
    rows.push({ top, bottom, breaks: panels.at(-1)?.breaks ?? [] });
  }
  return {
    height: Math.max(40, y - 8),
    panels,
    /** Tick labels at the left of every row. */
    labels: rows.flatMap(({ top }) =>
      ticks.map((tick) => ({ y: top + tick.at, x: left - 6, text: tick.text })),
    ),
    /** Broken axes at the left of every row; empty for a linear axis. */
    axes: rows.flatMap((row) => (row.breaks.length > 0 ? [{ x: left, ...row }] : [])),
    targets: panels.flatMap(({ shape }, lane) => lineTargets(shape, lane)),
  };
}

export type SmallLayout = ReturnType<typeof smallLayout>;

/** The first and the last tick; a small panel has no room for others. */
const timeEnds = (ticks: readonly TimeTick[]): readonly TimeTick[] =>
  ticks.filter((_, index) => index === 0 || index === ticks.length - 1);

const shifted = (place: number | null | undefined, by: number): number | null =>
  place === null || place === undefined ? null : place + by;

function shiftedLabel({ x, y, leader, ...rest }: PlacedLabel, right: number, down: number): PlacedLabel {
  return {
    ...rest,
    x: x + right,
    y: y + down,
    leader: leader && { x: leader.x + right, y1: leader.y1 + down, y2: leader.y2 + down },
  };
}
