import type { Verdict } from '@silkgauge/codelists';
import { compareDecimals } from '../number/decimal.ts';
import { meets, type Quantity } from '../number/interval.ts';
import type { KnownQuantity } from './known.ts';
import { compareRationals, showRational, subtract } from '../number/rational.ts';
import { atPrintedDigits, type PrintReading } from '../observation/print.ts';

/** The verdict on a print beside a worked-out number, and the gap between the two. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly gap: string | null;
}

/** A print beside one number that it must meet: a side of its state, or the level of its whole. */
export interface JudgedPair {
  readonly against: 'computed' | 'implied' | 'whole';
  readonly known: KnownQuantity;
  readonly judgement: Judgement;
}

export const UNCHECKED: Judgement = { verdict: 'unchecked', gap: null };
export const NOT_COMPARABLE: Judgement = { verdict: 'not-comparable', gap: null };
export const CONFLICTS: Judgement = { verdict: 'conflicts', gap: null };

/**
 * Judges a print against a worked-out number: `agrees` if the number rounds to the printed digits;
 * `within-rounding` if the intervals (with two readings, of any pair) meet; else `conflicts`. The gap is
 * reported minus worked out, with `gapScale` decimals (4 for points, 0 for levels); null where a side has no
 * single value.
 */
export function judge(
  reported: readonly PrintReading[],
  worked: readonly Quantity[],
  gapScale: number,
): Judgement {
  const [print, otherReading] = reported;
  const [result, otherResult] = worked;
  if (!print || !result) return UNCHECKED;
  const meeting = reported.some((reading) => worked.some((quantity) => meets(reading, quantity)));
  const verdict = meeting ? 'within-rounding' : 'conflicts';
  if (otherReading || otherResult || !print.value || !result.value) return { verdict, gap: null };
  const equal = compareRationals(atPrintedDigits(result.value, print.step), print.value) === 0;
  return {
    verdict: equal ? 'agrees' : verdict,
    gap: showRational(subtract(print.value, result.value), gapScale, 'half-away'),
  };
}

/** A print beside each of these numbers; none where nothing is printed. */
export function pairsWith(
  against: JudgedPair['against'],
  reported: readonly PrintReading[],
  others: readonly KnownQuantity[],
  gapScale: number,
): readonly JudgedPair[] {
  if (reported.length === 0 || others.length === 0) return NO_PAIRS;
  return others.map((known) => ({ against, known, judgement: judge(reported, [known], gapScale) }));
}

export const NO_PAIRS: readonly JudgedPair[] = [];

export function worstOfPairs(pairs: readonly JudgedPair[]): Judgement {
  let worst = UNCHECKED;
  for (const { against, judgement } of pairs)
    // The gap of a level is to a computed or implied one; `/explain` has the gap to a whole.
    worst = worstOf(worst, against === 'whole' ? { ...judgement, gap: null } : judgement);
  return worst;
}

/** The pair with the worst judgement, the first of equals; undefined for none. */
export function worstPair(pairs: readonly JudgedPair[]): JudgedPair | undefined {
  return pairs.reduce<JudgedPair | undefined>(
    (worst, pair) => (worst && worstOf(worst.judgement, pair.judgement) === worst.judgement ? worst : pair),
    undefined,
  );
}

const SEVERITY: Readonly<Record<Verdict, number>> = {
  unchecked: 0,
  'not-comparable': 1,
  agrees: 2,
  'within-rounding': 3,
  conflicts: 4,
};

/**
 * The less favourable of two judgements: of two conflicts the one with the wider gap, else one with a gap,
 * else the first.
 */
export function worstOf(first: Judgement, second: Judgement): Judgement {
  const worse = SEVERITY[second.verdict] - SEVERITY[first.verdict];
  if (worse !== 0) return worse > 0 ? second : first;
  if (second.gap === null) return first;
  if (first.gap === null) return second;
  return first.verdict === 'conflicts' && isWider(second.gap, first.gap) ? second : first;
}

function isWider(gap: string, other: string): boolean {
  return compareDecimals(gap.replace('-', ''), other.replace('-', '')) > 0;
}
