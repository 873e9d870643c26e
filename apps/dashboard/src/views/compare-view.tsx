import { useMemo } from 'react';
import { RUNS_OVER } from '../address/address.ts';
import { focusPeriod } from '../answer/family.ts';
import { useStates } from '../api/queries.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { DivergingBars } from '../charts/bars/diverging-bars.tsx';
import { barLegendOf } from '../charts/mark/legend-keys.ts';
import { comparisonText } from '../figures/figure-words.ts';
import { useWords } from '../words/language.tsx';
import { frequencyOf, newestFirst, periodText } from '../words/period.ts';
import { Choice } from './choice.tsx';
import { rankingsOf, type Ranking } from './rankings.ts';
import { commonPeriod, comparedFilter, isPart, measuresAmong, nearestPeriods } from './selection.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** As many other periods as are shown below the ranking. */
const MOST_OTHERS = 6;

/** Bars across areas, partners, products or reporters in one period; what has another period stands apart. */
export function CompareView(props: ViewProps) {
  const { address, names, main, flashing, go } = props;
  const words = useWords();
  const { t, language } = words;
  const { by } = address;
  const compared = { filter: comparedFilter(main, address.filter, by), clock: address.clock };
  const { data } = useStates(compared);
  const all = useMemo(() => (data?.items ?? []).filter((state) => isPart(state, by)), [data, by]);
  const measures = measuresAmong(all);
  const measure = measures.includes(address.measure) ? address.measure : (measures[0] ?? 'growth');
  const isCut = data !== undefined && data.next !== null;
  // What most have in common cannot be told from a part of the list: then it is the period of the headline.
  const period = address.period ?? (isCut ? focusPeriod(props.family, null) : commonPeriod(all, measure));
  // A ranking has all that are in it, however long the list of all periods is.
  const { data: whole } = useStates(isCut && period !== null ? { ...compared, periods: [period] } : null);
  const states = useMemo(() => {
    if (!isCut) return all;
    const inFocus = (whole?.items ?? []).filter((state) => isPart(state, by));
    return [...inFocus, ...all.filter((state) => state.period !== period)];
  }, [isCut, whole, all, by, period]);
  const { ranked, apart } = useMemo(() => {
    const of = (one: string) =>
      rankingsOf(
        states.filter((state) => state.period === one),
        { by, measure, words, names },
      );
    const others = nearestPeriods([...new Set(states.map((state) => state.period))], period).filter(
      (one) => period === null || frequencyOf(one) !== frequencyOf(period) || one === '_U',
    );
    return {
      ranked: period === null ? [] : of(period),
      apart: others
        .map((one) => ({ period: one, rankings: of(one) }))
        .filter(({ rankings }) => rankings.length > 0)
        .slice(0, MOST_OTHERS),
    };
  }, [states, by, measure, words, names, period]);
  const shown = [period, ...apart.map((one) => one.period)];
  const frame = useFrame(
    props,
    states.filter((state) => shown.includes(state.period)),
    [measure],
  );
  const periods = [
    ...new Set([...states.map((state) => state.period), ...(period === null ? [] : [period])]),
  ];
  const bars = (ranking: Ranking) => (
    <div key={`${ranking.comparison ?? ''} ${ranking.unit}`} className="ranking">
      {ranking.comparison !== null && (
        <p className="comparison">{comparisonText(ranking.comparison, words)}</p>
      )}
      <DivergingBars
        label={frame.title}
        marks={ranking.marks}
        unit={ranking.unit}
        flashing={flashing}
        onOpen={(why) => {
          go({ why });
        }}
      />
    </div>
  );
  return (
    <ChartFrame
      {...frame}
      legend={barLegendOf(
        [...ranked, ...apart.flatMap(({ rankings }) => rankings)].flatMap(({ marks }) => marks),
      )}
      question={period === null ? '' : t('view.compare.asks', { period: periodText(period, language) })}
    >
      <div className="choices">
        <Choice
          label={t('view.by')}
          value={by}
          options={RUNS_OVER.map((one) => ({ value: one, text: t(`dimension.${one}`) }))}
          onChoose={(one) => {
            go({ by: one });
          }}
        />
        <Choice
          label={t('view.measure')}
          value={measure}
          options={measures.map((one) => ({ value: one, text: t(`measure.${one}`) }))}
          onChoose={(one) => {
            go({ measure: one });
          }}
        />
        <Choice
          label={t('answer.period')}
          value={period ?? ''}
          options={periods.sort(newestFirst).map((one) => ({ value: one, text: periodText(one, language) }))}
          onChoose={(one) => {
            go({ period: one });
          }}
        />
      </div>
      {ranked.length === 0 && <p className="nothing">{t('page.nothing')}</p>}
      {ranked.map(bars)}
      {apart.length > 0 && (
        <div className="apart">
          <p>{t('view.other-periods')}</p>
          {apart.map((one) => (
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
