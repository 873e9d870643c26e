import { useMemo } from 'react';
import { Contributions } from '../charts/contributions/contributions.tsx';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { useWords } from '../words/language.tsx';
import { contributionsChart } from './chart-data/contributions-chart.ts';
import { FrequencyChoice } from './frequency-choice.tsx';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** What exports and imports added to the growth of the whole, period by period. */
export function ContributionsView(props: ViewProps) {
  const { address, names, family, flashing, go } = props;
  const { frequency } = address;
  const words = useWords();
  const { t } = words;
  const chart = useMemo(
    () => contributionsChart(family, frequency, { words, names }),
    [family, frequency, words, names],
  );
  const frame = useFrame(props, chart.states, ['growth', 'contribution', 'share']);
  return (
    <ChartFrame {...frame} question={t('view.contributions.asks')} legend={chart.legend}>
      <div className="choices">
        <FrequencyChoice
          of={chart}
          onChoose={(one) => {
            go({ frequency: one });
          }}
        />
      </div>
      {chart.columns.length === 0 ? (
        <p className="nothing">{t('page.nothing')}</p>
      ) : (
        <Contributions
          label={frame.title}
          columns={chart.columns}
          flashing={flashing}
          onOpen={(why) => {
            go({ why });
          }}
        />
      )}
    </ChartFrame>
  );
}
