import { compareRationals, showRational, subtract } from '../number/rational.ts';
import { meets, type Quantity } from '../number/interval.ts';
import { atPrintedDigits, type PrintReading } from '../observation/print.ts';
import type { Verdict } from './state-body.ts';

/** The verdict on a print beside a worked-out number, and the gap between the two. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly gap: string | null;
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

/** The first worked-out number with the worst verdict; undefined for none. */
export function leastFavourable<Worked extends Quantity>(
  reported: readonly PrintReading[],
  worked: readonly Worked[],
  gapScale: number,
): { readonly known: Worked; readonly judgement: Judgement } | undefined {
  let worst: { readonly known: Worked; readonly judgement: Judgement } | undefined;
  for (const known of worked) {
    const judgement = judge(reported, [known], gapScale);
    if (!worst || worstOf(worst.judgement, judgement) !== worst.judgement) worst = { known, judgement };
  }
  return worst;
}

const SEVERITY: Readonly<Record<Verdict, number>> = {
  unchecked: 0,
  'not-comparable': 1,
  agrees: 2,
  'within-rounding': 3,
  conflicts: 4,
};

/** The less favourable of two judgements; the first of equals. */
export function worstOf(first: Judgement, second: Judgement): Judgement {
  return SEVERITY[second.verdict] > SEVERITY[first.verdict] ? second : first;
}
