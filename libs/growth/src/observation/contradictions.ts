import { IntervalUnion } from '../number/interval-union.ts';
import { meets } from '../number/interval.ts';
import { getOrAdd } from '../period/memoized.ts';
import type { Print } from './parsed-print.ts';
import type { PrintReading } from './print.ts';
import { compareText, statusOrder } from './print-order.ts';
import type { Settled } from './settle.ts';

/**
 * The numbers with earlier numbers of better kinds, none of which they meet. With `isAnyEnough`, of each alike
 * prints one at most.
 */
export function contradicting(settled: readonly Settled[], isAnyEnough: boolean): ReadonlySet<Print> {
  const found = new Set<Print>();
  const numbers = settled.filter(({ readings }) => readings.length > 0);
  const begun = beginnings(numbers);
  if (begun.size < 2) return found;
  const asked = numbers.flatMap(({ alike, readings }) => {
    const { kindRank } = alike.first;
    const since = earliestAbove(begun, kindRank);
    if (since === undefined) return [];
    const from = alike.firstSince(since);
    // The earliest decides: an interval that meets it later meets the ones after it, too.
    const prints = alike.prints.slice(from, isAnyEnough ? from + 1 : undefined);
    return prints.map((print) => ({ print, readings, kindRank }));
  });
  asked.sort((a, b) => compareText(a.print.publishedUntil, b.print.publishedUntil));
  const waiting = [...numbers].sort((a, b) =>
    compareText(b.alike.first.publishedUntil, a.alike.first.publishedUntil),
  );
  const said = new Map<number, IntervalUnion>();
  for (const { print, readings, kindRank } of asked) {
    for (
      let next = waiting.at(-1);
      next && next.alike.first.publishedUntil <= print.publishedUntil;
      next = waiting.at(-1)
    ) {
      const union = getOrAdd(said, next.alike.first.kindRank, () => new IntervalUnion());
      for (const reading of next.readings) union.add(reading);
      waiting.pop();
    }
    const better = [...said].filter(([kind]) => kind > kindRank);
    if (!better.some(([, union]) => readings.some((reading) => union.meets(reading)))) found.add(print);
  }
  return found;
}

/** The first publication of each kind. */
function beginnings(numbers: readonly Settled[]): ReadonlyMap<number, string> {
  const begun = new Map<number, string>();
  for (const { alike } of numbers) {
    const { kindRank, publishedUntil } = alike.first;
    const known = begun.get(kindRank);
    if (known === undefined || publishedUntil < known) begun.set(kindRank, publishedUntil);
  }
  return begun;
}

function earliestAbove(begun: ReadonlyMap<number, string>, kindRank: number): string | undefined {
  return [...begun].flatMap(([kind, since]) => (kind > kindRank ? [since] : [])).sort()[0];
}

/** The prints of the best print's source that differ from it, where nothing but their identities decides. */
export const undecided = (best: Settled, settled: readonly Settled[]): readonly Print[] =>
  settled.flatMap((other) => undecidedBetween(best, other));

/** Whether there is one of `undecided`: of many different prints the first most often tells. */
export const isUndecided = (best: Settled, settled: readonly Settled[]): boolean =>
  settled.some((other) => undecidedBetween(best, other).length > 0);

function undecidedBetween(
  { alike, readings }: Settled,
  { alike: other, readings: others }: Settled,
): readonly Print[] {
  const [best, { first }] = [alike.first, other];
  if (other === alike || first.kindRank !== best.kindRank || statusOrder(first.status, best.status) !== 0)
    return [];
  return first.digits === best.digits || meetAnywhere(readings, others) ? [] : other.besides(best);
}

function meetAnywhere(some: readonly PrintReading[], others: readonly PrintReading[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}
