import { periodBounds } from '@silkgauge/growth';
import { periodText } from '../../words/period.ts';
import type { Words } from '../../words/words-of.ts';
import { written } from '../mark/extent.ts';
import { spread } from './label-spread.ts';
import type { Coordinates, LineShape } from '../lines/line-layout.ts';
import type { Line } from '../mark/mark.ts';
import { textWidth, wrapped } from './text-width.ts';

const END_SIZE = 13;
const LINE_HEIGHT = 16;
const AIR = 6;
/** Pixels between the end of the axis and a label. */
export const END_GAP = 18;

export interface EndWords {
  /** The origin for `written`. */
  readonly origin: number | null;
  readonly words: Words;
}

const endOf = ({ marks }: Line): string => periodBounds(marks.at(-1)?.period ?? '')?.end ?? '';

/** The last day of all lines. */
const lastDayOf = (lines: readonly Line[]): string => lines.map(endOf).sort().at(-1) ?? '';

/** The last value, with its last day if that is a part of a period, or its period if another line is newer. */
function detailsOf(line: Line, { origin, words: { t, language } }: EndWords, lastDay: string) {
  const last = line.marks.at(-1);
  if (!last) return [];
  const value = written(last, origin);
  if (last.partUntil !== null) return [value, t('chart.until', { day: last.partUntil })];
  return endOf(line) < lastDay ? [value, periodText(last.period, language)] : [value];
}

function labelOf(line: Line, room: number, words: EndWords, lastDay: string) {
  const names = wrapped(line.name, room - END_GAP - 2, END_SIZE, 2);
  const details = detailsOf(line, words, lastDay).flatMap((text) =>
    wrapped(text, room - END_GAP - 2, END_SIZE, 2),
  );
  return { names, details, height: (names.length + details.length) * LINE_HEIGHT + AIR };
}

/** Width of the labels at the ends of lines in pixels, at most `most`. */
export function endRoom(lines: readonly Line[], most: number, words: EndWords): number {
  const lastDay = lastDayOf(lines);
  const texts = lines.flatMap((line) => [line.name, ...detailsOf(line, words, lastDay)]);
  return Math.min(most, Math.max(0, ...texts.map((text) => textWidth(text, END_SIZE))) + END_GAP + 2);
}

/** Height of all labels below one another in pixels. */
export function endHeight(lines: readonly Line[], room: number, words: EndWords): number {
  const lastDay = lastDayOf(lines);
  return lines.reduce((sum, line) => sum + labelOf(line, room, words, lastDay).height, 0);
}

/** The most pixels of a leader: a longer one reads like a line that goes on. */
const LONGEST = 20;

/** The line from near the end of a line to its label, at most `LONGEST`. */
function leaderTo(
  end: Coordinates,
  to: Coordinates,
): { readonly from: Coordinates; readonly to: Coordinates } {
  const from = { x: end.x + 7, y: end.y };
  const share = Math.min(1, LONGEST / Math.hypot(to.x - from.x, to.y - from.y));
  return { from: { x: to.x - (to.x - from.x) * share, y: to.y - (to.y - from.y) * share }, to };
}

/** Labels with name and last value, spread where line ends lie close. */
export function endLabels(
  shapes: readonly LineShape[],
  { x, room, top, bottom }: { x: number; room: number; top: number; bottom: number },
  words: EndWords,
) {
  const lastDay = lastDayOf(shapes.map(({ line }) => line));
  const ending = shapes.flatMap(({ line, end }) =>
    end ? [{ line, end, ...labelOf(line, room, words, lastDay) }] : [],
  );
  const centres = spread(
    ending.map(({ end, height }) => ({ at: end.y, size: height })),
    top,
    bottom,
  );
  return ending.map(({ line, end, names, details, height }, index) => ({
    ...{ line, names, details, height, x: x + END_GAP },
    mark: end.mark,
    y: centres[index] ?? end.y,
    leader: leaderTo(end, { x: x + END_GAP - 4, y: centres[index] ?? end.y }),
  }));
}

export type EndLabel = ReturnType<typeof endLabels>[number];
