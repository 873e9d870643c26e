import { lastBefore, spansIn, type Span } from '../text/span.ts';
import type { ReadPeriod } from './periods.ts';

/** Words right before a period that something is compared with. */
const BASE_BEFORE =
  /(?:(?<![a-z])(?:(?:compared|comparing) (?:with|to)|from|than|over|against|versus|on)(?: (?:that|those|the))?(?: (?:of|in|for|same period|level))*(?: the)?|[较比])(?: ?the same period(?: of| in)?)? $|[较比]$/;
const BASE_BEHIND = /^(?:同期)?相[比较]/;
const BASE = /(?<![a-z])(?:compared|comparing|from|than|against|versus)(?![a-z])|[较比]/;

/** The periods that figures are of, without those that they are compared with. */
export const withoutBases = (plain: string, periods: readonly ReadPeriod[]): readonly ReadPeriod[] =>
  periods.filter(({ start, end }) => {
    const before = plain.slice(Math.max(0, start - 48), start);
    const isRun = / (?:to|through) /.test(plain.slice(start, end)) && before.endsWith('from ');
    return (isRun || !BASE_BEFORE.test(before)) && !BASE_BEHIND.test(plain.slice(end, end + 4));
  });

/**
 * The period of a number: behind it in its own clause, else the last one before it, else the next one of its
 * sentence, if it is not compared with that one.
 */
export function ownPeriod(
  plain: string,
  number: Span,
  sentence: Span,
  /** Those of its sentence. */
  periods: readonly ReadPeriod[],
  clauseEnd: number,
): ReadPeriod | undefined {
  const [behind] = spansIn(periods, { start: number.end, end: clauseEnd });
  if (behind) return behind;
  const before = lastBefore(periods, number.start);
  if (before) return before;
  const [next] = spansIn(periods, { start: number.end, end: sentence.end });
  return next && BASE.test(plain.slice(number.end, next.start)) ? undefined : next;
}
