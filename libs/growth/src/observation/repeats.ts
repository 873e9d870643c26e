import type { Print } from './parsed-print.ts';
import { comparePrints, compareText, STRENGTH } from './print-order.ts';

/** The prints that only say again what another had said, with no better status or kind; `prints` are best first. */
export function repeatsAmong(prints: readonly Print[]): ReadonlySet<Print> {
  const repeats = new Set<Print>();
  for (const alike of byDigits(prints).values()) {
    if (alike.length < 2) continue;
    // The worst is most often the one that was there first.
    const firstFirst = alike.toReversed();
    for (const print of alike) if (firstFirst.some((earlier) => isRepeat(print, earlier))) repeats.add(print);
  }
  return repeats;
}

/** Prints by what they say, each group in the order they come in. */
function byDigits(prints: readonly Print[]): ReadonlyMap<string, readonly Print[]> {
  const groups = new Map<string, Print[]>();
  for (const print of prints) {
    const group = groups.get(print.digits);
    if (group) group.push(print);
    else groups.set(print.digits, [print]);
  }
  return groups;
}

/**
 * The prints of a `_U` period, which may speak of different ones: none is chosen. Those with the same digits are told once, by the best
 * of them; the newest first. `prints` are best first.
 */
export function differingPrints(prints: readonly Print[]): readonly Print[] {
  const differing = [...byDigits(prints).values()].flatMap(([print]) => print ?? []);
  return differing.sort((a, b) => compareText(b.publishedUntil, a.publishedUntil));
}

/** Of two prints with the same digits. */
function isRepeat(print: Print, earlier: Print): boolean {
  if (print === earlier) return false;
  if (STRENGTH[print.status] > STRENGTH[earlier.status] || print.kindRank > earlier.kindRank) return false;
  const time = compareText(earlier.publishedUntil, print.publishedUntil);
  return time < 0 || (time === 0 && comparePrints(earlier, print) < 0);
}
