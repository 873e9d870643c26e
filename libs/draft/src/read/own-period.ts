import { lastBefore, spansIn, type Span } from '../text/span.ts';
import type { ReadPeriod } from './periods.ts';

/** Words right before a period that something is compared with. */
const BASE_BEFORE =
  /(?:(?<![a-z])(?:(?:compared|comparing) (?:with|to)|from|than|over|against|versus|on)(?: (?:that|those|the))?(?: (?:of|in|for|same period|level))*(?: the)?|[较比])(?: ?the same period(?: of| in)?)? $|[较比]$/;
const BASE_BEHIND = /^(?:同期)?相[比较]/;
const BASE = /(?<![a-z])(?:compared|comparing|from|than|against|versus)(?![a-z])|[较比]/;

/** Whether a period is what other words compare with; none of these lies before a place. */
function isBase(plain: string, { start, end }: Span, from: number): boolean {
  const before = plain.slice(Math.max(from, start - 48), start);
  return !isRun(plain, { start, end }) && BASE_BEFORE.test(before);
}

/** Whether a period is one "from" a month "to" another. */
const isRun = (plain: string, { start, end }: Span): boolean =>
  / (?:to|through) /.test(plain.slice(start, end)) && plain.endsWith('from ', start);

/** The periods that figures are of, without those that they are compared with. */
export const withoutBases = (plain: string, periods: readonly ReadPeriod[]): readonly ReadPeriod[] =>
  periods.filter((one) => !isBase(plain, one, 0) && !BASE_BEHIND.test(plain.slice(one.end, one.end + 4)));

/** Words for the period of another year that is as long as the one it is compared with. */
const SAME_LENGTH =
  /(?<![a-z])(?:same (?:period|months?|quarter|half)|(?:a|one|the) year (?:earlier|ago|before)|year-earlier)(?![a-z])|(?<![a-z])(?:that|those) (?:of|in|for) $|同期/;

/**
 * The periods that a comparing word compares: the last one before it and the first one behind it that are no base of
 * other words. Null where there are not both, or where one is as long as the other by its words: in "the same period
 * of 2019", "that of 2019" and 2019年同期 no whole year is meant.
 */
export function comparedPeriods(
  plain: string,
  word: Span,
  sentence: Span,
  periods: readonly ReadPeriod[],
): readonly [ReadPeriod, ReadPeriod] | null {
  const before = spansIn(periods, { start: sentence.start, end: word.start }).findLast(
    (one) => !isBase(plain, one, sentence.start) && !plain.startsWith('同期', one.end),
  );
  const after = spansIn(periods, { start: word.end, end: sentence.end }).find(
    (one) => !isBase(plain, one, word.end),
  );
  if (!before || !after || /同期(?:水平)?$/.test(plain.slice(Math.max(0, word.start - 4), word.start)))
    return null;
  const [base = ''] = plain.slice(word.end, after.start).split(/[,，;；](?!\d)/);
  const isOfSameLength = SAME_LENGTH.test(base) || plain.startsWith('同期', after.end);
  return isOfSameLength ? null : [before, after];
}

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
  if (!next) return undefined;
  const between = plain.slice(number.end, next.start);
  return BASE.test(isRun(plain, next) ? between.replace(/from $/, '') : between) ? undefined : next;
}
