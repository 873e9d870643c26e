import { meets, type Interval } from './interval.ts';
import { compareRationals, largest, smallest } from './rational.ts';

/** The union of intervals, none of them a point; an addition and a question each take a binary search. */
export class IntervalUnion {
  /** Ascending; no two meet or touch. */
  readonly #parts: Interval[] = [];

  add({ low, high }: Interval): void {
    const from = this.#firstWhere((part) => compareRationals(part.high, low) >= 0);
    let [to, joined]: [number, Interval] = [from, { low, high }];
    for (let part = this.#parts[to]; part && compareRationals(part.low, high) <= 0; part = this.#parts[to]) {
      joined = { low: smallest(joined.low, part.low), high: largest(joined.high, part.high) };
      to += 1;
    }
    this.#parts.splice(from, to - from, joined);
  }

  meets(interval: Interval): boolean {
    const next = this.#parts[this.#firstWhere((part) => compareRationals(part.high, interval.low) > 0)];
    return next !== undefined && meets(next, interval);
  }

  #firstWhere(isBehind: (part: Interval) => boolean): number {
    return firstWhere(this.#parts, isBehind);
  }
}

/** Index of the first of sorted items for which `isBehind` holds, as it does for all after it; else their number. */
export function firstWhere<T>(sorted: readonly T[], isBehind: (item: T) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBehind(sorted[middle] as T)) to = middle;
    else from = middle + 1;
  }
  return from;
}
