import { useMemo } from 'react';
import type { RunsOver, ShownMeasure } from '../address/address.ts';
import { focusPeriod } from '../answer/family.ts';
import type { Question } from '../api/missing.ts';
import { useStates } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { compareChart, compareFocus, partsOf } from './chart-data/compare-chart.ts';
import { salesTogether } from './chart-data/sales-together.ts';
import { comparedFilter } from './chart-data/selection.ts';
import type { ViewProps } from './view.tsx';

interface Asked extends ViewProps {
  /** Null: nothing is fetched. */
  readonly by: RunsOver | null;
  readonly measure: ShownMeasure;
}

/** Rankings along a dimension, with measure and period in focus. */
export function useCompared({ address, main, family, by: asked, measure: wanted }: Asked) {
  const words = useWords();
  const by = asked ?? 'area';
  const compared = { filter: comparedFilter(main, address.filter, by), clock: address.clock };
  const answer = useStates(asked === null ? null : compared);
  const { data } = answer;
  const all = useMemo(() => partsOf(data?.items ?? [], by), [data, by]);
  const isCut = data !== undefined && data.next !== null;
  const headline = focusPeriod(family, null);
  const focus = compareFocus(all, { measure: wanted, period: address.period, headline, isCut });
  const { measure, period } = focus;
  // A ranking is complete even if the list of all periods is not.
  const ofPeriod = useStates(isCut && period !== null ? { ...compared, periods: [period] } : null);
  const { data: whole } = ofPeriod;
  const chart = useMemo(() => {
    const states = isCut
      ? [...partsOf(whole?.items ?? [], by), ...all.filter((state) => state.period !== period)]
      : all;
    return compareChart(states, period, { by, measure, words });
  }, [isCut, whole, all, by, period, measure, words]);
  const isWhole = isCut ? whole !== undefined && whole.next === null : data !== undefined;
  const together =
    measure === 'level' && isWhole
      ? salesTogether(
          chart.states.filter((state) => state.period === period),
          by,
        )
      : null;
  const asking: readonly Question[] = isCut && period !== null ? [answer, ofPeriod] : [answer];
  return { chart, focus, together, asked: asking };
}
