import { isRate } from '@silkgauge/words';
import type { Words } from '../../words/words-of.ts';
import { END_GAP, endHeight, endLabels, endRoom } from '../label/end-labels.ts';
import { lineShape, lineTargets } from './line-layout.ts';
import type { Line, RuleLine } from '../mark/mark.ts';
import { brokenPanelScale, panelScale, ticksOf, type PanelScale } from '../scale/panel-scale.ts';
import { pointLabels } from '../label/point-labels.ts';
import { LIST_LINE, ruleLayout } from './rule-layout.ts';
import { isNarrow, textWidth, wrapped } from '../label/text-width.ts';
import { AXIS_SIZE, timeScale } from '../scale/time-scale.ts';
import { timeTicks } from '../scale/time-ticks.ts';

const TITLE = 26;
const KEY = 18;

export interface PanelGiven {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  readonly height: number;
}

/** Names of lines above a panel too narrow for labels at line ends. */
function keysOf(lines: readonly Line[], width: number, top: number) {
  const keys: { line: Line; x: number; y: number; text: string }[] = [];
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

const originOf = (unit: string): number | null => (isRate(unit) ? 0 : null);

/** Pixels added to a panel with a break, so that the rest keeps its height. */
const BROKEN = 72;

/** Pixels for labels above the highest and below the lowest number. */
const HEADROOM = 18;
const FOOTROOM = 6;

/** Lines on a broken axis if one is called for and all numbers beyond have room, else on a linear one. */
function linesOf({ lines, unit }: PanelGiven, height: number, start: number, common: Common) {
  const { left, right, width, time, words, narrow } = common;
  const told = { origin: originOf(unit), words, isLabelledAtEnd: !narrow };
  const drawn = (scale: PanelScale, tall: number) => {
    const shapes = lines.map((line) => lineShape(line, { x: time.at, y: scale.at, breaks: scale.breaks }));
    // Labels at line ends have the room beside the axis to themselves.
    const edge = narrow ? width : right + END_GAP;
    const room = { left, right: edge, top: start - 10, bottom: start + tall, size: AXIS_SIZE };
    return { height: tall, scale, shapes, labels: pointLabels(shapes, scale, told, room) };
  };
  if (isRate(unit)) {
    const tall = height + BROKEN;
    const broken = brokenPanelScale(lines, start + tall - FOOTROOM, start + HEADROOM);
    const on = broken && drawn(broken, tall);
    if (on?.labels) return { ...on, labels: on.labels };
  }
  const on = drawn(panelScale(lines, start + height, start), height);
  return { ...on, labels: on.labels ?? [] };
}

export const ruleLabel = ({ label, inPart }: RuleLine, { t }: Words): string =>
  inPart ? t('chart.inPart', { label }) : label;

const endWords = (unit: string, words: Words) => ({ origin: originOf(unit), words });

/** The time axis of all panels, and room beside it for the widest labels. */
function commonOf(shown: readonly PanelGiven[], rules: readonly RuleLine[], width: number, words: Words) {
  const narrow = isNarrow(width);
  const texts = shown.flatMap(({ lines, height, unit }) =>
    [
      panelScale(lines, height, 0),
      isRate(unit) ? brokenPanelScale(lines, height + BROKEN, HEADROOM) : null,
    ].flatMap((scale) => (scale ? ticksOf(scale, unit, words.language).map(({ text }) => text) : [])),
  );
  const left = Math.max(24, ...texts.map((text) => textWidth(text, AXIS_SIZE))) + 8;
  const rooms = shown.map(({ lines, unit }) => endRoom(lines, width * 0.24, endWords(unit, words)));
  // Width of labels at line ends.
  const room = narrow ? 14 : Math.max(24, ...rooms);
  const right = width - room;
  const periods = shown.flatMap(({ lines }) =>
    lines.flatMap(({ marks }) => marks.map(({ period }) => period)),
  );
  const days = rules.map(({ day }) => day);
  const time = timeScale(periods, left + 6, right - 6, days);
  return {
    ...{ narrow, width, left, right, room, time, words },
    rules: ruleLayout(rules, time, width, (rule) => ruleLabel(rule, words)),
  };
}

type Common = ReturnType<typeof commonOf>;

/** The panel at `top`, and the height of rule labels, which only the first panel has. */
function panelOf(panel: PanelGiven, top: number, isFirst: boolean, common: Common) {
  const { title, lines, unit } = panel;
  const { narrow, width, right, room, words } = common;
  const { keys, height: keyed } =
    narrow && lines.length > 1 ? keysOf(lines, width, top + TITLE) : { keys: [], height: 0 };
  // Labels of policy dates stand below the title, so that no rule runs through the title.
  const rulesY = top + TITLE + keyed;
  const start = rulesY + (isFirst ? common.rules.height : 0) + 6;
  const told = endWords(unit, words);
  const least = narrow ? 0 : endHeight(lines, room, told);
  const { height, scale, shapes, labels } = linesOf(panel, Math.max(panel.height, least), start, common);
  const bottom = start + height;
  const drawn = {
    ...{ title, titleY: top + 16, keys, top: start, bottom, shapes, labels },
    zero: scale.at(0),
    ticks: ticksOf(scale, unit, words.language),
    ends: narrow ? [] : endLabels(shapes, { x: right, room, top: start - 8, bottom: bottom + 8 }, told),
    breaks: scale.breaks,
  };
  return { drawn, rulesY };
}

export type Panel = ReturnType<typeof panelOf>['drawn'];

/** Pixels between a panel and the content below. */
const BELOW = 18;

/** Panels above one another on one time axis, in pixels; panels without marks are left out. */
export function overTimeLayout(
  given: readonly PanelGiven[],
  rules: readonly RuleLine[],
  width: number,
  words: Words,
) {
  const shown = given.filter(({ lines }) => lines.some(({ marks }) => marks.length > 0));
  const common = commonOf(shown, rules, width, words);
  const panels: Panel[] = [];
  let axisY = -BELOW;
  let rulesY = 0;
  shown.forEach((panel, index) => {
    const placed = panelOf(panel, axisY + BELOW, index === 0, common);
    panels.push(placed.drawn);
    axisY = placed.drawn.bottom;
    if (index === 0) ({ rulesY } = placed);
  });
  const { left, right, time, rules: ruled } = common;
  const listY = axisY + 48;
  return {
    height: listY + ruled.listed.length * LIST_LINE - (ruled.listed.length > 0 ? 8 : 16),
    ...{ left, right, panels, axisY, rulesY, listY, rules: ruled },
    times: timeTicks(time, words.language, { left: left - 20, right: Math.min(width, right + 20) }),
    targets: panels.flatMap(({ shapes }) => shapes).flatMap(lineTargets),
  };
}

export type OverTimeLayout = ReturnType<typeof overTimeLayout>;
