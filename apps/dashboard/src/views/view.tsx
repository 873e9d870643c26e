import { use, type ReactNode } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address, Filter } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { Headline } from '../answer/use-headline.ts';
import { fileNameOf } from '../charts/export/file-name.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import type { LegendKey } from '../charts/mark/legend-keys.ts';
import type { Table } from '../charts/mark/mark.ts';
import { Choice } from '../controls/choice.tsx';
import { clockText } from '../words/clock-text.ts';
import { useWords } from '../words/language.tsx';
import { seriesSource } from '../words/series-names.ts';
import { instantText } from '../words/period.ts';
import type { ChosenFrequency } from './chart-data/selection.ts';
import type { Run } from './use-run.ts';

export interface ListProps {
  readonly address: Address;
}

export interface ViewProps extends ListProps {
  /** The series of the headline without its flow. */
  readonly main: Filter;
  /** States of `main` in all flows and periods. */
  readonly family: readonly ServedState[];
}

interface ViewFrameProps {
  readonly address: Address;
  readonly question: string;
  readonly states: readonly ServedState[];
  readonly table: Table;
  readonly legend: readonly LegendKey[];
  readonly choices: ReactNode;
  /** The chart, or what stands in for it. */
  readonly children: ReactNode;
}

/** The frame of a view: controls, chart, table, and texts of its downloads. */
export function ViewFrame({ address, states, choices, children, ...frame }: ViewFrameProps) {
  const words = useWords();
  const { t, language } = words;
  const headline = use(Headline);
  const { clock, view } = address;
  const sources = [...new Set(states.map(({ series }) => seriesSource(series, words)))];
  const known = clock ? clockText(clock, words) : instantText(new Date().toISOString(), language);
  return (
    <ChartFrame
      {...frame}
      title={t(`view.${view}`)}
      headline={headline}
      fileName={fileNameOf(
        {
          ...{ view, headline, series: states.map(({ series }) => series) },
          periods: states.map(({ period }) => period),
        },
        words,
      )}
      metadata={`${sources.slice(0, 3).join(t('word.semicolon'))}${sources.length > 3 ? ' …' : ''} · Silkgauge · ${known}`}
      asTable={address.asTable}
      onAsTable={(asTable) => go({ asTable }, 'replace')}
    >
      <div className="choices">{choices}</div>
      {children}
    </ChartFrame>
  );
}

interface FrequencyChoiceProps {
  readonly of: ChosenFrequency;
  /** Further changes of the address with the frequency. */
  readonly also?: Partial<Address>;
}

export function FrequencyChoice({ of: { frequencies, frequency: chosen }, also }: FrequencyChoiceProps) {
  const { t } = useWords();
  return (
    <Choice
      label={t('view.frequency')}
      value={chosen ?? 'A'}
      options={frequencies.map((value) => ({ value, text: t(`frequency.${value}`) }))}
      onChoose={(frequency) => go({ frequency, ...also })}
    />
  );
}

export function RunChoice({ by, offered }: Pick<Run, 'by' | 'offered'>) {
  const { t } = useWords();
  return (
    <Choice
      label={t('view.by')}
      value={by ?? 'area'}
      options={offered.map((value) => ({ value, text: t(`dimension.${value}`) }))}
      onChoose={(chosen) => go({ by: chosen })}
    />
  );
}
