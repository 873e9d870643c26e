import type { Print } from './parsed-print.ts';
import { comparePrints, compareText, statusOrder } from './print-order.ts';

/** The prints that repeat an earlier one's digits with no better status or kind; `prints` are best first. */
export function repeatsAmong(prints: readonly Print[]): ReadonlySet<Print> {
  const repeats = new Set<Print>();
  for (const alike of byDigits(prints).values()) {
    if (alike.length < 2) continue;
    // The print in the last place of the order is most often the earliest one.
    const firstFirst = alike.toReversed();
    for (const print of alike) if (firstFirst.some((earlier) => isRepeat(print, earlier))) repeats.add(print);
  }
  return repeats;
}

/** Prints by their digits, each group in the given order. */
const byDigits = (prints: readonly Print[]): ReadonlyMap<string, readonly Print[]> =>
  Map.groupBy(prints, ({ digits }) => digits);

/**
 * The best print of each group with the same digits, newest first; `prints` are best first. Prints of a `_U`
 * period may be about different periods, so none of the groups is chosen. Without any number the best print
 * alone.
 */
export function differingPrints(prints: readonly Print[]): readonly Print[] {
  const numbers = prints.filter(({ readings }) => readings.length > 0);
  const all = numbers.length > 0 ? numbers : prints.slice(0, 1);
  const differing = [...byDigits(all).values()].flatMap(([print]) => print ?? []);
  return differing.sort((a, b) => compareText(b.publishedUntil, a.publishedUntil));
}

/** Whether `print` repeats `earlier`; both have the same digits. */
function isRepeat(print: Print, earlier: Print): boolean {
  if (print === earlier) return false;
  if (statusOrder(print.status, earlier.status) > 0 || print.kindRank > earlier.kindRank) return false;
  const time = compareText(earlier.publishedUntil, print.publishedUntil);
  return time < 0 || (time === 0 && comparePrints(earlier, print) < 0);
}
