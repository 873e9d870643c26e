import type { ReleaseOpening } from './release-facts.ts';
import { isLiftedAt } from './opened.ts';
import type { Term } from './terms.ts';

/**
 * The instants of a term at which what is told may change, in order; its beginning first. A use of early access before
 * the lifting is none: it is told with the lifting.
 */
export function turnsOf(term: Term, openings: readonly ReleaseOpening[]): readonly number[] {
  const { from, until, due, late, times } = term;
  const ends = times.flat().flatMap((time) => [time.from, time.until]);
  const opened = openings.map(({ knownAt }) => knownAt).filter((instant) => isLiftedAt(term, instant));
  const within = [due, late, ...ends, ...opened].filter((instant) => instant > from && instant < until);
  return [from, ...new Set(within.toSorted((a, b) => a - b))];
}
