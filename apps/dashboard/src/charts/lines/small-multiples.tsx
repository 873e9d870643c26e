import { memo, useId, useMemo, useState } from 'react';
import { useWords } from '../../words/language.tsx';
import { BreakBands, BrokenAxis } from '../scale/broken-axis.tsx';
import { ChartCanvas, type ChartProps } from '../frame/chart-canvas.tsx';
import { ChartLegend } from '../frame/chart-legend.tsx';
import { Hatches, inkOf } from '../mark/hatch.tsx';
import { LineDrawing } from './line-drawing.tsx';
import { radiusOf, seenKeys } from './line-layout.ts';
import type { Line } from '../mark/mark.ts';
import { PointLabelText } from '../label/label-text.tsx';
import { smallLayout, type SmallLayout, type SmallPanel } from './small-layout.ts';
import { TextLines } from '../mark/shapes.tsx';
import { Plot, Times } from './axes.tsx';
import { useWidth } from '../frame/use-width.tsx';

/** The most pixels of the radius of a dot. */
const RADIUS = 3;

/** Panels shown at first, and added each time. */
const STEP = 24;

export interface SmallMultiplesProps extends ChartProps {
  readonly panels: readonly Line[];
  readonly unit: string;
}

/** A panel for each series, all on one scale. */
export function SmallMultiples({ panels, unit, ...chart }: SmallMultiplesProps) {
  const [room, width] = useWidth();
  const words = useWords();
  const [shown, setShown] = useState(STEP);
  const prefix = useId();
  const layout = useMemo(
    () => smallLayout(panels, shown, unit, width, words),
    [panels, shown, unit, width, words],
  );
  const seen = seenKeys(
    layout.panels.map(({ shape }) => shape),
    RADIUS,
  );
  const rest = panels.length - shown;
  return (
    <>
      <ChartLegend keys={seen} />
      <ChartCanvas {...chart} room={room} width={width} height={layout.height} targets={layout.targets}>
        <Grid layout={layout} prefix={prefix} />
      </ChartCanvas>
      {rest > 0 && (
        <button type="button" className="chart-button" onClick={() => setShown(shown + STEP)}>
          {words.t('chart.more', { count: Math.min(STEP, rest), rest })}
        </button>
      )}
    </>
  );
}

const Grid = memo(function Grid({ layout, prefix }: { layout: SmallLayout; prefix: string }) {
  return (
    <>
      <Hatches
        prefix={prefix}
        inks={layout.panels.map(({ shape }) => inkOf(shape.line.colour))}
        filled="dot"
      />
      {layout.labels.map(({ x, y, text }, index) => (
        <text key={index} className="chart-tick" x={x} y={y + 4} textAnchor="end">
          {text}
        </text>
      ))}
      {layout.panels.map((panel, index) => (
        <Small key={index} panel={panel} prefix={prefix} />
      ))}
      {layout.axes.map((axis) => (
        <BrokenAxis key={axis.top} {...axis} />
      ))}
    </>
  );
});

const Small = memo(function Small({ panel, prefix }: { panel: SmallPanel; prefix: string }) {
  const { x, y, width, names, values, ticks, zero, top, bottom, shape, breaks, labels, times } = panel;
  return (
    <g data-panel="">
      <Plot left={x} right={x + width} top={top} bottom={bottom} />
      <TextLines lines={names} className="chart-panel-name" x={x} y={y + 13} step={17} />
      <TextLines
        lines={values}
        className={`chart-panel-value ink-${inkOf(shape.line.colour)}`}
        x={x}
        y={y + 13 + names.length * 17}
        step={17}
      />
      <BreakBands breaks={breaks} left={x} right={x + width} />
      {ticks.map((tick) => (
        <line key={tick} className="chart-grid" x1={x} x2={x + width} y1={tick} y2={tick} />
      ))}
      <line className="chart-zero" x1={x} x2={x + width} y1={zero} y2={zero} />
      <Times times={times} y={bottom + 18} />
      <LineDrawing shape={shape} prefix={prefix} radius={radiusOf(shape, RADIUS)} alone />
      {labels.map((label, index) => (
        <PointLabelText key={index} label={label} />
      ))}
    </g>
  );
});
