import type { Coordinates, Upright } from '../lines/line-layout.ts';
import { textWidth } from './text-width.ts';

/** A text beside a point that reaches from `top` to `bottom`. */
export interface WantedLabel {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly text: string;
  /** Whether the chart would mislead without it. */
  readonly required: boolean;
  /** Where it must stay, so that it is not taken for that of another point; nowhere in particular unless told. */
  readonly within?: Upright;
}

export interface LabelRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Pixels of the letters. */
  readonly size: number;
  /** Points along what should not run through a label. */
  readonly avoid: readonly Coordinates[];
  /** Marks, which a label would hide. */
  readonly marks: readonly Coordinates[];
}

/** A text centred at `x`, on the baseline `y`. */
export interface PlacedLabel extends Coordinates {
  readonly text: string;
  /** A line to its point, where it had to move away from that. */
  readonly leader: { readonly x: number; readonly y1: number; readonly y2: number } | null;
}

/** Between a label and its point, and between two labels. */
const AIR = 10;
const BETWEEN = 6;

/** About the radius of a mark. */
const MARK = 6;

/** Lines of text that a label may be away from its point. */
const FARTHEST = 4;

/** What the next place costs, in points of a line that it would save. */
const FARTHER = 0.4;

/** Pixels between points whose labels could be mistaken for one another's. */
const NEAR = 60;

/** Of the search for places. */
const MOST_TRIES = 400;

type Spot = Omit<PlacedLabel, 'text'>;

/**
 * Above and below a point, then beside it, then farther above and below with a leader: the sooner the better. What is
 * required may also stand askew, where it is still next to its point.
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
      { x: middle, y: above - by, leader: { x, y1: above - by + 4, y2: top - MARK } },
      { x: middle, y: below + by, leader: { x, y1: below + by - size, y2: bottom + MARK } },
    ]),
  ];
}

interface Taken extends PlacedLabel {
  readonly half: number;
  readonly of: WantedLabel;
}

/** Whether the numbers of points close by stand in the order of these: else each would be taken for the other's. */
function keepsOrder(label: WantedLabel, y: number, { of, y: other }: Taken): boolean {
  if (!label.required || !of.required) return true;
  const higher = label.top - of.top;
  if (Math.abs(label.x - of.x) > NEAR || Math.abs(higher) < 1) return true;
  return higher < 0 ? y < other : y > other;
}

/** Where a label is free of others and within its room, the places where it hides least first. */
function freePlaces(label: WantedLabel, room: LabelRoom, taken: readonly Taken[]): readonly Taken[] {
  const { size, left, right, top, bottom, avoid, marks } = room;
  const { text, within = { y1: top, y2: bottom } } = label;
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
    .map(({ spot }) => ({ ...spot, text, half, of: label }));
}

/** Places for all of the labels, found by going back where one has none left; null where there are none, or not soon. */
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
 * Labels where fewest lines run through them and none lies on another. Those that are required have the first choice;
 * null where there is no room for one of them. Of the others the last ones are the more interesting.
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
  return taken.map(({ x, y, text, leader }) => ({ x, y, text, leader }));
}
