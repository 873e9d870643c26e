import { useId, useMemo } from 'react';
import { useWords } from '../../words/language.tsx';
import { ChartCanvas } from '../frame/chart-canvas.tsx';
import type { ChartProps } from '../frame/chart-props.ts';
import { EndLabelText } from '../label/end-label.tsx';
import { Hatches, inkOf } from '../mark/hatch.tsx';
import { indexLayout, type IndexLayout } from './index-layout.ts';
import { LineDrawing } from './line-drawing.tsx';
import { radiusOf } from './line-layout.ts';
import type { Line } from '../mark/mark.ts';
import { wrapped } from '../label/text-width.ts';
import { useWidth } from '../frame/use-width.tsx';

export interface IndexLinesProps extends ChartProps {
  readonly lines: readonly Line[];
  /** The period that is 100, as it is written. */
  readonly baseTitle: string;
}

/** Indices on a logarithmic axis, where equal growth is an equal rise wherever a line stands. */
export function IndexLines({ lines, baseTitle, ...chart }: IndexLinesProps) {
  const [room, width] = useWidth();
  const { language, t } = useWords();
  const prefix = useId();
  const layout = useMemo(
    () => indexLayout(lines, width, { language, until: (day) => t('chart.until', { day }) }),
    [lines, width, language, t],
  );
  const drawing = useMemo(
    () => <Lines layout={layout} width={width} baseTitle={baseTitle} prefix={prefix} />,
    [layout, width, baseTitle, prefix],
  );
  return (
    <ChartCanvas {...chart} room={room} width={width} height={layout.height} targets={layout.targets}>
      {drawing}
    </ChartCanvas>
  );
}

interface LinesProps {
  readonly layout: IndexLayout;
  readonly width: number;
  readonly baseTitle: string;
  readonly prefix: string;
}

function Lines({ layout, width, baseTitle, prefix }: LinesProps) {
  const { t } = useWords();
  const title = wrapped(`${t('chart.base', { base: baseTitle })} · ${t('chart.logarithmic')}`, width, 12, 2);
  const { left, right, ticks, times, shapes, ends, base, bottom } = layout;
  return (
    <>
      <Hatches prefix={prefix} inks={shapes.map(({ line }) => inkOf(line.colour))} filled="dot" />
      {title.map((line, index) => (
        <text key={index} className="chart-axis-title" x="0" y={12 + index * 16}>
          {line}
        </text>
      ))}
      {ticks.map(({ at, text }) => (
        <g key={text}>
          <line className="chart-grid" x1={left} x2={right} y1={at} y2={at} />
          <text
            className={at === base ? 'chart-tick chart-tick-base' : 'chart-tick'}
            x={left - 8}
            y={at + 4}
            textAnchor="end"
          >
            {text}
          </text>
        </g>
      ))}
      <line className="chart-base" x1={left} x2={right} y1={base} y2={base} />
      {times.map(({ at, text }, index) => (
        <text key={index} className="chart-tick" x={at} y={bottom + 24} textAnchor="middle">
          {text}
        </text>
      ))}
      {shapes.map((shape, index) => (
        <LineDrawing key={index} shape={shape} prefix={prefix} radius={radiusOf(shape, 3)} />
      ))}
      {ends.map((label, index) => (
        <EndLabelText key={index} label={label} />
      ))}
    </>
  );
}
