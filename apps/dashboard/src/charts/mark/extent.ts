import type { Mark, Point } from './mark.ts';

export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Every number that a point occupies: value and ends. */
function numbersOf(point: Point): readonly number[] {
  return [point.at, point.low, point.high].filter((n): n is number => n !== null && Number.isFinite(n));
}

/** Every number that a mark is drawn with: readings, ends of intervals, first print. */
export function numbersOfMark({ points, first }: Mark): readonly number[] {
  return [...points, ...(first ? [first] : [])].flatMap(numbersOf);
}

const around = (numbers: readonly number[]): Extent | null =>
  numbers.length === 0 ? null : { low: Math.min(...numbers), high: Math.max(...numbers) };

/** From the lowest to the highest number of a mark. */
export const extentOf = (mark: Mark): Extent | null => around(numbersOfMark(mark));

/** What all marks occupy together; null where none has a number. */
export const extentOfAll = (marks: readonly Mark[]): Extent | null => around(marks.flatMap(numbersOfMark));

/** The one number of a mark; null for a range and for two readings, which no line and no stack may pass through. */
export function oneNumber(mark: Mark): number | null {
  const [point] = mark.points;
  return mark.points.length === 1 && point ? point.at : null;
}

/** Whether a mark is above zero (or what else growth is told from), below it, or neither for certain. */
export function direction(mark: Mark, from = 0): 'up' | 'down' | 'open' {
  const numbers = mark.points.flatMap((point) => (point.at === null ? numbersOf(point) : [point.at]));
  if (numbers.length > 0 && numbers.every((n) => n > from)) return 'up';
  return numbers.length > 0 && numbers.every((n) => n < from) ? 'down' : 'open';
}

const GLYPHS = { up: '▲ ', down: '▼ ', open: '' } as const;

/**
 * The value as it is written beside its mark, each reading of it, with a sign that needs no colour: for growth from 0,
 * for an index from 100, for levels, which neither rise nor fall, from null.
 */
export function written(mark: Mark, from: number | null): string {
  return `${from === null ? '' : GLYPHS[direction(mark, from)]}${mark.points.map((point) => point.text).join(' / ')}`;
}
