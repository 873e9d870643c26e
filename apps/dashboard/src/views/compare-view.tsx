import { useMemo } from 'react';
import type { RunsOver } from '../address/address.ts';
import { focusPeriod } from '../answer/family.ts';
import { useStates } from '../api/queries.ts';
import { DivergingBars } from '../charts/bars/diverging-bars.tsx';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { Choice } from '../controls/choice.tsx';
import { comparisonText } from '../figures/figure-words.ts';
import { useWords } from '../words/language.tsx';
import { periodText } from '../words/period.ts';
import {
  compareChart,
  compareFocus,
  partsOf,
  type CompareChart,
  type CompareFocus,
} from './chart-data/compare-chart.ts';
import type { Ranking } from './chart-data/rankings.ts';
import { RunChoice } from './run-choice.tsx';
import { comparedFilter } from './chart-data/selection.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** Bars across areas, partners, products or reporters in one period; what has another period stands apart. */
export function CompareView(props: ViewProps) {
  const { t, language } = useWords();
  const { chart, focus } = useCompared(props);
  const { period, measure } = focus;
  const frame = useFrame(props, chart.states, [measure]);
  const bars = (ranking: Ranking) => (
    <RankingBars
      key={`${ranking.comparison ?? ''} ${ranking.unit}`}
      ranking={ranking}
      label={frame.title}
      flashing={props.flashing}
      go={props.go}
    />
  );
  return (
    <ChartFrame
      {...frame}
      legend={chart.legend}
      question={period === null ? '' : t('view.compare.asks', { period: periodText(period, language) })}
    >
      <Choices by={props.address.by} go={props.go} chart={chart} focus={focus} />
      {chart.ranked.length === 0 && <p className="nothing">{t('page.nothing')}</p>}
      {chart.ranked.map(bars)}
      {chart.apart.length > 0 && (
        <div className="apart">
          <p>{t('view.other-periods')}</p>
          {chart.apart.map((one) => (
            <div key={one.period}>
              <h4>{periodText(one.period, language)}</h4>
              {one.rankings.map(bars)}
            </div>
          ))}
        </div>
      )}
    </ChartFrame>
  );
}

/** What is compared with what, as it comes. */
function useCompared({ address, names, main, family }: ViewProps): {
  readonly chart: CompareChart;
  readonly focus: CompareFocus;
} {
  const words = useWords();
  const { by } = address;
  const compared = { filter: comparedFilter(main, address.filter, by), clock: address.clock };
  const { data } = useStates(compared);
  const all = useMemo(() => partsOf(data?.items ?? [], by), [data, by]);
  const isCut = data !== undefined && data.next !== null;
  const headline = isCut ? focusPeriod(family, null) : undefined;
  const focus = compareFocus(all, { measure: address.measure, period: address.period, headline });
  const { measure, period } = focus;
  // A ranking has all that are in it, however long the list of all periods is.
  const { data: whole } = useStates(isCut && period !== null ? { ...compared, periods: [period] } : null);
  const chart = useMemo(() => {
    const states = isCut
      ? [...partsOf(whole?.items ?? [], by), ...all.filter((state) => state.period !== period)]
      : all;
    return compareChart(states, period, { by, measure, words, names });
  }, [isCut, whole, all, by, period, measure, words, names]);
  return { chart, focus };
}

interface ChoicesProps extends Pick<ViewProps, 'go'> {
  readonly by: RunsOver;
  readonly chart: CompareChart;
  readonly focus: CompareFocus;
}

function Choices({ by, go, chart, focus }: ChoicesProps) {
  const { t, language } = useWords();
  return (
    <div className="choices">
      <RunChoice
        by={by}
        onChoose={(one) => {
          go({ by: one });
        }}
      />
      <Choice
        label={t('view.measure')}
        value={focus.measure}
        options={focus.measures.map((one) => ({ value: one, text: t(`measure.${one}`) }))}
        onChoose={(measure) => {
          go({ measure });
        }}
      />
      <Choice
        label={t('answer.period')}
        value={focus.period ?? ''}
        options={chart.periods.map((one) => ({ value: one, text: periodText(one, language) }))}
        onChoose={(period) => {
          go({ period });
        }}
      />
    </div>
  );
}

interface RankingBarsProps extends Pick<ViewProps, 'flashing' | 'go'> {
  readonly ranking: Ranking;
  readonly label: string;
}

function RankingBars({ ranking, label, flashing, go }: RankingBarsProps) {
  const words = useWords();
  return (
    <div className="ranking">
      {ranking.comparison !== null && (
        <p className="comparison">{comparisonText(ranking.comparison, words)}</p>
      )}
      <DivergingBars
        label={label}
        marks={ranking.marks}
        unit={ranking.unit}
        flashing={flashing}
        onOpen={(why) => {
          go({ why });
        }}
      />
    </div>
  );
}
