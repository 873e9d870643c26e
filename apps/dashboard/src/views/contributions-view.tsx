import { useMemo } from 'react';
import type { RunsOver } from '../address/address.ts';
import { explain, go } from '../address/use-address.ts';
import { Contributions } from '../charts/contributions/contributions.tsx';
import { useWords } from '../words/language.tsx';
import { periodPhrase } from '../words/period.ts';
import { tableOf } from './chart-data/chart-table.ts';
import { contributionsChart } from './chart-data/contributions-chart.ts';
import { FocusChoices, RankingBars } from './compare-view.tsx';
import { useCompared } from './use-compared.ts';
import { useRun } from './use-run.ts';
import { FrequencyChoice, RunChoice, ViewFrame, type ViewProps } from './view.tsx';

/** Contributions to the growth of a total: of exports and imports by period, else of other parts in one period. */
export function ContributionsView(props: ViewProps) {
  const { address, family } = props;
  const { frequency, view } = address;
  const words = useWords();
  const { t } = words;
  const chart = useMemo(() => contributionsChart(family, frequency, words), [family, frequency, words]);
  if (chart.columns.length === 0) return <PartsView {...props} />;
  return (
    <ViewFrame
      address={address}
      states={chart.states}
      legend={chart.legend}
      question={t('view.contributions.asks')}
      table={tableOf(chart.states, ['growth', 'contribution', 'share'], words)}
      choices={<FrequencyChoice of={chart} />}
    >
      <Contributions label={t(`view.${view}`)} columns={chart.columns} onOpen={explain} />
    </ViewFrame>
  );
}

/** Dimensions whose codes can add up to a total. */
const OF_PARTS: readonly RunsOver[] = ['product', 'counterpart', 'mode', 'area'];

/** Contributions along a dimension in one period, largest first. */
function PartsView(props: ViewProps) {
  const { address } = props;
  const words = useWords();
  const { t, language } = words;
  const run = useRun(address.filter, address.by, OF_PARTS);
  const { chart, focus, isKnown } = useCompared({ ...props, by: run.by, measure: 'contribution' });
  const isTold = focus.measure === 'contribution';
  const period = focus.period === null ? '' : periodPhrase(focus.period, language);
  return (
    <ViewFrame
      address={address}
      states={isTold ? chart.states : []}
      legend={isTold ? chart.legend : []}
      question={isTold ? t('view.contributions.of', { period }) : t('view.contributions.asks')}
      table={tableOf(isTold ? chart.states : [], ['contribution'], words)}
      choices={
        <>
          <RunChoice {...run} />
          {isTold && (
            <FocusChoices periods={chart.periods} focus={{ ...focus, measures: ['contribution'] }} />
          )}
        </>
      }
    >
      {isTold && chart.ranked.length > 0 ? (
        chart.ranked.map((ranking) => (
          <RankingBars key={`${ranking.comparison ?? ''} ${ranking.unit}`} ranking={ranking} />
        ))
      ) : (
        <p className="nothing">
          {t(isKnown ? 'view.contributions.none' : 'page.loading')}{' '}
          {isKnown && (
            <button
              type="button"
              className="plain"
              onClick={() => go({ view: 'compare', measure: 'growth' })}
            >
              {t('view.contributions.compare')}
            </button>
          )}
        </p>
      )}
    </ViewFrame>
  );
}
