import type { PlacedClaim, PlacedNumber, ReadDraft } from '../read/read-draft.ts';
import { NEAREST } from '../verdict/nearness.ts';
import { numberVerdict } from '../verdict/number-verdict.ts';
import type { Past } from '../verdict/past.ts';
import { wantedOf, type Fit, type Wanted } from './fit.ts';
import type { Contains, KnownState } from './known-state.ts';
import { levelOf, membersOf } from './members.ts';

/** Numbers and records of a draft whose words name the same: they are held against the same states. */
export interface Question {
  readonly wanted: Wanted;
  readonly claims: readonly PlacedClaim[];
}

/**
 * What is asked of the figures that are known; nothing of opinions, nor of what no register names, nor of a record
 * of no stated year.
 */
export function questionsOf({ numbers, records }: ReadDraft, contains: Contains): readonly Question[] {
  const questions = new Map<string, { readonly wanted: Wanted; readonly claims: PlacedClaim[] }>();
  const dated = records.filter(({ context }) => context.period === null || context.period.period !== null);
  for (const claim of [...numbers, ...dated]) {
    if (claim.isOpinion || claim.context.isOfUnknown) continue;
    const wanted = wantedOf(claim.context, contains);
    const name = JSON.stringify({
      ...wanted,
      period: wanted.period && (wanted.period.period ?? wanted.period.form),
    });
    const known = questions.get(name) ?? { wanted, claims: [] };
    known.claims.push(claim);
    questions.set(name, known);
  }
  return [...questions.values()];
}

/** How a state can bear on a number: `decides` it as the text names it wholly, or agrees with it `alone`. */
export type Bearing = 'decides' | 'agrees' | 'none';

/** Whether a state has a figure that a number or a record may be of; null where it has none. */
export function bearingOf(claim: PlacedClaim, { unnamed }: Fit, state: KnownState): Bearing | null {
  if (claim.measure === 'record') {
    if (levelOf(state) === null) return null;
    return unnamed.length === 0 ? 'decides' : 'none';
  }
  const held = membersOf(claim, state).flatMap((member) => numberVerdict(member, claim) ?? []);
  if (held.length === 0) return null;
  if (unnamed.length === 0) return 'decides';
  return held.some(({ near }) => near === 'equal') ? 'agrees' : 'none';
}

/** What is known for a number or a record: the states that fit best what its words name. */
export interface Answer {
  readonly wanted: Wanted;
  readonly states: readonly KnownState[];
  /** Of a record: the levels before that of a state, where they were looked at. */
  readonly pastOf?: (state: KnownState) => Past<KnownState> | undefined;
}

/** The states of an answer, those first whose figures are nearest to the number as far as they tell themselves. */
export const nearestFirst = (number: PlacedNumber, states: readonly KnownState[]): readonly KnownState[] =>
  states
    .map((state) => ({ state, distance: distanceOf(number, state) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ state }) => state);

const distanceOf = (number: PlacedNumber, state: KnownState): number =>
  Math.min(
    ...membersOf(number, state).map((member) => {
      const held = numberVerdict(member, number);
      return held ? NEAREST.indexOf(held.near) : NEAREST.length;
    }),
  );
