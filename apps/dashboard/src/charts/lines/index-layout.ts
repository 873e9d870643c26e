import { endHeight, endLabels, endRoom, type EndLabel } from '../label/end-labels.ts';
import { extentOf } from '../mark/extent.ts';
import { lineShape, lineTargets, type LineShape } from './line-layout.ts';
import { BASE, logScale } from '../scale/log-ticks.ts';
import type { Line } from '../mark/mark.ts';
import { timesOf, type Tick } from '../scale/time-labels.ts';
import type { MarkTarget } from '../frame/target.ts';
import { textWidth } from '../label/text-width.ts';
import { tickDecimal } from '../scale/tick-text.ts';
import { timeScale } from '../scale/time-scale.ts';
import { grouped } from '../../words/decimal.ts';
import type { Language } from '../../words/languages.ts';

const NARROW = 560;

export interface IndexLayout {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly base: number;
  readonly ticks: readonly Tick[];
  readonly times: readonly Tick[];
  readonly shapes: readonly LineShape[];
  readonly ends: readonly EndLabel[];
  readonly targets: readonly MarkTarget[];
}

/** Lines on a logarithmic axis; numbers that are not above zero have no place on it and are in the table only. */
export function indexLayout(
  lines: readonly Line[],
  width: number,
  { language, until }: { language: Language; until: (day: string) => string },
): IndexLayout {
  const narrow = width < NARROW;
  const words = { origin: BASE, until };
  const room = endRoom(lines, narrow ? width * 0.36 : width * 0.26, words);
  const values = lines.flatMap(({ marks }) =>
    marks.flatMap((mark) => {
      const extent = extentOf(mark);
      return extent ? [extent.low, extent.high] : [];
    }),
  );
  const top = narrow ? 46 : 32;
  const bottom = top + Math.max(narrow ? 260 : 340, endHeight(lines, room, words));
  const scale = logScale(values, bottom, top);
  const texts = scale.ticks.map((tick) => grouped(tickDecimal(tick)));
  const left = Math.max(24, ...texts.map((text) => textWidth(text, 12))) + 8;
  const right = width - room;
  const periods = lines.flatMap(({ marks }) => marks.map(({ period }) => period));
  const time = timeScale(periods, left + 6, right - 6);
  const axes = { x: time.at, y: (value: number) => (value > 0 ? scale.at(value) : null) };
  const shapes = lines.map((line) => lineShape(line, axes));
  return {
    height: bottom + 34,
    left,
    right,
    top,
    bottom,
    base: scale.at(BASE),
    ticks: scale.ticks.map((tick, index) => ({ at: scale.at(tick), text: texts[index] ?? '' })),
    times: timesOf(time.ticks, language, left, right),
    shapes,
    ends: endLabels(shapes, { x: right, room, top: top - 10, bottom: bottom + 10 }, words),
    targets: shapes.flatMap(lineTargets),
  };
}
