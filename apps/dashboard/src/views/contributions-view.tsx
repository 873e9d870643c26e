import { useMemo } from 'react';
import { explain } from '../address/use-address.ts';
import { Contributions } from '../charts/contributions/contributions.tsx';
import { useWords } from '../words/language.tsx';
import { tableOf } from './chart-data/chart-table.ts';
import { contributionsChart } from './chart-data/contributions-chart.ts';
import { FrequencyChoice, ViewFrame, type ViewProps } from './view.tsx';

/** Contributions of exports and imports to the growth of the total, by period. */
export function ContributionsView({ address, family }: ViewProps) {
  const { frequency, view } = address;
  const words = useWords();
  const { t } = words;
  const chart = useMemo(() => contributionsChart(family, frequency, words), [family, frequency, words]);
  return (
    <ViewFrame
      address={address}
      states={chart.states}
      legend={chart.legend}
      question={t('view.contributions.asks')}
      table={tableOf(chart.states, ['growth', 'contribution', 'share'], words)}
      choices={<FrequencyChoice of={chart} />}
    >
      {chart.columns.length === 0 ? null : (
        <Contributions label={t(`view.${view}`)} columns={chart.columns} onOpen={explain} />
      )}
    </ViewFrame>
  );
}
