import { useMemo } from 'react';
import { RUNS_OVER, type RunsOver } from '../address/address.ts';
import type { ShownState } from '../api/answers.ts';
import { useStates } from '../api/queries.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import type { Line, Mark } from '../charts/mark/mark.ts';
import { legendOf } from '../charts/mark/legend-keys.ts';
import { SmallMultiples } from '../charts/lines/small-multiples.tsx';
import { byTime, markOf } from '../figures/marks.ts';
import { useWords, type Words } from '../words/language.tsx';
import { nameOf, type Names } from '../words/names.ts';
import { frequencyOf } from '../words/period.ts';
import { Choice } from './choice.tsx';
import { comparedFilter, frequenciesOf, frequencyAmong, mainFrequency } from './selection.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** Growth of many series, a panel each, on one scale. */
export function SmallMultiplesView(props: ViewProps) {
  const { address, names, main, flashing, go } = props;
  const words = useWords();
  const { t } = words;
  const { by } = address;
  const { data } = useStates({ filter: comparedFilter(main, address.filter, by), clock: address.clock });
  const all = data?.items ?? [];
  const frequencies = frequenciesOf(all);
  const frequency = frequencyAmong(frequencies, address.frequency) ?? mainFrequency(all);
  const states = useMemo(
    () => (data?.items ?? []).filter(({ period }) => frequencyOf(period) === frequency),
    [data, frequency],
  );
  const panels = useMemo(() => panelsOf(states, by, names, words), [states, by, names, words]);
  const frame = useFrame(props, states, ['growth']);
  return (
    <ChartFrame
      {...frame}
      question={t('view.small-multiples.asks')}
      legend={legendOf(panels.flatMap(({ marks }) => marks))}
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
          label={t('view.frequency')}
          value={frequency ?? 'A'}
          options={frequencies.map((one) => ({ value: one, text: t(`frequency.${one}`) }))}
          onChoose={(one) => {
            go({ frequency: one });
          }}
        />
      </div>
      {panels.length === 0 ? (
        <p className="nothing">{t('page.nothing')}</p>
      ) : (
        <SmallMultiples
          label={frame.title}
          panels={panels}
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

/** A line for each series, those with most figures first. */
function panelsOf(states: readonly ShownState[], by: RunsOver, names: Names, words: Words): readonly Line[] {
  const { language } = words;
  const lines = new Map<string, { name: string; marks: Mark[] }>();
  for (const state of states) {
    const { series } = state;
    const key = state.key.slice(0, state.key.indexOf('/'));
    const flow = series.flow === '_T' || by === 'flow' ? [] : [nameOf(names, 'flow', series.flow, language)];
    const who = by === 'area' ? [nameOf(names, 'reporter', series.reporter, language)] : [];
    const name = [nameOf(names, by, series[by], language), ...flow, ...who].join(' · ');
    const mark = markOf(state, { measure: 'growth', comparison: 'GY', words, names, name });
    if (!mark) continue;
    const line = lines.get(key) ?? { name, marks: [] };
    line.marks.push(mark);
    lines.set(key, line);
  }
  return [...lines.values()]
    .map(({ name, marks }): Line => ({ name, colour: 1, marks: marks.sort(byTime) }))
    .sort((a, b) => b.marks.length - a.marks.length);
}
