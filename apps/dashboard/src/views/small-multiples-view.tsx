import { useMemo } from 'react';
import { explain } from '../address/use-address.ts';
import { missingOf } from '../api/missing.ts';
import { useStates } from '../api/queries.ts';
import { SmallMultiples } from '../charts/lines/small-multiples.tsx';
import { Instead } from '../controls/instead.tsx';
import { useWords } from '../words/language.tsx';
import { tableOf } from './chart-data/chart-table.ts';
import { comparedFilter } from './chart-data/selection.ts';
import { smallMultiplesChart } from './chart-data/small-multiples-chart.ts';
import { useRun } from './use-run.ts';
import { FrequencyChoice, RunChoice, ViewFrame, type ViewProps } from './view.tsx';

/** Growth of many series in a panel each, on one scale. */
export function SmallMultiplesView({ address, main }: ViewProps) {
  const { frequency, filter, clock, view } = address;
  const words = useWords();
  const { t } = words;
  const run = useRun(filter, address.by);
  const by = run.by ?? 'area';
  const answer = useStates(run.by === null ? null : { filter: comparedFilter(main, filter, by), clock });
  const { data } = answer;
  const chart = useMemo(
    () => smallMultiplesChart(data?.items ?? [], frequency, { by, words }),
    [data, frequency, by, words],
  );
  return (
    <ViewFrame
      address={address}
      states={chart.states}
      legend={chart.legend}
      question={t('view.small-multiples.asks')}
      table={tableOf(chart.states, ['growth'], words)}
      choices={
        <>
          <RunChoice by={run.by} offered={run.offered} />
          <FrequencyChoice of={chart} />
        </>
      }
    >
      <Instead of={missingOf([run.asked, answer], chart.panels.length === 0)} />
      {chart.panels.length > 0 && (
        <SmallMultiples label={t(`view.${view}`)} panels={chart.panels} unit="percent" onOpen={explain} />
      )}
      {data !== undefined && data.next !== null && (
        <p className="nothing">{t('view.too-many', { count: data.items.length })}</p>
      )}
    </ViewFrame>
  );
}
