import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readIndex } from '../api/queries.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { legendOf } from '../charts/mark/legend-keys.ts';
import { IndexLines } from '../charts/lines/index-lines.tsx';
import type { Line, Table } from '../charts/mark/mark.ts';
import { shownSide } from '../figures/sides.ts';
import { geometry, grouped } from '../words/decimal.ts';
import { useWords } from '../words/language.tsx';
import { nameOf } from '../words/names.ts';
import { frequencyOf, newestFirst, periodText } from '../words/period.ts';
import { Choice } from './choice.tsx';
import { frequenciesOf, frequencyAmong, mainFrequency } from './selection.ts';
import { useFrame } from './use-frame.ts';
import type { ViewProps } from './view-props.ts';

const FLOWS = ['_T', 'X', 'M', '_Z'] as const;

/** The flows of the headline's series as indices from one base, on a log axis: equal steps are equal growth. */
export function IndexView(props: ViewProps) {
  const { address, names, family, flashing, go } = props;
  const { t, language } = useWords();
  const levels = useMemo(() => family.filter((state) => shownSide(state.level) !== null), [family]);
  const frequencies = frequenciesOf(levels).filter((one) => one !== 'part');
  const frequency = frequencyAmong(frequencies, address.frequency) ?? mainFrequency(levels);
  const states = levels.filter(({ period }) => frequencyOf(period) === frequency);
  const bases = [...new Set(states.map(({ period }) => period))].sort(newestFirst).reverse();
  const base = address.base !== null && bases.includes(address.base) ? address.base : bases[0];
  const keys = [...new Set(states.map(({ key }) => key.slice(0, key.indexOf('/'))))];
  const answers = useQueries({
    queries: keys.map((key) => ({
      queryKey: ['index', key, base, address.clock],
      queryFn: ({ signal }: { signal: AbortSignal }) => readIndex(key, base ?? '', address.clock, signal),
      enabled: base !== undefined,
      placeholderData: keepPreviousData,
    })),
  });
  const points = answers
    .flatMap(({ data }) => data ?? [])
    .filter(({ period }) => frequencyOf(period) === frequency);
  const lines = FLOWS.flatMap((flow, colour): Line[] => {
    const key = states.find(({ series }) => series.flow === flow)?.key.split('/')[0];
    const marks = points.filter(({ series }) => series === key);
    if (key === undefined || marks.length === 0) return [];
    const name = flow === '_T' || flow === '_Z' ? t('answer.total') : nameOf(names, 'flow', flow, language);
    return [
      {
        name,
        colour: colour % 3,
        marks: marks.map(({ period, value, low, high, flags }) => {
          const between = `${grouped(low)} – ${grouped(high)}`;
          const text = value === null ? between : grouped(value);
          return {
            id: `${key}/${period} index`,
            state: `${key}/${period}`,
            name,
            note: null,
            period,
            side: 'computed',
            points: [
              {
                reading: null,
                at: value === null ? null : geometry(value),
                low: geometry(low),
                high: geometry(high),
                text,
                between: value === null ? null : between,
              },
            ],
            provisional: false,
            partUntil: null,
            breaks: flags.includes('coverage-break'),
            first: null,
            says: `${name}, ${periodText(period, language)}: ${text} (${between})`,
          };
        }),
      },
    ];
  });
  const frame = useFrame(props, states, ['level']);
  const column = (name: string, title: string, numeric = false) => ({ name, title, numeric });
  const table: Table = {
    columns: [
      column('key', t('table.series')),
      column('period', t('table.period')),
      column('value', t('table.value'), true),
      column('low', t('table.low'), true),
      column('high', t('table.high'), true),
    ],
    rows: points.map(({ series, period, value, low, high }) => [
      {
        text:
          lines.find(({ marks }) => marks.some(({ state }) => state === `${series}/${period}`))?.name ??
          series,
        raw: series,
      },
      { text: periodText(period, language), raw: period },
      { text: value === null ? '' : grouped(value), raw: value ?? '' },
      { text: grouped(low), raw: low },
      { text: grouped(high), raw: high },
    ]),
  };
  return (
    <ChartFrame
      {...frame}
      table={table}
      question={t('view.index.asks')}
      legend={legendOf(lines.flatMap(({ marks }) => marks))}
    >
      <div className="choices">
        <Choice
          label={t('view.frequency')}
          value={frequency ?? 'A'}
          options={frequencies.map((one) => ({ value: one, text: t(`frequency.${one}`) }))}
          onChoose={(one) => {
            go({ frequency: one, base: null });
          }}
        />
        <Choice
          label={t('view.base')}
          value={base ?? ''}
          options={bases.map((one) => ({ value: one, text: periodText(one, language) }))}
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
