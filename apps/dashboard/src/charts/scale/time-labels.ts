import type { Language } from '../../words/languages.ts';
import { textWidth } from '../label/text-width.ts';
import { timeTick } from './tick-text.ts';
import type { TimeTick } from './time-scale.ts';

/** Of labels of axes. */
export const AXIS_SIZE = 12;

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Names of years in the middle of them, of months where they begin; only as many as have room. */
export function timesOf(
  ticks: readonly TimeTick[],
  language: Language,
  left: number,
  right: number,
): readonly Tick[] {
  const wanted = ticks.map((tick) => {
    const text = timeTick(tick, language);
    const size = textWidth(text, AXIS_SIZE);
    return { text, size, at: tick.at + tick.width / 2 };
  });
  const widest = Math.max(1, ...wanted.map(({ size }) => size)) + 12;
  const pitch = Math.max(1, ticks[0]?.width ?? widest);
  const step = Math.ceil(widest / pitch);
  return wanted
    .filter((_, index) => (wanted.length - 1 - index) % step === 0)
    .filter(({ at, size }) => at - size / 2 >= left - 20 && at + size / 2 <= right + 20);
}
