import type { Language } from '../words/decimal.ts';
import { endHeight, endLabels, endRoom, type EndLabel } from './end-labels.ts';
import { extentOfAll } from './extent.ts';
import { lineShape, lineTargets, type LineShape } from './line-layout.ts';
import type { Line, Rule } from './mark.ts';
import { niceScale } from './nice-domain.ts';
import { LIST_LINE, ruleLayout, type RuleLayout } from './rule-layout.ts';
import type { Target } from './target.ts';
import { textWidth, wrapped } from './text-width.ts';
import { isGrowth, ticksIn } from './tick-text.ts';
import { AXIS_SIZE, timesOf, type Tick } from './time-labels.ts';
import { timeScale } from './time-scale.ts';
import { untilsOf, type UntilLabel } from './until-labels.ts';

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
  readonly untils: readonly UntilLabel[];
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
  const scales = shown.map(({ lines, height }) =>
    niceScale(extentOfAll(lines.flatMap(({ marks }) => marks)), height, 0),
  );
  const texts = shown.map(({ unit }, index) => ticksIn(unit, scales[index]?.ticks ?? [], words.language));
  const left = Math.max(24, ...texts.flat().map((text) => textWidth(text, AXIS_SIZE))) + 8;
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
  const panels = shown.map(({ title, lines, height: wanted, unit }, index): Panel => {
    const titleY = top + 16;
    const { keys, height: keyed } =
      narrow && lines.length > 1 ? keysOf(lines, width, top + TITLE) : { keys: [], height: 0 };
    // Policy dates are labelled right above the first panel, below its title: no line runs through a title.
    if (index === 0) rulesY = top + TITLE + keyed;
    const start = top + TITLE + keyed + (index === 0 ? ruled.height : 0) + 6;
    const height = narrow ? wanted : Math.max(wanted, endHeight(lines, room, endWords(unit)));
    const scale = niceScale(extentOfAll(lines.flatMap(({ marks }) => marks)), start + height, start);
    const shapes = lines.map((line) => lineShape(line, { x: time.at, y: scale.at }));
    for (const shape of shapes) targets.push(...lineTargets(shape, lane++));
    const ends = narrow
      ? []
      : endLabels(shapes, { x: right, room, top: start - 8, bottom: start + height + 8 }, endWords(unit));
    const labels = ticksIn(unit, scale.ticks, words.language);
    top = start + height + 18;
    return {
      title,
      titleY,
      keys,
      top: start,
      bottom: start + height,
      zero: scale.at(0),
      ticks: scale.ticks.map((tick, each) => ({ at: scale.at(tick), text: labels[each] ?? '' })),
      shapes,
      ends,
      untils: untilsOf(shapes, !narrow, words.until, {
        width,
        top: start - 4,
        bottom: start + height,
        zero: scale.at(0),
      }),
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
