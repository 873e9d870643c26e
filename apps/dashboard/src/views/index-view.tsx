import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { explain, go } from '../address/use-address.ts';
import { missingOf } from '../api/missing.ts';
import { readIndex } from '../api/queries.ts';
import { IndexLines } from '../charts/lines/index-lines.tsx';
import { Choice } from '../controls/choice.tsx';
import { Instead } from '../controls/instead.tsx';
import { useWords } from '../words/language.tsx';
import { periodText } from '../words/period.ts';
import { indexChart, indexGround } from './chart-data/index-chart.ts';
import { FrequencyChoice, ViewFrame, type ViewProps } from './view.tsx';

/** The flows of the headline's series as indices of one base, on a logarithmic axis. */
export function IndexView({ address, family }: ViewProps) {
  const words = useWords();
  const { t, language } = words;
  const ground = indexGround(family, address);
  const { base } = ground;
  const answers = useQueries({
    queries: ground.series.map((key) => ({
      queryKey: ['index', key, base, address.clock],
      queryFn: ({ signal }: { signal: AbortSignal }) => readIndex(key, base ?? '', address.clock, signal),
      enabled: base !== undefined,
      placeholderData: keepPreviousData,
    })),
  });
  const points = answers.flatMap(({ data }) => data ?? []);
  const { lines, table, legend } = indexChart(points, ground, words);
  return (
    <ViewFrame
      address={address}
      states={ground.states}
      table={table}
      legend={legend}
      question={t('view.index.asks')}
      choices={
        <>
          <FrequencyChoice of={ground} also={{ base: null }} />
          <Choice
            label={t('view.base')}
            value={base ?? ''}
            options={ground.bases.map((value) => ({ value, text: periodText(value, language) }))}
            onChoose={(one) => go({ base: one })}
          />
        </>
      }
    >
      <Instead of={missingOf(answers, lines.length === 0)} />
      {lines.length > 0 && (
        <IndexLines
          label={t(`view.${address.view}`)}
          lines={lines}
          baseTitle={base === undefined ? '' : periodText(base, language)}
          onOpen={explain}
        />
      )}
    </ViewFrame>
  );
}
