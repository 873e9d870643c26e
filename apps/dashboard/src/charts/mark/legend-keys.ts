import { breaksOf } from '../scale/broken-scale.ts';
import { extentOf } from './extent.ts';
import { joinsOf } from './join.ts';
import { type Line, type Mark, markStyleOf } from './mark.ts';

export type LegendKey =
  | 'provisional'
  | 'part'
  | 'both'
  | 'readings'
  | 'range'
  | 'interval'
  | 'revision'
  | 'coverage'
  | 'dashed'
  | 'thin'
  | 'broken';

const OCCURS: readonly (readonly [LegendKey, (mark: Mark) => boolean])[] = [
  ['provisional', (mark) => markStyleOf(mark) === 'provisional'],
  ['part', (mark) => markStyleOf(mark) === 'part'],
  ['both', (mark) => markStyleOf(mark) === 'both'],
  ['readings', (mark) => mark.points.length > 1],
  ['range', (mark) => mark.points.length === 1 && mark.points[0]?.at === null],
  ['interval', (mark) => mark.points.some((point) => point.at !== null && point.between !== null)],
  ['revision', (mark) => mark.first !== null],
  ['coverage', (mark) => mark.breaks],
];

/** Keys of shapes that a chart of lines draws only where they are seen: the chart tells them itself. */
const SEEN: readonly LegendKey[] = ['interval', 'revision'];

/** As `legendOf`, with the keys of lines that lead to provisional figures or over missing periods. */
export function lineLegendOf(lines: readonly Line[]): readonly LegendKey[] {
  const styles = new Set(
    lines.flatMap(({ marks }) => joinsOf(marks, (mark) => mark).map(({ style }) => style)),
  );
  const keys = (['dashed', 'thin'] as const).filter((key) => styles.has(key));
  const occurring = legendOf(lines.flatMap(({ marks }) => marks));
  return [...occurring.filter((key) => !SEEN.includes(key)), ...keys];
}

/** The keys that occur among marks, in the order of a legend. */
export function legendOf(marks: readonly Mark[]): readonly LegendKey[] {
  return OCCURS.filter(([, occurs]) => marks.some(occurs)).map(([key]) => key);
}

/** The key that a chart with a broken axis adds. */
const BROKEN: readonly LegendKey[] = ['broken'];

/** As `legendOf`, with the key of a broken axis of bars. */
export function barLegendOf(marks: readonly Mark[]): readonly LegendKey[] {
  const extents = marks.flatMap((mark) => extentOf(mark) ?? []);
  return [...legendOf(marks), ...(breaksOf(extents).length > 0 ? BROKEN : [])];
}
