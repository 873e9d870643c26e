import { breaksOf } from '../scale/broken-scale.ts';
import { extentOf } from './extent.ts';
import { type Mark, standingOf } from './mark.ts';

export type LegendKey =
  'provisional' | 'part' | 'both' | 'readings' | 'range' | 'interval' | 'revision' | 'coverage' | 'broken';

const OCCURS: readonly (readonly [LegendKey, (mark: Mark) => boolean])[] = [
  ['provisional', (mark) => standingOf(mark) === 'provisional'],
  ['part', (mark) => standingOf(mark) === 'part'],
  ['both', (mark) => standingOf(mark) === 'both'],
  ['readings', (mark) => mark.points.length > 1],
  ['range', (mark) => mark.points.length === 1 && mark.points[0]?.at === null],
  ['interval', (mark) => mark.points.some((point) => point.at !== null && point.between !== null)],
  ['revision', (mark) => mark.first !== null],
  ['coverage', (mark) => mark.breaks],
];

/** What of the ways to draw a mark occurs among these, in the order that a legend has. */
export function legendOf(marks: readonly Mark[]): readonly LegendKey[] {
  return OCCURS.filter(([, occurs]) => marks.some(occurs)).map(([key]) => key);
}

/** What a chart adds of itself whose axis turned out to be broken. */
export const BROKEN: readonly LegendKey[] = ['broken'];

/** The same for bars, whose axis may be broken. */
export function barLegendOf(marks: readonly Mark[]): readonly LegendKey[] {
  const extents = marks.flatMap((mark) => extentOf(mark) ?? []);
  return [...legendOf(marks), ...(breaksOf(extents).length > 0 ? BROKEN : [])];
}
