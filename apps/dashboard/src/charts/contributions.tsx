import { useId, useMemo } from 'react';
import { useWords } from '../words/language.tsx';
import { ChartCanvas } from './chart-canvas.tsx';
import type { ChartProps } from './chart-props.ts';
import {
  contributionLayout,
  type Column,
  type ContributionLayout,
  type ContributionRow,
  type TotalShape,
} from './contribution-layout.ts';
import { Hatches, hatched, inkOf } from './hatch.tsx';
import type { PartLabel } from './label-flow.ts';
import { growthTick } from './tick-text.ts';
import { useWidth } from './use-width.tsx';

export interface ContributionsProps extends ChartProps {
  /** One for each period, drawn as rows so that every figure has room to be written. */
  readonly columns: readonly Column[];
}

/** What parts contributed to the growth of the whole, in points, with the whole as a marker. */
export function Contributions({ columns, ...chart }: ContributionsProps) {
  const [room, width] = useWidth();
  const { t } = useWords();
  const prefix = useId();
  const layout = useMemo(
    () => contributionLayout(columns, width, { total: t('chart.total'), unstacked: t('chart.unstacked') }),
    [columns, width, t],
  );
  const drawing = useMemo(
    () => <Rows layout={layout} width={width} prefix={prefix} />,
    [layout, width, prefix],
  );
  return (
    <ChartCanvas {...chart} room={room} width={width} height={layout.height} targets={layout.targets}>
      {drawing}
    </ChartCanvas>
  );
}

function Rows({ layout, width, prefix }: { layout: ContributionLayout; width: number; prefix: string }) {
  const { language, t } = useWords();
  const { rows, ticks, top, left } = layout;
  const inks = rows.flatMap(({ column }) => column.parts.map(({ colour }) => inkOf(colour)));
  return (
    <>
      <Hatches prefix={prefix} inks={inks} />
      <text className="chart-axis-title" x={left} y="12">
        {t('chart.points')}
      </text>
      {ticks.map(({ at, value }) => (
        <text key={value} className="chart-tick" x={at} y={top - 8} textAnchor="middle">
          {growthTick(value, 'points', language)}
        </text>
      ))}
      {rows.map((row, index) => (
        <g key={`${row.column.period} ${String(index)}`}>
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
}

function Row({ row, bar, prefix }: { row: ContributionRow; bar: number; prefix: string }) {
  return (
    <>
      {row.titles.map((title, index) => (
        <text key={index} className="chart-name" x="0" y={row.titleY + index * 18}>
          {title}
        </text>
      ))}
      {row.pieces.map(({ part, box }) => (
        <rect
          key={part.mark.id}
          className={`chart-piece ${part.mark.partUntil === null ? 'chart-solid' : 'chart-hollow'} ink-${inkOf(part.colour)}`}
          {...(part.mark.provisional ? { fill: hatched(prefix, inkOf(part.colour)) } : {})}
          x={box.x}
          y={box.y}
          width={Math.max(1, box.width)}
          height={box.height}
        />
      ))}
      {row.total && <Total total={row.total} y={row.barY} bar={bar} />}
      {row.labels.map((label, index) => (
        <LabelText key={index} label={label} />
      ))}
    </>
  );
}

const diamond = (x: number, y: number, r: number): string =>
  `M${String(x)} ${String(y - r)}l${String(r)} ${String(r)}l${String(-r)} ${String(r)}l${String(-r)} ${String(-r)}z`;

function Total({ total, y, bar }: { total: TotalShape; y: number; bar: number }) {
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
        <path
          key={index}
          className={
            total.mark.partUntil === null && !total.mark.provisional
              ? 'chart-total'
              : 'chart-total chart-total-open'
          }
          d={diamond(x, middle, 7)}
        />
      ))}
    </>
  );
}

function LabelText({ label }: { label: PartLabel }) {
  const { x, y, name, text, colour, stacked, first } = label;
  return (
    <g className={colour === null ? 'ink-open' : `ink-${inkOf(colour)}`}>
      {first &&
        (colour === null ? (
          <path className="chart-total" d={diamond(x + 6, y - 4.5, 6)} />
        ) : (
          <rect
            className={stacked ? 'chart-solid' : 'chart-hollow'}
            x={x + 1}
            y={y - 10}
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
