import type { ServedState } from '@silkgauge/contract';
import type { Table } from '../charts/mark/mark.ts';
import { useWords } from '../words/language.tsx';
import { seriesSource } from '../words/names.ts';
import { dayText, instantText } from '../words/period.ts';
import { tableOf } from './chart-data/chart-table.ts';
import type { ViewProps } from './view-props.ts';

/** What the frame of a view's chart needs, whatever the chart: the table behind it, what is written into files. */
export function useFrame(
  { address, go, names }: ViewProps,
  states: readonly ServedState[],
  measures: readonly string[],
): {
  readonly title: string;
  readonly table: Table;
  readonly fileName: string;
  readonly metadata: string;
  readonly asTable: boolean;
  readonly onAsTable: (asTable: boolean) => void;
} {
  const words = useWords();
  const { t, language } = words;
  const sources = [...new Set(states.map(({ series }) => seriesSource(series, names, language)))];
  const { clock } = address;
  const known =
    clock === null
      ? instantText(new Date().toISOString(), language)
      : 'publishedBy' in clock
        ? t('clock.published', { day: dayText(clock.publishedBy, language) })
        : t('clock.sequence', { sequence: clock.asOf });
  return {
    title: t(`view.${address.view}`),
    table: tableOf(states, measures, { words, names }),
    fileName: `silkgauge-${address.view}`,
    metadata: `${sources.slice(0, 3).join('; ')}${sources.length > 3 ? ' …' : ''} · Silkgauge · ${known}`,
    asTable: address.asTable,
    onAsTable: (asTable) => {
      go({ asTable }, 'replace');
    },
  };
}
