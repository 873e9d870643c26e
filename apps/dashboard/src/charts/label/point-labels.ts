import type { Words } from '../../words/words-of.ts';
import { numbersOfMark, written } from '../mark/extent.ts';
import { placedLabels, type LabelRoom, type PlacedLabel, type WantedLabel } from './label-places.ts';
import type { LineDot, LineShape, Coordinates, Upright } from '../lines/line-layout.ts';
import type { Mark } from '../mark/mark.ts';
import type { PanelScale } from '../scale/panel-scale.ts';

type Axis = Pick<PanelScale, 'at' | 'isBeyond' | 'breaks'>;

export interface PointWords {
  /** The origin for `written`. */
  readonly origin: number | null;
  /** For last days; null: last days are not written. */
  readonly words: Words | null;
  /** Whether the ends of lines have labels with the last value and day. */
  readonly isLabelledAtEnd: boolean;
  /** Whether of each line the farthest number alone has to be written, for lines with many beyond a break. */
  readonly isFarthestEnough?: boolean;
}

/** Pixels between sample points of a line, less than the size of a label. */
const STEP = 6;

function between(one: Coordinates, other: Coordinates): readonly Coordinates[] {
  const steps = Math.max(
    1,
    Math.round(Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y)) / STEP),
  );
  return Array.from({ length: steps + 1 }, (_, step) => ({
    x: one.x + ((other.x - one.x) * step) / steps,
    y: one.y + ((other.y - one.y) * step) / steps,
  }));
}

/** Sample points of all lines and whiskers. */
function alongLines(shapes: readonly LineShape[]): readonly Coordinates[] {
  return shapes.flatMap(({ steps, dots }) => [
    ...steps.flatMap(({ from, to }) => between(from, to)),
    ...dots.flatMap(({ x, top, bottom }) => between({ x, y: top }, { x, y: bottom })),
  ]);
}

const alongLevel = (y: number, { left, right }: Pick<LabelRoom, 'left' | 'right'>): readonly Coordinates[] =>
  between({ x: left, y }, { x: right, y });

/** The heights between the breaks around a height. */
function stretchAt(y: number, breaks: readonly Upright[]): Upright {
  return {
    y1: Math.max(-Infinity, ...breaks.flatMap(({ y2 }) => (y2 <= y ? [y2] : []))),
    y2: Math.min(Infinity, ...breaks.flatMap(({ y1 }) => (y1 >= y ? [y1] : []))),
  };
}

const untilOf = ({ partUntil: day }: Mark, { words }: PointWords): string | null =>
  day === null || !words ? null : words.t('chart.until', { day });

/** Labels of a dot whose numbers, interval or first print lie beyond a break. */
function beyond(
  { mark, x, revision }: LineDot,
  { at, isBeyond, breaks }: Axis,
  told: PointWords,
  { isEnd, isFarthest }: { readonly isEnd: boolean; readonly isFarthest: boolean },
): readonly WantedLabel[] {
  const label = (text: string, numbers: readonly number[]): WantedLabel => {
    const ys = numbers.map(at);
    const top = Math.min(...ys);
    const required = isFarthest || told.isFarthestEnough !== true;
    return { x, mark, top, bottom: Math.max(...ys), text, required, within: stretchAt(top, breaks) };
  };
  const far = (numbers: readonly (number | null)[]) =>
    numbers.filter((number): number is number => number !== null && isBeyond(number));
  const values = far(
    mark.points.flatMap((point) => (point.at === null ? [point.low, point.high] : [point.at])),
  );
  const day = untilOf(mark, told);
  const until = day === null ? '' : ` ${day}`;
  const value = values.length > 0 && !isEnd ? [label(`${written(mark, told.origin)}${until}`, values)] : [];
  const intervals = mark.points.flatMap(({ at: one, low, high, between: text }) => {
    const ends = one === null || isBeyond(one) ? [] : far([low, high]);
    return ends.length > 0 && text !== null ? [label(text, ends)] : [];
  });
  const ring = revision ? far([mark.first?.at ?? null]) : [];
  const first = mark.first && ring.length > 0 ? [label(mark.first.text, ring)] : [];
  return [...value, ...intervals, ...first];
}

const farOf = (mark: Mark): number => Math.max(0, ...numbersOfMark(mark).map(Math.abs));

/**
 * Labels beside points: numbers beyond breaks, and last days where there is room. Null if a number beyond a
 * break has no room: the axis must not be broken then.
 */
export function pointLabels(
  shapes: readonly LineShape[],
  axis: Axis,
  told: PointWords,
  room: Omit<LabelRoom, 'avoid' | 'marks'>,
): readonly PlacedLabel[] | null {
  const wanted = shapes.flatMap(({ dots, end }) => {
    const farthest = Math.max(...dots.map(({ mark }) => farOf(mark)));
    return dots.flatMap((dot): readonly WantedLabel[] => {
      const { mark, x, top, bottom } = dot;
      const isEnd = told.isLabelledAtEnd && mark === end?.mark;
      const numbers = beyond(dot, axis, told, { isEnd, isFarthest: farOf(mark) === farthest });
      const text = untilOf(mark, told);
      if (numbers.length > 0 || isEnd || text === null) return numbers;
      return [{ x, mark, top, bottom, text, required: false }];
    });
  });
  if (wanted.length === 0) return [];
  const levels = [axis.at(0), ...axis.breaks.map(({ y1, y2 }) => (y1 + y2) / 2)];
  const avoid = [...alongLines(shapes), ...levels.flatMap((y) => alongLevel(y, room))];
  const marks = shapes.flatMap(({ dots }) => dots.flatMap(({ x, ys }) => ys.map((y) => ({ x, y }))));
  return placedLabels(wanted, { ...room, avoid, marks });
}
