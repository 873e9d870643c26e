import { useMemo } from 'react';
import type { ShownState } from '../api/answers.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { legendOf } from '../charts/mark/legend-keys.ts';
import { Contributions } from '../charts/contributions/contributions.tsx';
import { markOf } from '../figures/marks.ts';
import { sidesOf } from '../figures/sides.ts';
import { useWords, type Words } from '../words/language.tsx';
import { nameOf, type Names } from '../words/names.ts';
import { frequencyOf, newestFirst, periodText } from '../words/period.ts';
import { Choice } from './choice.tsx';
import { frequenciesOf, frequencyAmong, mainFrequency } from './selection.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

/** What exports and imports added to the growth of the whole, period by period. */
export function ContributionsView(props: ViewProps) {
  const { address, names, family, flashing, go } = props;
  const words = useWords();
  const { t } = words;
  const contributing = useMemo(
    () => family.filter((state) => sidesOf(state.other.contribution).length > 0),
    [family],
  );
  const frequencies = frequenciesOf(contributing);
  const frequency = frequencyAmong(frequencies, address.frequency) ?? mainFrequency(contributing);
  const columns = useMemo(() => {
    const periods = [...new Set(contributing.map(({ period }) => period))]
      .filter((period) => frequencyOf(period) === frequency)
      .sort(newestFirst)
      .reverse();
    return periods.map((period) => columnOf(family, period, names, words));
  }, [contributing, family, frequency, names, words]);
  const frame = useFrame(
    props,
    family.filter(({ period }) => columns.some((column) => column.period === period)),
    ['growth', 'contribution', 'share'],
  );
  return (
    <ChartFrame
      {...frame}
      question={t('view.contributions.asks')}
      legend={legendOf(
        columns.flatMap(({ total, parts }) => [...(total ? [total] : []), ...parts.map(({ mark }) => mark)]),
      )}
    >
      <div className="choices">
        <Choice
          label={t('view.frequency')}
          value={frequency ?? 'A'}
          options={frequencies.map((one) => ({ value: one, text: t(`frequency.${one}`) }))}
          onChoose={(one) => {
            go({ frequency: one });
          }}
        />
      </div>
      {columns.length === 0 ? (
        <p className="nothing">{t('page.nothing')}</p>
      ) : (
        <Contributions
          label={frame.title}
          columns={columns}
          flashing={flashing}
          onOpen={(why) => {
            go({ why });
          }}
        />
      )}
    </ChartFrame>
  );
}

/** What the flows of a period added, and the growth of the whole that it makes up. */
function columnOf(family: readonly ShownState[], period: string, names: Names, words: Words) {
  const { t, language } = words;
  const at = family.filter((state) => state.period === period);
  const parts = (['X', 'M'] as const).flatMap((flow, index) => {
    const state = at.find(({ series }) => series.flow === flow);
    const name = nameOf(names, 'flow', flow, language);
    const mark = state && markOf(state, { measure: 'contribution', comparison: 'GY', words, names, name });
    return mark ? [{ name, colour: index + 1, mark }] : [];
  });
  const total = at.find(({ series }) => series.flow === '_T');
  const whole =
    total && markOf(total, { measure: 'growth', comparison: 'GY', words, names, name: t('answer.total') });
  return { period, title: periodText(period, language), total: whole ?? null, parts };
}
