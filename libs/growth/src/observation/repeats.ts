import type { ObservationStatus } from '@silkgauge/codelists';
import { compareTimes, type AlikePrints } from './alike-prints.ts';
import type { Print } from './parsed-print.ts';
import { comparePrints, compareText, statusOrder } from './print-order.ts';

/**
 * The alike prints of which the first repeats an earlier print's digits with no better status or kind. Every
 * print but the first of alike ones is a repeat of the first.
 */
export function repeatsAmong(different: readonly AlikePrints[]): ReadonlySet<AlikePrints> {
  const repeats = new Set<AlikePrints>();
  // Of many prints most often each has digits of its own.
  if (new Set(different.map(({ first }) => first.digits)).size === different.length) return repeats;
  for (const sameDigits of Map.groupBy(different, ({ first }) => first.digits).values()) {
    if (sameDigits.length < 2) continue;
    // At most one for each status, of the best kind so far.
    const before = new Map<ObservationStatus, number>();
    for (const alike of sameDigits.sort((a, b) => compareTimes(a.first, b.first))) {
      const { status, kindRank } = alike.first;
      const isRepeat = [...before].some(
        ([other, kind]) => statusOrder(status, other) <= 0 && kindRank <= kind,
      );
      if (isRepeat) repeats.add(alike);
      else before.set(status, Math.max(kindRank, before.get(status) ?? kindRank));
    }
  }
  return repeats;
}

/**
 * The best print of each group with the same digits, newest first. Prints of a `_U` period may be about
 * different periods, so none of the groups is chosen. Without any number the best print alone.
 */
export function differingPrints(different: readonly AlikePrints[]): readonly Print[] {
  const best = different.map((alike) => alike.best).sort(comparePrints);
  const numbers = best.filter(({ readings }) => readings.length > 0);
  const all = numbers.length > 0 ? numbers : best.slice(0, 1);
  const differing = [...Map.groupBy(all, ({ digits }) => digits).values()].flatMap(([print]) => print ?? []);
  return differing.sort((a, b) => compareText(b.publishedUntil, a.publishedUntil));
}
