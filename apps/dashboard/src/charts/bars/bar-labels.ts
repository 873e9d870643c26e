import { brokenScale, type BrokenScale } from '../scale/broken-scale.ts';
import { direction, extentOf, type Extent } from '../mark/extent.ts';
import type { Mark } from '../mark/mark.ts';

const AIR = 8;

/** An axis between `left` and `right` that leaves room for the labels of both directions. */
export function roomForLabels(
  rows: readonly { readonly mark: Mark; readonly width: number }[],
  extents: readonly Extent[],
  left: number,
  right: number,
): BrokenScale {
  let before = 0;
  let after = 0;
  let scale = brokenScale(extents, left, right);
  // Room for labels moves the bars, which changes the room needed; a few rounds settle to a pixel.
  for (let round = 0; round < 6; round++) {
    const starts = rows.map(({ mark, width }) => labelSpan(mark, width, scale));
    const overLeft = Math.max(0, ...starts.map(({ from }) => left - from));
    const overRight = Math.max(0, ...starts.map(({ to }) => to - right));
    if (overLeft < 0.5 && overRight < 0.5) break;
    before += overLeft;
    after += overRight;
    const most = (right - left) * 0.8;
    const share = Math.min(1, most / (before + after));
    scale = brokenScale(extents, left + before * share, right - after * share);
  }
  return scale;
}

/** The pixels of a label beyond the far end of its mark. */
export function labelSpan(mark: Mark, width: number, scale: BrokenScale): { from: number; to: number } {
  const extent = extentOf(mark) ?? { low: 0, high: 0 };
  // The diamonds of readings reach past their numbers.
  const air = mark.points.length > 1 ? AIR + 8 : AIR;
  if (direction(mark) === 'down') {
    const to = scale.at(Math.min(extent.low, 0)) - air;
    return { from: to - width, to };
  }
  const from = scale.at(Math.max(extent.high, 0)) + air;
  return { from, to: from + width };
}
