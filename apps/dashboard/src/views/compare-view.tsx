import { explain, go } from '../address/use-address.ts';
import { missingOf } from '../api/missing.ts';
import { DivergingBars } from '../charts/bars/diverging-bars.tsx';
import { Choice } from '../controls/choice.tsx';
import { Instead } from '../controls/instead.tsx';
import { comparisonText } from '../figures/figure-words.ts';
import { quantity } from '../words/decimal.ts';
import { useWords, type Words } from '../words/language.tsx';
import { dayText, periodPhrase, periodText } from '../words/period.ts';
import { tableOf } from './chart-data/chart-table.ts';
import type { CompareChart, CompareFocus } from './chart-data/compare-chart.ts';
import type { Ranking } from './chart-data/rankings.ts';
import type { SalesTogether } from './chart-data/sales-together.ts';
import { useCompared } from './use-compared.ts';
import { useRun } from './use-run.ts';
import { RunChoice, ViewFrame, type ViewProps } from './view.tsx';

/** Bars along a dimension in one period; periods of other lengths stand apart. */
export function CompareView(props: ViewProps) {
  const words = useWords();
  const { t, language } = words;
  const { address } = props;
  const run = useRun(address.filter, address.by);
  const { chart, focus, together, asked } = useCompared({ ...props, by: run.by, measure: address.measure });
  const { period, measure } = focus;
  const bars = (ranking: Ranking) => (
    <RankingBars key={`${ranking.comparison ?? ''} ${ranking.unit}`} ranking={ranking} />
  );
  return (
    <ViewFrame
      address={address}
      states={chart.states}
      legend={chart.legend}
      question={period === null ? '' : t('view.compare.asks', { period: periodPhrase(period, language) })}
      table={tableOf(chart.states, [measure], words)}
      choices={
        <>
          <RunChoice by={run.by} offered={run.offered} />
          <FocusChoices periods={chart.periods} focus={focus} />
        </>
      }
    >
      <Instead of={missingOf([run.asked, ...asked], chart.ranked.length === 0)} />
      {chart.ranked.map(bars)}
      {together && <p className="comparison">{togetherText(together, words)}</p>}
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
    </ViewFrame>
  );
}

function togetherText({ count, sum, unit, until }: SalesTogether, { t, language }: Words): string {
  const values = { count, sum: quantity(sum, unit, { language, short: 'half-away' }) };
  return until === null
    ? t('view.compare.together', values)
    : t('view.compare.together-part', { ...values, day: dayText(until, language) });
}

export function FocusChoices({
  periods,
  focus,
}: Pick<CompareChart, 'periods'> & {
  readonly focus: Pick<CompareFocus, 'measures' | 'measure' | 'period'>;
}) {
  const { t, language } = useWords();
  return (
    <>
      <Choice
        label={t('view.measure')}
        value={focus.measure}
        options={focus.measures.map((value) => ({ value, text: t(`measure.${value}`) }))}
        onChoose={(measure) => go({ measure })}
      />
      <Choice
        label={t('answer.period')}
        value={focus.period ?? ''}
        options={periods.map((value) => ({ value, text: periodText(value, language) }))}
        onChoose={(period) => go({ period })}
      />
    </>
  );
}

export function RankingBars({ ranking: { comparison, marks, unit } }: { ranking: Ranking }) {
  const words = useWords();
  return (
    <div className="ranking">
      {comparison !== null && <p className="comparison">{comparisonText(comparison, words)}</p>}
      <DivergingBars label={words.t('view.compare')} marks={marks} unit={unit} onOpen={explain} />
    </div>
  );
}
