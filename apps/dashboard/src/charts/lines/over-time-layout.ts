import type { Language } from '../../words/languages.ts';
import { endHeight, endLabels, endRoom, type EndLabel } from '../label/end-labels.ts';
import type { PlacedLabel } from '../label/label-places.ts';
import { lineShape, lineTargets, type LineShape, type Upright } from './line-layout.ts';
import type { Line, Rule } from '../mark/mark.ts';
import { brokenPanelScale, panelScale, ticksOf, type PanelScale } from '../scale/panel-scale.ts';
import { pointLabels } from '../label/point-labels.ts';
import { LIST_LINE, ruleLayout, type RuleLayout } from './rule-layout.ts';
import type { Target } from '../frame/target.ts';
import { textWidth, wrapped } from '../label/text-width.ts';
import { isGrowth } from '../scale/tick-text.ts';
import { AXIS_SIZE, timesOf, type Tick } from '../scale/time-labels.ts';
import { timeScale } from '../scale/time-scale.ts';

const NARROW = 560;
const TITLE = 26;
const KEY = 18;

/** Names of lines above a panel that is too narrow for labels at their ends. */
export interface KeyEntry {
  readonly line: Line;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface Panel {
  readonly title: string;
  readonly titleY: number;
  readonly keys: readonly KeyEntry[];
  readonly top: number;
  readonly bottom: number;
  readonly zero: number;
  readonly ticks: readonly Tick[];
  readonly shapes: readonly LineShape[];
  readonly ends: readonly EndLabel[];
  /** Numbers beyond a break, last days of part periods. */
  readonly labels: readonly PlacedLabel[];
  /** Where the axis is broken. */
  readonly breaks: readonly Upright[];
}

export interface OverTimeLayout {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly panels: readonly Panel[];
  readonly times: readonly Tick[];
  readonly axisY: number;
  readonly rules: RuleLayout;
  /** Top of the labels of rules. */
  readonly rulesY: number;
  readonly listY: number;
  readonly targets: readonly Target[];
}

export interface PanelGiven {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  readonly height: number;
}

function keysOf(lines: readonly Line[], width: number, top: number): { keys: KeyEntry[]; height: number } {
  const keys: KeyEntry[] = [];
  let x = 0;
  let row = 0;
  for (const line of lines) {
    const text = wrapped(line.name, width - 30, AXIS_SIZE, 1)[0] ?? '';
    const size = 22 + textWidth(text, AXIS_SIZE) + 16;
    if (x > 0 && x + size > width) {
      x = 0;
      row++;
    }
    keys.push({ line, x, y: top + row * KEY + 12, text });
    x += size;
  }
  return { keys, height: lines.length > 0 ? (row + 1) * KEY : 0 };
}

const originOf = (unit: string): number | null => (isGrowth(unit) ? 0 : null);

/** What a break and what lies beyond it need, so that they are not taken from the rest. */
const BROKEN = 72;

/** Above the numbers beyond a break, for their labels, and below the lowest one. */
const HEADROOM = 18;
const FOOTROOM = 6;

interface Lines {
  readonly height: number;
  readonly scale: PanelScale;
  readonly shapes: readonly LineShape[];
  readonly labels: readonly PlacedLabel[];
}

interface Ground {
  readonly start: number;
  readonly left: number;
  readonly width: number;
  readonly x: (period: string) => number | null;
  readonly isLabelledAtEnd: boolean;
  readonly until: (day: string) => string;
}

/** The lines of a panel on a broken axis if that is called for and leaves room for all numbers beyond; else on a linear one. */
function linesOf({ lines, unit }: PanelGiven, height: number, ground: Ground): Lines {
  const { start, left, width, x, until, isLabelledAtEnd } = ground;
  const words = { origin: originOf(unit), until, isLabelledAtEnd };
  const drawn = (scale: PanelScale, tall: number) => {
    const shapes = lines.map((line) => lineShape(line, { x, y: scale.at, breaks: scale.breaks }));
    const room = { left, right: width, top: start - 10, bottom: start + tall, size: AXIS_SIZE };
    return { height: tall, scale, shapes, labels: pointLabels(shapes, scale, words, room) };
  };
  if (isGrowth(unit)) {
    const tall = height + BROKEN;
    const broken = brokenPanelScale(lines, start + tall - FOOTROOM, start + HEADROOM);
    const on = broken && drawn(broken, tall);
    if (on?.labels) return { ...on, labels: on.labels };
  }
  const on = drawn(panelScale(lines, start + height, start), height);
  return { ...on, labels: on.labels ?? [] };
}

/** Panels one above the other on one time axis. */
export function overTimeLayout(
  given: readonly PanelGiven[],
  rules: readonly Rule[],
  width: number,
  words: {
    language: Language;
    until: (day: string) => string;
    labelOf: (rule: Rule) => string;
  },
): OverTimeLayout {
  const narrow = width < NARROW;
  const endWords = (unit: string) => ({ origin: originOf(unit), until: words.until });
  const shown = given.filter(({ lines }) => lines.some(({ marks }) => marks.length > 0));
  const texts = shown.flatMap(({ lines, height, unit }) =>
    [
      panelScale(lines, height, 0),
      isGrowth(unit) ? brokenPanelScale(lines, height + BROKEN, HEADROOM) : null,
    ].flatMap((scale) => (scale ? ticksOf(scale, unit, words.language).map(({ text }) => text) : [])),
  );
  const left = Math.max(24, ...texts.map((text) => textWidth(text, AXIS_SIZE))) + 8;
  const room = narrow
    ? 14
    : Math.max(24, ...shown.map(({ lines, unit }) => endRoom(lines, width * 0.24, endWords(unit))));
  const right = width - room;
  const periods = shown.flatMap(({ lines }) =>
    lines.flatMap(({ marks }) => marks.map(({ period }) => period)),
  );
  const time = timeScale(
    periods,
    left + 6,
    right - 6,
    rules.map(({ day }) => day),
  );
  const ruled = ruleLayout(rules, time, width, words.labelOf);

  let top = 0;
  let rulesY = 0;
  let lane = 0;
  const targets: Target[] = [];
  const panels = shown.map((panel, index): Panel => {
    const { title, lines, unit } = panel;
    const titleY = top + 16;
    const { keys, height: keyed } =
      narrow && lines.length > 1 ? keysOf(lines, width, top + TITLE) : { keys: [], height: 0 };
    // Policy dates are labelled right above the first panel, below its title: no line runs through a title.
    if (index === 0) rulesY = top + TITLE + keyed;
    const start = top + TITLE + keyed + (index === 0 ? ruled.height : 0) + 6;
    const least = narrow ? 0 : endHeight(lines, room, endWords(unit));
    const { height, scale, shapes, labels } = linesOf(panel, Math.max(panel.height, least), {
      start,
      left,
      width,
      x: time.at,
      isLabelledAtEnd: !narrow,
      until: words.until,
    });
    const bottom = start + height;
    for (const shape of shapes) targets.push(...lineTargets(shape, lane++));
    const ends = narrow
      ? []
      : endLabels(shapes, { x: right, room, top: start - 8, bottom: bottom + 8 }, endWords(unit));
    top = bottom + 18;
    return {
      title,
      titleY,
      keys,
      top: start,
      bottom,
      zero: scale.at(0),
      ticks: ticksOf(scale, unit, words.language),
      shapes,
      ends,
      labels,
      breaks: scale.breaks,
    };
  });
  const axisY = top - 18;
  const listY = axisY + 48;
  return {
    height: listY + ruled.listed.length * LIST_LINE - (ruled.listed.length > 0 ? 8 : 16),
    left,
    right,
    panels,
    times: timesOf(time.ticks, words.language, left, right),
    axisY,
    rules: ruled,
    rulesY,
    listY,
    targets,
  };
}
