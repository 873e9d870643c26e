import type { DraftFinding } from '@silkgauge/contract';
import { judgeDraft } from '../judge/judge-draft.ts';
import type { Contains, KnownState } from '../judge/known-state.ts';
import { questionsOf } from '../judge/questions.ts';
import type { ReadDraft } from '../read/read-draft.ts';
import { wholly } from '../text/steps.ts';

/** The findings of a draft, each of its numbers held against all of these states. */
export function judgeAgainst(
  draft: ReadDraft,
  states: readonly KnownState[],
  contains: Contains,
  document: string | null = null,
): readonly DraftFinding[] {
  const answers = new Map(
    questionsOf(draft, contains).flatMap(({ wanted, numbers }) =>
      numbers.map((number) => [number, { wanted, states }] as const),
    ),
  );
  return wholly(judgeDraft(draft, answers, document));
}
