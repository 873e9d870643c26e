import type { AlikePrints } from './alike-prints.ts';
import { IntervalUnion } from '../number/interval-union.ts';
import { meets } from '../number/interval.ts';
import { getOrAdd } from '../period/memoized.ts';
import type { Print } from './parsed-print.ts';
import type { PrintReading } from './print.ts';
import { compareText, statusOrder } from './print-order.ts';
import type { Settled } from './settle.ts';

/** The numbers with earlier numbers of better kinds, none of which they meet. */
export const contradicting = (settled: readonly Settled[]): ReadonlySet<Print> =>
  new Set(found(settled, false).map(({ print }) => print));

/** What is said by one of `contradicting`. */
export const saidInContradiction = (settled: readonly Settled[]): ReadonlySet<AlikePrints> =>
  new Set(found(settled, true).map(({ alike }) => alike));

interface Found {
  readonly alike: AlikePrints;
  readonly print: Print;
}

/** With `isAnyEnough`, of each alike prints one at most. */
function found(settled: readonly Settled[], isAnyEnough: boolean): readonly Found[] {
  const numbers = settled.filter(({ readings }) => readings.length > 0);
  const begun = beginnings(numbers);
  if (begun.size < 2) return [];
  const asked = numbers.flatMap(({ alike, readings }) => {
    const { kindRank } = alike.first;
    const since = earliestAbove(begun, kindRank);
    if (since === undefined) return [];
    const from = alike.firstSince(since);
    // The earliest decides: an interval that meets it later meets the ones after it, too.
    const prints = alike.prints.slice(from, isAnyEnough ? from + 1 : undefined);
    return prints.map((print) => ({ alike, print, readings, kindRank }));
  });
  asked.sort((a, b) => compareText(a.print.publishedUntil, b.print.publishedUntil));
  const waiting = [...numbers].sort((a, b) =>
    compareText(b.alike.first.publishedUntil, a.alike.first.publishedUntil),
  );
  const said = new Map<number, IntervalUnion>();
  return asked.filter(({ print, readings, kindRank }) => {
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
    return !better.some(([, union]) => readings.some((reading) => union.meets(reading)));
  });
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

/** Whether one of `undecided` says it. */
export const isUndecidedBeside = (best: Settled, other: Settled): boolean =>
  undecidedBetween(best, other).length > 0;

function undecidedBetween(
  { alike, readings }: Settled,
  { alike: other, readings: others }: Settled,
): readonly Print[] {
  const [best, { first }] = [alike.first, other];
  if (other === alike || first.kindRank !== best.kindRank || statusOrder(first.status, best.status) !== 0)
    return [];
  return first.digits === best.digits || meetAnywhere(readings, others) ? [] : other.besides(best);
}

export function meetAnywhere(some: readonly PrintReading[], others: readonly PrintReading[]): boolean {
  return some.some((a) => others.some((b) => meets(a, b)));
}
