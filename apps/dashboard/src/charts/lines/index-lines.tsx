import { memo, useId, useMemo } from 'react';
import { useWords } from '../../words/language.tsx';
import { ChartCanvas, type ChartProps } from '../frame/chart-canvas.tsx';
import { ChartLegend } from '../frame/chart-legend.tsx';
import { EndLabelText } from '../label/label-text.tsx';
import { Hatches, inkOf } from '../mark/hatch.tsx';
import { indexLayout, type IndexLayout } from './index-layout.ts';
import { LineDrawing } from './line-drawing.tsx';
import { radiusOf, seenKeys } from './line-layout.ts';
import type { Line } from '../mark/mark.ts';
import { wrapped } from '../label/text-width.ts';
import { TextLines } from '../mark/shapes.tsx';
import { Levels, Plot, Times } from './axes.tsx';
import { useWidth } from '../frame/use-width.tsx';

export interface IndexLinesProps extends ChartProps {
  readonly lines: readonly Line[];
  /** The base period in words. */
  readonly baseTitle: string;
}

/** The most pixels of the radius of a dot. */
const RADIUS = 3;

/** Indices on a logarithmic axis, where equal growth is an equal rise. */
export function IndexLines({ lines, baseTitle, ...chart }: IndexLinesProps) {
  const [room, width] = useWidth();
  const words = useWords();
  const prefix = useId();
  const layout = useMemo(() => indexLayout(lines, width, words), [lines, width, words]);
  return (
    <>
      <ChartLegend keys={seenKeys(layout.shapes, RADIUS)} />
      <ChartCanvas {...chart} room={room} width={width} height={layout.height} targets={layout.targets}>
        <Lines layout={layout} width={width} baseTitle={baseTitle} prefix={prefix} />
      </ChartCanvas>
    </>
  );
}

interface LinesProps {
  readonly layout: IndexLayout;
  readonly width: number;
  readonly baseTitle: string;
  readonly prefix: string;
}

const Lines = memo(function Lines({ layout, width, baseTitle, prefix }: LinesProps) {
  const { t } = useWords();
  const title = wrapped(`${t('chart.base', { base: baseTitle })} · ${t('chart.logarithmic')}`, width, 12, 2);
  const { left, right, ticks, times, shapes, ends, base, top, bottom } = layout;
  return (
    <g data-panel="">
      <Plot left={left} right={right} top={top} bottom={bottom} />
      <Hatches prefix={prefix} inks={shapes.map(({ line }) => inkOf(line.colour))} filled="dot" />
      <TextLines lines={title} className="chart-axis-title" x={0} y={12} step={16} />
      <Levels ticks={ticks} left={left} right={right} base={base} />
      <line className="chart-base" x1={left} x2={right} y1={base} y2={base} />
      <Times times={times} y={bottom + 24} />
      {shapes.map((shape, index) => (
        <LineDrawing key={index} shape={shape} prefix={prefix} radius={radiusOf(shape, RADIUS)} />
      ))}
      {ends.map((label, index) => (
        <EndLabelText key={index} label={label} />
      ))}
    </g>
  );
});
