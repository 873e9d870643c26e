import { memo, useId, useMemo } from 'react';
import { useWords } from '../../words/language.tsx';
import { barLayout, type BarLayout, type BarRow, type Whisker } from './bar-layout.ts';
import { ChartCanvas, type ChartProps } from '../frame/chart-canvas.tsx';
import { Cut, diamond, Glyph, FilledBar, TextLines } from '../mark/shapes.tsx';
import { direction } from '../mark/extent.ts';
import { Hatches, lookOf } from '../mark/hatch.tsx';
import { type Mark, markStyleOf } from '../mark/mark.ts';
import { namesOf, valueNames } from '../mark/mark-names.ts';
import { useWidth } from '../frame/use-width.tsx';

export interface DivergingBarsProps extends ChartProps {
  /** In drawing order, all of one period. */
  readonly marks: readonly Mark[];
  /** Unit of the numbers; `percent` by default. */
  readonly unit?: string;
}

/** Bars from zero, one for each mark. */
export function DivergingBars({ marks, unit = 'percent', ...chart }: DivergingBarsProps) {
  const [room, width] = useWidth();
  const words = useWords();
  const prefix = useId();
  const layout = useMemo(() => barLayout(marks, unit, width, words), [marks, unit, width, words]);
  return (
    <ChartCanvas {...chart} room={room} width={width} height={layout.height} targets={layout.targets}>
      <Bars layout={layout} width={width} prefix={prefix} />
    </ChartCanvas>
  );
}

interface BarsProps {
  readonly layout: BarLayout;
  readonly width: number;
  readonly prefix: string;
}

const Bars = memo(function Bars({ layout, width, prefix }: BarsProps) {
  const { rows, ticks, scale, top, zero, plots } = layout;
  return (
    <>
      <Hatches prefix={prefix} inks={rows.map(({ mark }) => direction(mark))} filled="bar" />
      {scale.breaks.map(({ start, end }) => (
        <g key={start}>
          {plots.map((plot) => (
            <rect
              key={plot.top}
              className="chart-break-band"
              x={start + 3}
              y={plot.top}
              width={end - start - 6}
              height={plot.bottom - plot.top}
            />
          ))}
        </g>
      ))}
      {ticks.map(({ at, text }) => (
        <g key={text}>
          <Uprights className="chart-grid" x={at} plots={plots} />
          <text className="chart-tick" x={at} y={top - 10} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {scale.stretches
        .filter(({ broken }) => !broken)
        .map(({ start, end }) => (
          <line key={start} className="chart-axis" x1={start} x2={end} y1={top - 4} y2={top - 4} />
        ))}
      {scale.breaks.map(({ start, end }) => (
        <Cut key={start} x={(start + end) / 2} y={top - 4} half={5} />
      ))}
      {rows.map((row, index) => (
        <g key={row.mark.id}>
          {index > 0 && <line className="chart-divider" x1="0" x2={width} y1={row.top} y2={row.top} />}
          <Bar row={row} height={layout.bar} prefix={prefix} zero={zero} />
        </g>
      ))}
      <Uprights className="chart-zero" x={zero} plots={plots} />
      {rows.map((row) => (
        <Written key={row.mark.id} row={row} />
      ))}
    </>
  );
});

function Uprights({ className, x, plots }: { className: string; x: number; plots: BarLayout['plots'] }) {
  return plots.map(({ top, bottom }) => (
    <line key={top} className={className} x1={x} x2={x} y1={top} y2={bottom} />
  ));
}

function Written({ row }: { row: BarRow }) {
  const below = row.nameY + row.names.length * 18;
  return (
    <>
      <TextLines lines={row.names} className="chart-name" x={0} y={row.nameY} step={18} />
      <TextLines lines={row.notes} className="chart-remark" x={0} y={below - 2} step={16} />
      <text
        className={`chart-value ink-${direction(row.mark)}`}
        x={row.label.x}
        y={row.label.y}
        textAnchor={row.label.anchor}
      >
        {row.label.text}
      </text>
    </>
  );
}

function Bar({ row, height, prefix, zero }: { row: BarRow; height: number; prefix: string; zero: number }) {
  const { mark, shape, y } = row;
  const ink = direction(mark);
  const style = markStyleOf(mark);
  const look = lookOf(style, prefix, ink, 'bar');
  const names = valueNames(mark);
  return (
    <g className={`ink-${ink}`}>
      {shape.kind === 'bar' && (
        <FilledBar {...look} names={names} from={shape.from} to={shape.to} y={y} height={height} />
      )}
      {shape.kind === 'range' && (
        <>
          <line className="chart-leader" x1={zero} x2={nearest(zero, shape)} y1={y} y2={y} />
          <FilledBar
            {...(style === 'final' ? { className: 'chart-band' } : look)}
            names={namesOf('interval', mark)}
            from={shape.from}
            to={shape.to}
            y={y}
            height={height - 8}
          />
          <Ends from={shape.from} to={shape.to} y={y} half={height / 2} />
        </>
      )}
      {shape.kind === 'readings' && (
        <>
          <line className="chart-leader" x1={zero} x2={nearest(zero, shape)} y1={y} y2={y} />
          <line className="chart-joint" x1={shape.from} x2={shape.to} y1={y} y2={y} />
        </>
      )}
      {row.cuts.map(({ from, to }, index) => (
        <Cut key={index} x={(from + to) / 2} y={y} half={height / 2 + 3} />
      ))}
      {shape.kind === 'readings' &&
        shape.at.map((at, index) => (
          <Glyph key={index} {...look} names={names} x={at} y={y} d={diamond(8)} />
        ))}
      {row.revision && <Revision {...row.revision} mark={mark} y={y} />}
      {row.whiskers.map(({ from, to }, index) => (
        <g key={index}>
          {to - from >= 4 && <line className="chart-halo" x1={from - 1} x2={to + 1} y1={y} y2={y} />}
          <line className="chart-whisker" {...namesOf('interval', mark)} x1={from} x2={to} y1={y} y2={y} />
          {to - from >= 4 && <Ends from={from} to={to} y={y} half={4} />}
        </g>
      ))}
    </g>
  );
}

/** The end of a span nearer to zero. */
function nearest(zero: number, { from, to }: Whisker): number {
  return Math.max(from, Math.min(zero, to));
}

function Ends({ from, to, y, half }: Whisker & { y: number; half: number }) {
  return (
    <>
      <line className="chart-whisker" x1={from} x2={from} y1={y - half} y2={y + half} />
      <line className="chart-whisker" x1={to} x2={to} y1={y - half} y2={y + half} />
    </>
  );
}

/** The earliest print held as a ring, with a line to the present value. */
function Revision({ from, to, mark, y }: Whisker & { mark: Mark; y: number }) {
  return (
    <>
      <line className="chart-halo" x1={from} x2={to} y1={y} y2={y} />
      <line className="chart-revision" x1={from} x2={to} y1={y} y2={y} />
      <circle className="chart-first" {...namesOf('first', mark)} cx={from} cy={y} r="3.5" />
    </>
  );
}
