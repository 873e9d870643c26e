import type { ReleaseOpening } from './release-facts.ts';
import type { Term } from './terms.ts';

/** A name that used its early access, in a role. */
export interface Opened {
  readonly name: string;
  readonly role: string;
  /** Append time of the first use, as ISO instant. */
  readonly first: string;
  readonly times: number;
}

/** Whether a release is lifted at an instant of a term. */
export const isLiftedAt = ({ isCancelled, due }: Term, instant: number): boolean =>
  !isCancelled && due <= instant;

/**
 * The instant up to which uses are told at an instant of a term: that instant once the release is lifted. Else the
 * end of the last term that was lifted; `before` is what these are for the term before.
 */
export const toldUntil = (term: Term, instant: number, before: number): number =>
  isLiftedAt(term, instant) ? instant : before;

/** What a term leaves to those behind it, as `before`. */
export const toldBehind = (term: Term, before: number): number =>
  isLiftedAt(term, term.until - 1) ? term.until - 1 : before;

/** The uses up to an instant, by their first. */
export function openedBy(openings: readonly ReleaseOpening[], instant: number): readonly Opened[] {
  const told = new Map<string, Opened>();
  for (const { name, role, knownAt } of openings) {
    if (knownAt > instant) continue;
    const key = JSON.stringify([name, role]);
    const before = told.get(key) ?? { name, role, first: new Date(knownAt).toISOString(), times: 0 };
    told.set(key, { ...before, times: before.times + 1 });
  }
  return [...told.values()];
}
