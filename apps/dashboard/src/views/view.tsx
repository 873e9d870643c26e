import type { ReactNode } from 'react';
import type { ServedState } from '@silkgauge/contract';
import { RUNS_OVER, type Address, type Filter, type RunsOver } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import type { LegendKey } from '../charts/mark/legend-keys.ts';
import type { Table } from '../charts/mark/mark.ts';
import { Choice } from '../controls/choice.tsx';
import { clockText } from '../words/clock-text.ts';
import { useWords } from '../words/language.tsx';
import { seriesSource } from '../words/names.ts';
import { instantText } from '../words/period.ts';
import type { ChosenFrequency } from './chart-data/selection.ts';

/** What every view is given. */
export interface ViewProps {
  readonly address: Address;
  /** The one series of the headline, but for its flow. */
  readonly main: Filter;
  /** Its states, in all flows and periods. */
  readonly family: readonly ServedState[];
}

interface ViewFrameProps {
  readonly address: Address;
  readonly question: string;
  /** States that the chart is drawn from. */
  readonly states: readonly ServedState[];
  readonly table: Table;
  readonly legend: readonly LegendKey[];
  /** Controls above the chart. */
  readonly choices: ReactNode;
  /** The chart; null where there is nothing to draw. */
  readonly children: ReactNode;
}

/** The frame of a view's chart: controls above the chart, the table behind it, and the words of its files. */
export function ViewFrame({ address, states, choices, children, ...frame }: ViewFrameProps) {
  const words = useWords();
  const { t, language } = words;
  const { clock, view } = address;
  const sources = [...new Set(states.map(({ series }) => seriesSource(series, words)))];
  const known = clock ? clockText(clock, words) : instantText(new Date().toISOString(), language);
  return (
    <ChartFrame
      {...frame}
      title={t(`view.${view}`)}
      fileName={`silkgauge-${view}`}
      metadata={`${sources.slice(0, 3).join('; ')}${sources.length > 3 ? ' …' : ''} · Silkgauge · ${known}`}
      asTable={address.asTable}
      onAsTable={(asTable) => go({ asTable }, 'replace')}
    >
      <div className="choices">{choices}</div>
      {children ?? <p className="nothing">{t('page.nothing')}</p>}
    </ChartFrame>
  );
}

interface FrequencyChoiceProps {
  readonly of: ChosenFrequency;
  /** Other parts of the address that change with the frequency. */
  readonly also?: Partial<Address>;
}

/** Which lengths of periods a chart has. */
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

/** The dimension that bars or panels run over. */
export function RunChoice({ by: chosen }: { by: RunsOver }) {
  const { t } = useWords();
  return (
    <Choice
      label={t('view.by')}
      value={chosen}
      options={RUNS_OVER.map((value) => ({ value, text: t(`dimension.${value}`) }))}
      onChoose={(by) => go({ by })}
    />
  );
}
