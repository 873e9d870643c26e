import { memo, useId, useMemo } from 'react';
import { useWords } from '../../words/language.tsx';
import { ChartCanvas, type ChartProps } from '../frame/chart-canvas.tsx';
import {
  contributionLayout,
  type ContributionColumn,
  type ContributionLayout,
  type ContributionRow,
  type TotalShape,
} from './contribution-layout.ts';
import { Hatches, inkOf, lookOf } from '../mark/hatch.tsx';
import type { PartLabel } from './label-flow.ts';
import { type Mark, markStyleOf } from '../mark/mark.ts';
import { valueNames, type MarkNames } from '../mark/mark-names.ts';
import { growthTick } from '../scale/tick-text.ts';
import { diamond, Glyph, FilledBar, TextLines } from '../mark/shapes.tsx';
import { useWidth } from '../frame/use-width.tsx';

export interface ContributionsProps extends ChartProps {
  /** One column per period, drawn as a row so that every label has room. */
  readonly columns: readonly ContributionColumn[];
}

/** Contributions to the growth of a total in points, with the total as a marker. */
export function Contributions({ columns, ...chart }: ContributionsProps) {
  const [room, width] = useWidth();
  const words = useWords();
  const prefix = useId();
  const layout = useMemo(() => contributionLayout(columns, width, words), [columns, width, words]);
  return (
    <ChartCanvas {...chart} room={room} width={width} height={layout.height} targets={layout.targets}>
      <Rows layout={layout} width={width} prefix={prefix} />
    </ChartCanvas>
  );
}

interface RowsProps {
  readonly layout: ContributionLayout;
  readonly width: number;
  readonly prefix: string;
}

const Rows = memo(function Rows({ layout, width, prefix }: RowsProps) {
  const { language, t } = useWords();
  const { rows, ticks, top, left } = layout;
  const inks = rows.flatMap(({ column }) => column.parts.map(({ colour }) => inkOf(colour)));
  return (
    <>
      <Hatches prefix={prefix} inks={inks} filled="bar" />
      <Hatches prefix={prefix} inks={['open']} filled="dot" />
      <text className="chart-axis-title" x={left} y="12">
        {t('chart.points')}
      </text>
      {ticks.map(({ at, value }) => (
        <text key={value} className="chart-tick" x={at} y={top - 8} textAnchor="middle">
          {growthTick(value, 'points', language)}
        </text>
      ))}
      {rows.map((row, index) => (
        <g key={`${row.column.period} ${index}`}>
          {index > 0 && <line className="chart-divider" x1="0" x2={width} y1={row.top} y2={row.top} />}
          {ticks.map(({ at, value }) => (
            <line
              key={value}
              className={value === 0 ? 'chart-zero' : 'chart-grid'}
              x1={at}
              x2={at}
              y1={row.barY - 6}
              y2={row.barY + layout.bar + 6}
            />
          ))}
          <Row row={row} bar={layout.bar} prefix={prefix} />
        </g>
      ))}
    </>
  );
});

function Row({ row, bar, prefix }: { row: ContributionRow; bar: number; prefix: string }) {
  return (
    <>
      <TextLines lines={row.titles} className="chart-name" x={0} y={row.titleY} step={18} />
      <TextLines lines={row.remarks} className="chart-remark" x={0} y={row.remarkY} step={16} />
      {row.pieces.map(({ part, box }) => (
        <Piece key={part.mark.id} part={part} box={box} prefix={prefix} />
      ))}
      {row.total && <Total total={row.total} y={row.barY} bar={bar} prefix={prefix} />}
      {row.labels.map((label, index) => (
        <LabelText key={index} label={label} prefix={prefix} />
      ))}
    </>
  );
}

type PieceProps = ContributionRow['pieces'][number] & { readonly prefix: string };

function Piece({ part: { mark, colour }, box: { x, y, width, height }, prefix }: PieceProps) {
  const { className, fill } = lookOf(markStyleOf(mark), prefix, inkOf(colour), 'bar');
  return (
    <FilledBar
      className={`chart-piece ${className} ink-${inkOf(colour)}`}
      fill={fill}
      names={valueNames(mark)}
      from={x}
      to={x + width}
      y={y + height / 2}
      height={height}
    />
  );
}

function Total({ total, y, bar, prefix }: { total: TotalShape; y: number; bar: number; prefix: string }) {
  const middle = y + bar / 2;
  const one = total.at.length === 1;
  return (
    <>
      {one &&
        total.at.map((x, index) => (
          <line key={index} className="chart-total-line" x1={x} x2={x} y1={y - 7} y2={y + bar + 7} />
        ))}
      <line className="chart-total-line" x1={total.from} x2={total.to} y1={middle} y2={middle} />
      {total.at.map((x, index) => (
        <Diamond
          key={index}
          mark={total.mark}
          names={valueNames(total.mark)}
          {...{ x, y: middle, r: 7, prefix }}
        />
      ))}
    </>
  );
}

interface DiamondProps {
  readonly mark: Mark;
  readonly names?: MarkNames;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly prefix: string;
}

function Diamond({ mark, names, x, y, r, prefix }: DiamondProps) {
  const { className, fill } = lookOf(markStyleOf(mark), prefix, 'open', 'dot');
  const look = { className: `chart-total ${className} ink-open`, fill, ...(names && { names }) };
  return <Glyph {...look} x={x} y={y} d={diamond(r)} />;
}

function LabelText({ label, prefix }: { label: PartLabel; prefix: string }) {
  const { mark, x, y, name, text, colour, stacked, first } = label;
  return (
    <g className={colour === null ? 'ink-open' : `ink-${inkOf(colour)}`}>
      {first &&
        (colour === null ? (
          <Diamond mark={mark} x={x + 6} y={y - 4.5} r={6} prefix={prefix} />
        ) : (
          <rect
            {...(stacked
              ? lookOf(markStyleOf(mark), prefix, inkOf(colour), 'bar')
              : { className: 'chart-band' })}
            transform={`translate(${x + 1} ${y - 4.5})`}
            y="-5.5"
            width="11"
            height="11"
          />
        ))}
      <text className="chart-label" x={x + 20} y={y}>
        {name}
        <tspan className="chart-label-value">{name === '' ? text : ` ${text}`}</tspan>
      </text>
    </g>
  );
}
