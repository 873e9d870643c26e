import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { readIndex } from '../api/queries.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { IndexLines } from '../charts/lines/index-lines.tsx';
import { Choice } from '../controls/choice.tsx';
import { useWords } from '../words/language.tsx';
import { periodText } from '../words/period.ts';
import { FrequencyChoice } from './frequency-choice.tsx';
import { indexChart, indexGround } from './chart-data/index-chart.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** The flows of the headline's series as indices from one base, on a log axis: equal steps are equal growth. */
export function IndexView(props: ViewProps) {
  const { address, names, family, flashing, go } = props;
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
  const { lines, table, legend } = indexChart(points, ground, { words, names });
  const frame = { ...useFrame(props, ground.states, ['level']), table };
  return (
    <ChartFrame {...frame} question={t('view.index.asks')} legend={legend}>
      <div className="choices">
        <FrequencyChoice
          of={ground}
          onChoose={(frequency) => {
            go({ frequency, base: null });
          }}
        />
        <Choice
          label={t('view.base')}
          value={base ?? ''}
          options={ground.bases.map((one) => ({ value: one, text: periodText(one, language) }))}
          onChoose={(one) => {
            go({ base: one });
          }}
        />
      </div>
      {lines.length === 0 ? (
        <p className="nothing">{t('page.nothing')}</p>
      ) : (
        <IndexLines
          label={frame.title}
          lines={lines}
          baseTitle={base === undefined ? '' : periodText(base, language)}
          flashing={flashing}
          onOpen={(why) => {
            go({ why });
          }}
        />
      )}
    </ChartFrame>
  );
}
