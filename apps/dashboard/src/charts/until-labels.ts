import { thinned } from './label-spread.ts';
import type { LineShape } from './line-layout.ts';
import { textWidth } from './text-width.ts';
import { AXIS_SIZE } from './time-labels.ts';

export interface UntilLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Points along all lines, close enough to tell whether a label would lie on one. */
function alongLines(shapes: readonly LineShape[]): readonly Place[] {
  return shapes.flatMap(({ dots }) =>
    dots.flatMap((dot, index) => {
      const before = dots[index - 1];
      const y = dot.ys[0] ?? dot.top;
      if (!before) return [{ x: dot.x, y }];
      const start = before.ys[0] ?? before.top;
      const steps = Math.max(1, Math.round((dot.x - before.x) / 6));
      return Array.from({ length: steps }, (_, step) => ({
        x: dot.x - ((dot.x - before.x) * step) / steps,
        y: y - ((y - start) * step) / steps,
      }));
    }),
  );
}

/**
 * Last days of part periods beside their marks: above or below, wherever fewer lines run, and only as far as they do not
 * run into one another.
 */
export function untilsOf(
  shapes: readonly LineShape[],
  /** The last ones have theirs at the end of their line. */
  labelled: boolean,
  until: (day: string) => string,
  { width, top: highest, bottom: lowest, zero }: { width: number; top: number; bottom: number; zero: number },
): UntilLabel[] {
  const lines = alongLines(shapes);
  const wanted = shapes.flatMap(({ dots, end }) =>
    dots.flatMap(({ mark, x, top, bottom }) => {
      if (mark.partUntil === null || (labelled && mark === end?.mark)) return [];
      const text = until(mark.partUntil);
      const size = textWidth(text, AXIS_SIZE);
      const at = Math.max(size / 2, Math.min(x, width - size / 2));
      const covers = (x: number, line: number, y: number) =>
        Math.abs(x - at) < size / 2 + 3 && line > y - 14 && line < y + 5;
      // The zero line counts as much as a line that runs through the whole label.
      const crossed = (y: number) =>
        lines.filter((place) => covers(place.x, place.y, y)).length + (covers(at, zero, y) ? size / 6 : 0);
      const places = [top - 10, bottom + 20, top - 26, bottom + 36].filter(
        (y) => y > highest + 8 && y < lowest,
      );
      const [first = top - 10, ...others] = places;
      const y = others.reduce((best, each) => (crossed(each) < crossed(best) ? each : best), first);
      return [{ text, size, at, y }];
    }),
  );
  return thinned(wanted.reverse(), 6).map(({ text, at, y }) => ({ text, x: at, y }));
}
