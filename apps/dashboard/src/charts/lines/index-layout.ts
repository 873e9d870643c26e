import { endHeight, endLabels, endRoom } from '../label/end-labels.ts';
import { numbersOfMark } from '../mark/extent.ts';
import { lineShape, lineTargets } from './line-layout.ts';
import { BASE, logScale } from '../scale/log-ticks.ts';
import type { Line } from '../mark/mark.ts';
import { timeScale } from '../scale/time-scale.ts';
import { timeTicks } from '../scale/time-ticks.ts';
import { isNarrow, textWidth } from '../label/text-width.ts';
import { tickDecimal } from '../scale/tick-text.ts';
import { grouped } from '../../words/decimal.ts';
import type { Words } from '../../words/words-of.ts';

/** Lines on a logarithmic axis, in pixels; numbers of zero or less are in the table only. */
export function indexLayout(lines: readonly Line[], width: number, words: Words) {
  const narrow = isNarrow(width);
  const told = { origin: BASE, words };
  const room = endRoom(lines, narrow ? width * 0.36 : width * 0.26, told);
  const values = lines.flatMap(({ marks }) => marks.flatMap(numbersOfMark));
  const top = narrow ? 46 : 32;
  const bottom = top + Math.max(narrow ? 260 : 340, endHeight(lines, room, told));
  const scale = logScale(values, bottom, top);
  const texts = scale.ticks.map((tick) => grouped(tickDecimal(tick)));
  const left = Math.max(24, ...texts.map((text) => textWidth(text, 12))) + 8;
  const right = width - room;
  const periods = lines.flatMap(({ marks }) => marks.map(({ period }) => period));
  const time = timeScale(periods, left + 6, right - 6);
  const axes = { x: time.at, y: (value: number) => (value > 0 ? scale.at(value) : null) };
  const shapes = lines.map((line) => lineShape(line, axes));
  return {
    ...{ height: bottom + 34, left, right, top, bottom },
    base: scale.at(BASE),
    ticks: scale.ticks.map((tick, index) => ({ at: scale.at(tick), text: texts[index] ?? '' })),
    times: timeTicks(time, words.language, { left: left - 20, right: Math.min(width, right + 20) }),
    shapes,
    ends: endLabels(shapes, { x: right, room, top: top - 10, bottom: bottom + 10 }, told),
    targets: shapes.flatMap(lineTargets),
  };
}

export type IndexLayout = ReturnType<typeof indexLayout>;
