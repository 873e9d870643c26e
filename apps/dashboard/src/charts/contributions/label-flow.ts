import type { Mark } from '../mark/mark.ts';
import { textWidth, wrapped } from '../label/text-width.ts';

const LABEL_SIZE = 13;
const LINE = 20;

export interface Entry {
  readonly mark: Mark;
  readonly name: string;
  readonly text: string;
  /** Index of a series colour; null for the total. */
  readonly colour: number | null;
  readonly stacked: boolean;
}

/** A line of a label; only the first one has a swatch. */
export interface PartLabel extends Entry {
  readonly first: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const SWATCH = 20;

/** Places labels from left to right in as many lines as needed. */
export function flow(
  entries: readonly Entry[],
  left: number,
  right: number,
  top: number,
): { labels: PartLabel[]; height: number } {
  const labels: PartLabel[] = [];
  let x = left;
  let line = 0;
  const put = (entry: Entry, name: string, text: string, first: boolean) => {
    const width = SWATCH + textWidth(`${name} ${text}`, LABEL_SIZE);
    labels.push({ ...entry, name, text, first, x, y: top + line * LINE + 14, width });
  };
  for (const entry of entries) {
    const size = SWATCH + textWidth(`${entry.name} ${entry.text}`, LABEL_SIZE);
    if (x > left && x + size > right) {
      x = left;
      line++;
    }
    if (x + size <= right) put(entry, entry.name, entry.text, true);
    else {
      // A label longer than a line: the figures follow below the name.
      const room = right - x - SWATCH;
      wrapped(entry.name, room, LABEL_SIZE, 2).forEach((name, index) => {
        if (index > 0) line++;
        put(entry, name, '', index === 0);
      });
      for (const text of wrapped(entry.text, room, LABEL_SIZE, 3)) {
        line++;
        put(entry, '', text, false);
      }
    }
    x += size + 18;
  }
  return { labels, height: (line + 1) * LINE };
}
