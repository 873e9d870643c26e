import { useMemo } from 'react';
import type { RunsOver } from '../address/address.ts';
import { explain, go } from '../address/use-address.ts';
import { missingOf } from '../api/missing.ts';
import { Contributions } from '../charts/contributions/contributions.tsx';
import { Instead } from '../controls/instead.tsx';
import { focusPeriod } from '../answer/family.ts';
import { gapDigits } from '../figures/figure-words.ts';
import { quantity } from '../words/decimal.ts';
import { useWords, type Words } from '../words/language.tsx';
import { periodPhrase } from '../words/period.ts';
import { tableOf } from './chart-data/chart-table.ts';
import { contributionsChart } from './chart-data/contributions-chart.ts';
import { FocusChoices, RankingBars } from './compare-view.tsx';
import { useCompared } from './use-compared.ts';
import { useRun } from './use-run.ts';
import type { WorkedContributions } from './chart-data/worked-contributions.ts';
import { useWorkedContributions } from './use-worked-contributions.ts';
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

/** Contributions along a dimension in one period, largest first: those told, else those of the levels. */
function PartsView(props: ViewProps) {
  const { address, family } = props;
  const words = useWords();
  const { t, language } = words;
  const run = useRun(address.filter, address.by, OF_PARTS);
  const told = useCompared({ ...props, by: run.by, measure: 'contribution' });
  const isTold = told.focus.measure === 'contribution';
  const period = isTold ? told.focus.period : (address.period ?? focusPeriod(family, null));
  const worked = useWorkedContributions(props, isTold ? null : run.by, period);
  const chart = isTold ? told.chart : worked.chart;
  const isShown = chart.ranked.length > 0;
  const phrase = period === null ? '' : periodPhrase(period, language);
  return (
    <ViewFrame
      address={address}
      states={isShown ? chart.states : []}
      legend={isShown ? chart.legend : []}
      question={isShown ? t('view.contributions.of', { period: phrase }) : t('view.contributions.asks')}
      table={tableOf(isShown ? chart.states : [], ['contribution'], words)}
      choices={
        <>
          <RunChoice by={run.by} offered={run.offered} />
          <FocusChoices
            periods={told.chart.periods}
            focus={{ measures: ['contribution'], measure: 'contribution', period }}
          />
        </>
      }
    >
      {!isTold && isShown && <p className="counts">{workedText(worked.contributions, words)}</p>}
      {chart.ranked.map((ranking) => (
        <RankingBars key={`${ranking.comparison ?? ''} ${ranking.unit}`} ranking={ranking} />
      ))}
      <Instead of={missingOf([run.asked, ...told.asked, ...worked.asked], !isShown)} empty={<NoParts />} />
    </ViewFrame>
  );
}

function NoParts() {
  const { t } = useWords();
  return (
    <>
      {t('view.contributions.none')}{' '}
      <button type="button" className="plain" onClick={() => go({ view: 'compare', measure: 'growth' })}>
        {t('view.contributions.compare')}
      </button>
    </>
  );
}

/** How contributions were worked out, and what the parts shown leave of the growth of the whole. */
function workedText({ untold, rest, isSummed }: WorkedContributions, { t, language }: Words): string {
  const told = [
    t('view.contributions.worked'),
    rest === null
      ? null
      : t('view.contributions.rest', {
          rest: quantity(gapDigits(rest, 'shown'), 'points', {
            ...{ language, signed: true, short: 'half-away' },
          }),
        }),
    untold === 0 ? null : t('view.contributions.untold', { count: untold }),
    isSummed ? t('view.contributions.summed') : null,
  ];
  return told.filter(Boolean).join(language === 'zh' ? '' : ' ');
}
