/** A place in a text: UTF-16 offsets, `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const isWithin = (inner: Span, outer: Span): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** Spans that lie in one, of a list in order of `start`. */
export const spansIn = <One extends Span>(all: readonly One[], outer: Span): readonly One[] =>
  all.slice(firstFrom(all, outer.start), firstFrom(all, outer.end)).filter((one) => one.end <= outer.end);

/** The last span that begins before a place, of a list in order of `start`. */
export const lastBefore = <One extends Span>(all: readonly One[], place: number): One | undefined =>
  all[firstFrom(all, place) - 1];

/** Index of the first span that begins at a place or behind it; by halves, so that many spans stay cheap. */
function firstFrom(all: readonly Span[], place: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.start ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The match of a sticky pattern at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The spans that share some place with one, of a list in order of `start` without overlaps. */
export function spansTouching<One extends Span>(all: readonly One[], outer: Span): readonly One[] {
  const first = firstFrom(all, outer.start);
  const before = all[first - 1];
  const from = before !== undefined && before.end > outer.start ? first - 1 : first;
  return all.slice(from, firstFrom(all, outer.end));
}

/** The places where a global pattern matches, in order. */
export const spansOf = (pattern: RegExp, text: string): readonly Span[] =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));

/** A text with blanks for some places: what stands there is of no other kind. */
export const withoutSpans = (text: string, spans: readonly Span[]): string =>
  spans.reduce((all, { start, end }) => all.slice(0, start) + ' '.repeat(end - start) + all.slice(end), text);
