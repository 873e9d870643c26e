import type { Mark, Point } from './mark.ts';

export interface Extent {
  readonly low: number;
  readonly high: number;
}

function numbersOf(point: Point): readonly number[] {
  return [point.at, point.low, point.high].filter((n): n is number => n !== null && Number.isFinite(n));
}

/** All numbers of a mark: readings, ends of intervals, first print. */
export function numbersOfMark({ points, first }: Mark): readonly number[] {
  return [...points, ...(first ? [first] : [])].flatMap(numbersOf);
}

const around = (numbers: readonly number[]): Extent | null =>
  numbers.length === 0 ? null : { low: Math.min(...numbers), high: Math.max(...numbers) };

/** From the lowest to the highest number of a mark; null without numbers. */
export const extentOf = (mark: Mark): Extent | null => around(numbersOfMark(mark));

export const extentOfAll = (marks: readonly Mark[]): Extent | null => around(marks.flatMap(numbersOfMark));

/** The single number of a mark; null for a range and for readings, which no line or stack joins. */
export function oneNumber(mark: Mark): number | null {
  const [point] = mark.points;
  return mark.points.length === 1 && point ? point.at : null;
}

/** Whether all readings of a mark, or both ends of a range, lie above or below `from`; `open` otherwise. */
export function direction(mark: Mark, from = 0): 'up' | 'down' | 'open' {
  const numbers = mark.points.flatMap((point) => (point.at === null ? numbersOf(point) : [point.at]));
  if (numbers.length > 0 && numbers.every((n) => n > from)) return 'up';
  return numbers.length > 0 && numbers.every((n) => n < from) ? 'down' : 'open';
}

const GLYPHS = { up: '▲ ', down: '▼ ', open: '' } as const;

/**
 * The text of a mark, readings separated by `/`, with a sign of direction other than colour. `from` is 0 for
 * growth, 100 for an index, null for levels.
 */
export function written(mark: Mark, from: number | null): string {
  return `${from === null ? '' : GLYPHS[direction(mark, from)]}${mark.points.map((point) => point.text).join(' / ')}`;
}
