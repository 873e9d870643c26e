import { CODE_GRAPHS } from '@silkgauge/known';
import { seriesKey, passesFilter, type ScopeFilter } from '@silkgauge/contract';
import { fitOfSeries, withPeriod, type Fit, type Question } from '@silkgauge/draft';
import { type StateName, type Turns } from '@silkgauge/read-model';
import type { HeldSeries } from '../states/available-states.ts';

/** A state that the numbers and records of a question may be of, by its series and period alone. */
export interface Candidate {
  readonly name: StateName;
  readonly fit: Fit;
  /** Its series, with the other periods. */
  readonly held: HeldSeries;
}

/** The candidates of a question in levels of one score, the best fits first. */
export interface Candidates {
  readonly question: Question;
  readonly levels: readonly (readonly Candidate[])[];
}

export interface FoundCandidates {
  readonly candidates: readonly Candidates[];
  /** States that were not looked at, as the time was over. */
  readonly unseen: number;
}

/** The candidates of questions among the states that are held. Looks until half of the time is over. */
export async function candidatesOf(
  questions: readonly Question[],
  held: readonly HeldSeries[],
  filter: ScopeFilter,
  turns: Turns,
): Promise<FoundCandidates> {
  const scored = questions.map((question) => ({ question, byScore: new Map<number, Candidate[]>() }));
  let unseen = 0;
  for (const one of held) {
    const { series, domain, periods } = one;
    if (turns.areLate) {
      unseen += periods.length;
      continue;
    }
    await turns.next();
    for (const { question, byScore } of scored) {
      const ofSeries = fitOfSeries(question.wanted, series);
      if (!ofSeries) continue;
      for (const { code: period, bounds } of periods) {
        const fit = withPeriod(ofSeries, question.wanted, period);
        if (!fit || !passesFilter(filter, { series, domain, period, bounds }, CODE_GRAPHS.areas)) continue;
        const level = byScore.get(fit.score) ?? [];
        if (level.length === 0) byScore.set(fit.score, level);
        level.push({ name: { key: seriesKey(series), period }, fit, held: one });
      }
    }
  }
  return {
    candidates: scored.map(({ question, byScore }) => ({
      question,
      levels: [...byScore].sort(([a], [b]) => b - a).map(([, level]) => level),
    })),
    unseen,
  };
}
