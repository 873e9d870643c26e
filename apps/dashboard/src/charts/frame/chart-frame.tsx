import { useId, useRef, type ReactNode } from 'react';
import { Buttons } from '../../controls/choice.tsx';
import { useWords } from '../../words/language.tsx';
import { ChartLegend } from './chart-legend.tsx';
import '../charts.css';
import { DownloadMenu } from '../export/download-menu.tsx';
import type { LegendKey } from '../mark/legend-keys.ts';
import type { ChartFiles } from '../export/save-chart.ts';
import { TableTwin } from './table-twin.tsx';

export interface ChartFrameProps extends ChartFiles {
  /** From `legendOf` or `barLegendOf`. */
  readonly legend: readonly LegendKey[];
  readonly asTable: boolean;
  readonly onAsTable: (asTable: boolean) => void;
  readonly children: ReactNode;
}

/** The frame of a chart: title, question, legend, metadata, the table, and downloads. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, headline, question, table, fileName, metadata, legend, asTable, onAsTable, children } =
    props;
  const { t } = useWords();
  const heading = useId();
  const frame = useRef<HTMLElement>(null);
  return (
    <figure ref={frame} className="chart-frame" aria-labelledby={heading}>
      <div className="chart-head">
        <div className="chart-words">
          <h3 id={heading} className="chart-title">
            {title}
          </h3>
          <p className="chart-question">{question}</p>
        </div>
        <div className="chart-tools">
          <Buttons
            className="chart-toggle"
            label={t('chart.view')}
            value={asTable ? 'table' : 'chart'}
            options={(['chart', 'table'] as const).map((value) => ({ value, text: t(`chart.${value}`) }))}
            onChoose={(shown) => onAsTable(shown === 'table')}
          />
          <DownloadMenu {...{ frame, table, fileName, title, headline, question, metadata }} />
        </div>
      </div>
      {/* Mounted behind the table too: pictures need the chart, and focus and panels stay. */}
      <div className="chart-body" hidden={asTable}>
        <ChartLegend keys={legend} />
        {children}
      </div>
      {asTable && <TableTwin title={title} table={table} />}
      <figcaption className="chart-caption">{metadata}</figcaption>
    </figure>
  );
}
