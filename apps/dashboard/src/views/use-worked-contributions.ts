import { useMemo } from 'react';
import type { RunsOver } from '../address/address.ts';
import type { Question } from '../api/missing.ts';
import { useStates } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { compareChart } from './chart-data/compare-chart.ts';
import { comparedFilter } from './chart-data/selection.ts';
import { withWhole, workedContributions, yearBefore } from './chart-data/worked-contributions.ts';
import type { ViewProps } from './view.tsx';

/** Contributions worked out from the levels of parts and whole; a null dimension fetches nothing. */
export function useWorkedContributions(
  { address: { filter, clock }, main }: ViewProps,
  asked: RunsOver | null,
  period: string | null,
) {
  const words = useWords();
  const by = asked ?? 'product';
  const before = period === null ? null : yearBefore(period);
  const periods = asked === null || period === null || before === null ? null : [period, before];
  const of = withWhole(comparedFilter(main, filter, by), by);
  const answer = useStates(periods && { filter: of, clock, periods });
  const { data } = answer;
  const isAsked = periods !== null;
  const worked = useMemo(() => {
    const contributions = workedContributions(isAsked ? (data?.items ?? []) : [], period ?? '', by);
    const chart = compareChart(contributions.parts, period, { by, measure: 'contribution', words });
    return { contributions, chart };
  }, [isAsked, data, period, by, words]);
  const asking: readonly Question[] = isAsked ? [answer] : [];
  return { ...worked, asked: asking };
}
