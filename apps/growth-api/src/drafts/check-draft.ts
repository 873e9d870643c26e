import type { DraftFindings } from '@silkgauge/contract';
import { judgeDraft, questionsOf, readingDraft } from '@silkgauge/draft';
import { CODE_GRAPHS } from '@silkgauge/known';
import type { AsOf } from '@silkgauge/read-model';
import type { Publications } from '../published/published-figures.ts';
import type { HeldSeries } from '../states/available-states.ts';
import { readAnswers } from './answers.ts';
import { candidatesOf } from './candidates.ts';
import { REGISTERED_NAMES } from './registered-names.ts';
import { withPasts } from './pasts.ts';
import { withPrints } from './prints.ts';
import type { DraftRequest } from './read-request.ts';

const contains = (place: string, area: string): boolean => CODE_GRAPHS.areas.contains(place, area);

/** What a text is held against. */
export interface Held {
  readonly asOf: AsOf | null;
  readonly sequence: string;
  readonly held: readonly HeldSeries[];
}

/** Reads a text, holds its numbers and records against the states of one moment, and keeps nothing of it. */
export async function checkDraft(
  publications: Pick<Publications, 'db' | 'smallBases' | 'turns'>,
  { text, lang, asOf: asked, filter, document }: DraftRequest,
  { asOf, sequence, held }: Held,
): Promise<DraftFindings> {
  const { db, smallBases } = publications;
  const turns = publications.turns();
  const draft = await turns.through(readingDraft(text, REGISTERED_NAMES, lang));
  const questions = questionsOf(draft, contains);
  await turns.next();
  const { candidates, unseen } = await candidatesOf(questions, held, filter, turns);
  const bearing = await readAnswers(db, candidates, asOf, turns);
  const found = await withPasts(bearing, { db, asOf, filter, turns });
  const answers = await withPrints(found, { db, asOf: asked && asOf, smallBases, turns });
  const findings = await turns.through(judgeDraft(draft, answers, document));
  return {
    ...{ sequence, lang: draft.lang, findings: [...findings] },
    periods: draft.periods.map(({ start, end, period, form }) => ({
      ...{ start, end, text: text.slice(start, end), period, form },
    })),
    searched: { states: found.states, left: found.left + unseen },
  };
}
