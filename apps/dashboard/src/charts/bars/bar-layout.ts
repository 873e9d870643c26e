import { isRate } from '@silkgauge/words';
import type { Words } from '../../words/words-of.ts';
import { labelSpan, roomForLabels } from './bar-labels.ts';
import { brokenScale, type BrokenScale } from '../scale/broken-scale.ts';
import { direction, extentOf, written } from '../mark/extent.ts';
import { thinned } from '../label/label-spread.ts';
import type { Mark } from '../mark/mark.ts';
import { isNarrow, textWidth, wrapped } from '../label/text-width.ts';
import { ticksIn } from '../scale/tick-text.ts';
import { LEAST_REVISION } from '../mark/mark.ts';
import { AXIS_SIZE, type Tick } from '../scale/time-scale.ts';

const NAME_SIZE = 14;
const NOTE_SIZE = 12;
export const VALUE_SIZE = 14;
const AXIS = 26;
const BAR = 18;

export interface Whisker {
  readonly from: number;
  readonly to: number;
}

/** The shape of a mark along the axis, in pixels. Only a single number is a bar from zero. */
export type BarShape =
  | { readonly kind: 'bar'; readonly from: number; readonly to: number }
  | { readonly kind: 'readings'; readonly at: readonly number[]; readonly from: number; readonly to: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'nothing' };

interface BarLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly text: string;
}

function shapeOf(mark: Mark, scale: BrokenScale): BarShape {
  const [point] = mark.points;
  if (!point) return { kind: 'nothing' };
  if (mark.points.length > 1) {
    const at = mark.points.flatMap((each) => (each.at === null ? [] : [scale.at(each.at)]));
    const extent = extentOf({ ...mark, first: null });
    if (!extent) return { kind: 'nothing' };
    return { kind: 'readings', at, from: scale.at(extent.low), to: scale.at(extent.high) };
  }
  if (point.at !== null) return { kind: 'bar', from: scale.at(0), to: scale.at(point.at) };
  return point.low === null || point.high === null
    ? { kind: 'nothing' }
    : { kind: 'range', from: scale.at(point.low), to: scale.at(point.high) };
}

function notesOf(mark: Mark, { t }: Words): string {
  return [
    mark.note,
    mark.partUntil === null ? null : t('chart.until', { day: mark.partUntil }),
    mark.breaks ? t('chart.coverage') : null,
  ]
    .filter((note) => note !== null)
    .join(' · ');
}

function labelOf(
  mark: Mark,
  { narrow, width, scale, origin }: BarGround,
  y: number,
  nameY: number,
): BarLabel {
  const text = written(mark, origin);
  // Beside the name in narrow charts, else at the end of the bar.
  if (narrow) return { x: width, y: nameY, anchor: 'end', text };
  const { from, to } = labelSpan(mark, 0, scale);
  return direction(mark) === 'down'
    ? { x: from, y: y + 5, anchor: 'end', text }
    : { x: to, y: y + 5, anchor: 'start', text };
}

function rowOf(mark: Mark, top: number, ground: BarGround) {
  const { narrow, names, scale, origin, words } = ground;
  const beside = narrow ? textWidth(written(mark, origin), VALUE_SIZE) + 14 : 0;
  const nameLines = wrapped(mark.name, names - beside, NAME_SIZE, 3);
  const note = notesOf(mark, words);
  const noteLines = note === '' ? [] : wrapped(note, names, NOTE_SIZE, 3);
  const text = nameLines.length * 18 + noteLines.length * 16;
  const height = narrow ? text + BAR + 28 : Math.max(38, text + 16);
  const y = narrow ? top + 8 + text + 8 + BAR / 2 : top + height / 2;
  const nameY = narrow ? top + 8 + 13 : top + (height - text) / 2 + 13;
  const extent = extentOf(mark) ?? { low: 0, high: 0 };
  const from = scale.at(Math.min(0, extent.low));
  const to = scale.at(Math.max(0, extent.high));
  return {
    ...{ mark, top, height, names: nameLines, notes: noteLines },
    nameY,
    y,
    shape: shapeOf(mark, scale),
    whiskers: mark.points.flatMap(({ at, low, high }) =>
      at === null || low === null || high === null || low === high
        ? []
        : [{ from: scale.at(low), to: scale.at(high) }],
    ),
    /** From the earliest print held to the present value, where both are told apart. */
    revision: revisionOf(mark, scale),
    cuts: scale.breaks
      .filter(({ start, end }) => from <= start && to >= end)
      .map(({ start, end }) => ({ from: start, to: end })),
    label: labelOf(mark, ground, y, nameY),
  };
}

export type BarRow = ReturnType<typeof rowOf>;

function ticksOf(scale: BrokenScale, unit: string, width: number, words: Words): readonly Tick[] {
  const texts = ticksIn(unit, scale.ticks, words.language);
  const ticks = scale.ticks
    .map((tick, index) => {
      const text = texts[index] ?? '';
      return { at: scale.at(tick), text, size: textWidth(text, AXIS_SIZE) };
    })
    .filter(({ at, size }) => at - size / 2 >= 0 && at + size / 2 <= width);
  return thinned(ticks, 10);
}

/** Axis and column of names of all rows; in narrow charts names stand above their bars. */
function groundOf(marks: readonly Mark[], unit: string, width: number, words: Words) {
  const narrow = isNarrow(width);
  // The origin for `written`.
  const origin = isRate(unit) ? 0 : null;
  const longest = Math.max(
    0,
    ...marks.flatMap((mark) => [textWidth(mark.name, NAME_SIZE), textWidth(notesOf(mark, words), NOTE_SIZE)]),
  );
  // Width of the column of names, or of a narrow chart.
  const names = narrow ? width : Math.min(longest, width * 0.3);
  const extents = marks.flatMap((mark) => extentOf(mark) ?? []);
  const labelled = marks.map((mark) => ({ mark, width: textWidth(written(mark, origin), VALUE_SIZE) + 2 }));
  const scale = narrow
    ? brokenScale(extents, 12, width - 12)
    : roomForLabels(labelled, extents, names + 20, width - 2);
  return { narrow, width, names, scale, origin, words };
}

type BarGround = ReturnType<typeof groundOf>;

/** Bars below one another in the given order; all lengths are pixels. */
export function barLayout(marks: readonly Mark[], unit: string, width: number, words: Words) {
  const ground = groundOf(marks, unit, width, words);
  const { narrow, scale } = ground;
  const rows: BarRow[] = [];
  let top = AXIS;
  for (const mark of marks) {
    const row = rowOf(mark, top, ground);
    rows.push(row);
    top += row.height;
  }
  return {
    height: top + 4,
    bar: BAR,
    /** Vertical spans of grid lines: one, or one per bar where names stand between bars. */
    plots: narrow
      ? rows.map(({ y }) => ({ top: y - BAR / 2 - 5, bottom: y + BAR / 2 + 5 }))
      : [{ top: AXIS - 4, bottom: top }],
    scale,
    zero: scale.at(0),
    top: AXIS,
    ticks: ticksOf(scale, unit, width, words),
    rows,
    targets: rows.map((row) => ({
      mark: row.mark,
      lane: 0,
      x: row.label.x,
      y: row.y,
      areas: [{ x: -4, y: row.top + 1, width: width + 8, height: row.height - 2 }],
    })),
  };
}

export type BarLayout = ReturnType<typeof barLayout>;

function revisionOf(mark: Mark, scale: BrokenScale): Whisker | null {
  const first = mark.first?.at ?? null;
  const present = mark.points[0]?.at ?? null;
  if (first === null || present === null || mark.points.length > 1) return null;
  const revision = { from: scale.at(first), to: scale.at(present) };
  return Math.abs(revision.from - revision.to) < LEAST_REVISION ? null : revision;
}
