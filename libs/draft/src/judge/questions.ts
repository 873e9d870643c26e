import type { PlacedNumber, ReadDraft } from '../read/read-draft.ts';
import { NEAREST } from '../verdict/nearness.ts';
import { numberVerdict } from '../verdict/number-verdict.ts';
import { wantedOf, type Fit, type Wanted } from './fit.ts';
import type { Contains, KnownState } from './known-state.ts';
import { membersOf } from './members.ts';

/** Numbers of a draft whose words name the same: they are held against the same states. */
export interface Question {
  readonly wanted: Wanted;
  readonly numbers: readonly PlacedNumber[];
}

/** What is asked of the figures that are known; nothing of opinions, nor of what no register names. */
export function questionsOf({ numbers }: ReadDraft, contains: Contains): readonly Question[] {
  const questions = new Map<string, { readonly wanted: Wanted; readonly numbers: PlacedNumber[] }>();
  for (const number of numbers) {
    if (number.isOpinion || number.context.isOfUnknown) continue;
    const wanted = wantedOf(number.context, contains);
    const name = JSON.stringify({
      ...wanted,
      period: wanted.period && (wanted.period.period ?? wanted.period.form),
    });
    const known = questions.get(name) ?? { wanted, numbers: [] };
    known.numbers.push(number);
    questions.set(name, known);
  }
  return [...questions.values()];
}

/** How a state can bear on a number: `decides` it as the text names it wholly, or agrees with it `alone`. */
export type Bearing = 'decides' | 'agrees' | 'none';

/** Whether a state has a figure that the number may be of; null where it has none. */
export function bearingOf(number: PlacedNumber, { unnamed }: Fit, state: KnownState): Bearing | null {
  const held = membersOf(number, state).flatMap((member) => numberVerdict(member, number) ?? []);
  if (held.length === 0) return null;
  if (unnamed.length === 0) return 'decides';
  return held.some(({ near }) => near === 'equal') ? 'agrees' : 'none';
}

/** What is known for a number: the states that fit best what its words name. */
export interface Answer {
  readonly wanted: Wanted;
  readonly states: readonly KnownState[];
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
