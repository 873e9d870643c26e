import { seriesKey, type DraftFinding } from '@silkgauge/contract';
import { judgeDraft } from '../judge/judge-draft.ts';
import type { Contains, KnownState } from '../judge/known-state.ts';
import { questionsOf, type Answer } from '../judge/questions.ts';
import type { PlacedClaim, PlacedRecord, ReadDraft } from '../read/read-draft.ts';
import { wholly } from '../text/steps.ts';
import { isInPast, NO_PAST, withLevel, type Past } from '../verdict/past.ts';

/** The findings of a draft, each of its numbers and records held against all of these states. */
export function judgeAgainst(
  draft: ReadDraft,
  states: readonly KnownState[],
  contains: Contains,
  document: string | null = null,
): readonly DraftFinding[] {
  const answers = new Map(
    questionsOf(draft, contains).flatMap(({ wanted, claims }) =>
      claims.map((claim): readonly [PlacedClaim, Answer] => [
        claim,
        { wanted, states, ...(claim.measure === 'record' && { pastOf: pastIn(states, claim) }) },
      ]),
    ),
  );
  return wholly(judgeDraft(draft, answers, document));
}

/** The past of a state for a record, among these states. */
const pastIn =
  (states: readonly KnownState[], { extreme, isOfSeason }: PlacedRecord) =>
  (own: KnownState): Past<KnownState> =>
    states
      .filter(
        ({ series, period }) =>
          seriesKey(series) === seriesKey(own.series) && isInPast(period, own.period, isOfSeason),
      )
      .reduce<Past<KnownState>>((past, state) => withLevel(past, state, own, extreme), NO_PAST);
