import type { Coordinates, Upright } from '../lines/line-layout.ts';
import type { Mark } from '../mark/mark.ts';
import { textWidth } from './text-width.ts';

/** A text beside a point whose mark reaches from `top` to `bottom`, in pixels. */
export interface WantedLabel {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly text: string;
  readonly mark: Mark;
  /** Whether the chart would mislead without the label. */
  readonly required: boolean;
  /** Heights within which the label belongs to its point; the whole panel by default. */
  readonly within?: Upright;
}

export interface LabelRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Font size in pixels. */
  readonly size: number;
  /** Points of lines that should not run through a label. */
  readonly avoid: readonly Coordinates[];
  /** Marks, which an optional label must not hide. */
  readonly marks: readonly Coordinates[];
}

export interface PlacedLabel extends Coordinates {
  readonly text: string;
  readonly mark: Mark;
  /** A line towards the point of a label that was moved away. */
  readonly leader: { readonly x: number; readonly y1: number; readonly y2: number } | null;
}

/** Pixels between a label and its point, and between two labels. */
const AIR = 10;
const BETWEEN = 6;

/** Approximate radius of a mark in pixels. */
const MARK = 6;

/** The greatest distance of a label from its point, in lines of text. */
const FARTHEST = 4;

/** Cost of each further place, in points of `avoid` under the label. */
const FARTHER = 0.4;

/** Distance in pixels below which labels of points could be confused. */
const NEAR = 60;

const MOST_TRIES = 400;

/** The most pixels of a leader: a longer one reads like a line of the chart. */
const LONGEST = 20;

type Spot = Omit<PlacedLabel, 'text' | 'mark'>;

/**
 * Places of a label by preference: above and below the point, beside, then farther away with a leader. A
 * required label may also stand askew beside its point.
 */
function spotsOf(label: WantedLabel, half: number, { left, right, size }: LabelRoom): readonly Spot[] {
  const { x, top, bottom, required } = label;
  const middle = Math.max(left + half, Math.min(x, right - half));
  const [above, below] = [top - AIR, bottom + AIR + Math.round(size * 0.8)];
  const level = (top + bottom) / 2 + size / 3;
  const askew = [level - 4, level + 4, level - 8, level + 8, above, above - size - 4, below];
  const asides = [level, ...(required ? askew : [])].flatMap((y): Spot[] => [
    { x: x + AIR + half, y, leader: null },
    { x: x - AIR - half, y, leader: null },
  ]);
  const far = Array.from({ length: FARTHEST }, (_, index) => (index + 1) * (size + 4));
  return [
    { x: middle, y: above, leader: null },
    { x: middle, y: below, leader: null },
    ...asides,
    ...far.flatMap((by): Spot[] => [
      { x: middle, y: above - by, leader: leaderAt(x, above - by + 4, top - MARK) },
      { x: middle, y: below + by, leader: leaderAt(x, below + by - size, bottom + MARK) },
    ]),
  ];
}

const leaderAt = (x: number, y1: number, to: number) => ({
  ...{ x, y1, y2: y1 + Math.max(-LONGEST, Math.min(LONGEST, to - y1)) },
});

interface Taken extends PlacedLabel {
  readonly half: number;
  readonly of: WantedLabel;
}

/** Whether labels of nearby points are in the order of the points; otherwise readers confuse the labels. */
function keepsOrder(label: WantedLabel, y: number, { of, y: other }: Taken): boolean {
  if (!label.required || !of.required) return true;
  const higher = label.top - of.top;
  if (Math.abs(label.x - of.x) > NEAR || Math.abs(higher) < 1) return true;
  return higher < 0 ? y < other : y > other;
}

/** Free places within the room, those that hide least first. */
function freePlaces(label: WantedLabel, room: LabelRoom, taken: readonly Taken[]): readonly Taken[] {
  const { size, left, right, top, bottom, avoid, marks } = room;
  const { text, mark, within = { y1: top, y2: bottom } } = label;
  const half = textWidth(text, size) / 2;
  const isFree = ({ x, y }: Coordinates) =>
    x - half >= left &&
    x + half <= right &&
    y - size >= Math.max(top, within.y1) &&
    y <= Math.min(bottom, within.y2) &&
    taken.every((other) => keepsOrder(label, y, other)) &&
    taken.every(
      (other) => Math.abs(x - other.x) >= half + other.half + BETWEEN || Math.abs(y - other.y) >= size + 2,
    );
  const among = (places: readonly Coordinates[], { x, y }: Coordinates, air: number) =>
    places.filter((each) => Math.abs(each.x - x) < half + air && each.y > y - size - air && each.y < y + air)
      .length;
  return spotsOf(label, half, room)
    .filter(isFree)
    .map((spot, rank) => ({
      spot,
      hidden: among(marks, spot, MARK),
      bad: among(avoid, spot, 4) + FARTHER * rank,
    }))
    .filter(({ hidden }) => label.required || hidden === 0)
    .sort((one, other) => one.hidden - other.hidden || one.bad - other.bad)
    .map(({ spot }) => ({ ...spot, text, mark, half, of: label }));
}

/** Places for all labels by backtracking; null if there are none, or none within `MOST_TRIES`. */
function placesForAll(labels: readonly WantedLabel[], room: LabelRoom): readonly Taken[] | null {
  let tries = 0;
  const rest = (index: number, taken: readonly Taken[]): readonly Taken[] | null => {
    const label = labels[index];
    if (!label) return taken;
    if (++tries > MOST_TRIES) return null;
    for (const place of freePlaces(label, room, taken)) {
      const all = rest(index + 1, [...taken, place]);
      if (all) return all;
    }
    return null;
  };
  return rest(0, []);
}

/**
 * Labels without overlap, where fewest lines run through. Required labels go first; null if one has no room.
 * Of the optional labels the last ones go first.
 */
export function placedLabels(wanted: readonly WantedLabel[], room: LabelRoom): readonly PlacedLabel[] | null {
  const required = placesForAll(
    wanted.filter((label) => label.required),
    room,
  );
  if (!required) return null;
  const taken = [...required];
  for (const label of wanted.filter((each) => !each.required).reverse())
    taken.push(...freePlaces(label, room, taken).slice(0, 1));
  return taken.map(({ x, y, text, mark, leader }) => ({ x, y, text, mark, leader }));
}
