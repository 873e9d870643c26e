import { useMemo } from 'react';
import { useStates } from '../api/queries.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { SmallMultiples } from '../charts/lines/small-multiples.tsx';
import { useWords } from '../words/language.tsx';
import { FrequencyChoice } from './frequency-choice.tsx';
import { RunChoice } from './run-choice.tsx';
import { comparedFilter } from './chart-data/selection.ts';
import { smallMultiplesChart } from './chart-data/small-multiples-chart.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** Growth of many series, a panel each, on one scale. */
export function SmallMultiplesView(props: ViewProps) {
  const { address, names, main, flashing, go } = props;
  const { by, frequency } = address;
  const words = useWords();
  const { t } = words;
  const { data } = useStates({ filter: comparedFilter(main, address.filter, by), clock: address.clock });
  const chart = useMemo(
    () => smallMultiplesChart(data?.items ?? [], frequency, { by, words, names }),
    [data, frequency, by, words, names],
  );
  const frame = useFrame(props, chart.states, ['growth']);
  return (
    <ChartFrame {...frame} question={t('view.small-multiples.asks')} legend={chart.legend}>
      <div className="choices">
        <RunChoice
          by={by}
          onChoose={(one) => {
            go({ by: one });
          }}
        />
        <FrequencyChoice
          of={chart}
          onChoose={(one) => {
            go({ frequency: one });
          }}
        />
      </div>
      {chart.panels.length === 0 ? (
        <p className="nothing">{t('page.nothing')}</p>
      ) : (
        <SmallMultiples
          label={frame.title}
          panels={chart.panels}
          unit="percent"
          flashing={flashing}
          onOpen={(why) => {
            go({ why });
          }}
        />
      )}
      {data !== undefined && data.next !== null && (
        <p className="nothing">{t('view.too-many', { count: data.items.length })}</p>
      )}
    </ChartFrame>
  );
}
