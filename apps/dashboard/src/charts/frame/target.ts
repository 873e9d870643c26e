import type { Mark } from '../mark/mark.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The areas of a mark for pointer and focus, in pixels. */
export interface MarkTarget {
  readonly mark: Mark;
  /** Index of the line, row or panel; arrow keys go along and between lanes. */
  readonly lane: number;
  readonly x: number;
  readonly y: number;
  /** Never empty; the first area has the focus ring. */
  readonly areas: readonly Box[];
}

const contains = (box: Box, x: number, y: number): boolean =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

/** The target at a point; of overlapping ones the target with the nearest middle. */
export const targetAt = (targets: readonly MarkTarget[], x: number, y: number): MarkTarget | null =>
  nearestOf(
    targets.filter(({ areas }) => areas.some((area) => contains(area, x, y))),
    x,
    y,
  );

/** Pixels from its middle within which a target without another one at the point is read. */
const REACH = 80;

/** The target at a point, else the nearest one in reach: a value is read without hitting its mark. */
export function targetNear(targets: readonly MarkTarget[], x: number, y: number): MarkTarget | null {
  const hit = targetAt(targets, x, y);
  if (hit) return hit;
  const near = nearestOf(targets, x, y);
  return near && Math.hypot(near.x - x, near.y - y) <= REACH ? near : null;
}

function nearestOf(targets: readonly MarkTarget[], x: number, y: number): MarkTarget | null {
  let nearest: MarkTarget | null = null;
  let least = Infinity;
  for (const target of targets) {
    const distance = Math.hypot(target.x - x, target.y - y);
    if (distance < least) {
      least = distance;
      nearest = target;
    }
  }
  return nearest;
}

const LESS = new Set(['ArrowLeft', 'ArrowUp']);
const ALONG = new Set(['ArrowLeft', 'ArrowRight']);
const KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/**
 * The index that a key leads to; null for other keys. Left and right go along a lane, up and down to the
 * nearest target of the adjacent lane. With one lane, all four go along it; Home and End go to its ends.
 */
export function targetAfter(targets: readonly MarkTarget[], index: number, key: string): number | null {
  const here = targets[index];
  if (!here || !KEYS.has(key)) return null;
  const laneOf = (lane: number) => targets.flatMap((target, at) => (target.lane === lane ? [at] : []));
  const own = laneOf(here.lane);
  if (key === 'Home') return own[0] ?? index;
  if (key === 'End') return own.at(-1) ?? index;
  const step = LESS.has(key) ? -1 : 1;
  const all = [...new Set(targets.map(({ lane }) => lane))];
  if (ALONG.has(key) || all.length === 1) return own[own.indexOf(index) + step] ?? index;
  const lane = all[all.indexOf(here.lane) + step];
  if (lane === undefined) return index;
  const distance = (at: number) => Math.abs((targets[at]?.x ?? 0) - here.x);
  return laneOf(lane).reduce((best, at) => (distance(at) < distance(best) ? at : best));
}
