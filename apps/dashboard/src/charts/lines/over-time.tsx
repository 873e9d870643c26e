import { memo, useId, useMemo } from 'react';
import { unitName } from '@silkgauge/words';
import { useWords } from '../../words/language.tsx';
import { BreakBands, BrokenAxis } from '../scale/broken-axis.tsx';
import { ChartCanvas, type ChartProps } from '../frame/chart-canvas.tsx';
import { ChartLegend } from '../frame/chart-legend.tsx';
import { EndLabelText, PointLabelText } from '../label/label-text.tsx';
import { Hatches, inkOf } from '../mark/hatch.tsx';
import { LineDrawing, outlineOf } from './line-drawing.tsx';
import { radiusOf, seenKeys } from './line-layout.ts';
import type { Line, RuleLine } from '../mark/mark.ts';
import { policyNames } from '../mark/mark-names.ts';
import { overTimeLayout, ruleLabel, type OverTimeLayout, type Panel } from './over-time-layout.ts';
import { PolicyRules, RuleList } from './policy-rules.tsx';
import { Glyph } from '../mark/shapes.tsx';
import { Levels, Plot, Times } from './axes.tsx';
import { isNarrow } from '../label/text-width.ts';
import { useWidth } from '../frame/use-width.tsx';

export interface OverTimeProps extends ChartProps {
  readonly levels: readonly Line[];
  readonly growth: readonly Line[];
  readonly rules: readonly RuleLine[];
  /** Unit of the levels: a currency code, or a unit of count. */
  readonly levelUnit: string;
}

/** The most pixels of the radius of a dot. */
const RADIUS = 3.5;

/** Levels above, growth below, on one time axis. */
export function OverTime({ levels, growth, rules, levelUnit, ...chart }: OverTimeProps) {
  const [room, width] = useWidth();
  const words = useWords();
  const { t } = words;
  const prefix = useId();
  const layout = useMemo(() => {
    const [tall, low] = isNarrow(width) ? [170, 150] : [220, 180];
    const level = t('chart.level', { unit: unitName(levelUnit, words.language) });
    const panels = [
      { title: level, unit: levelUnit, lines: levels, height: tall },
      { title: t('chart.growth'), unit: 'percent', lines: growth, height: low },
    ];
    return overTimeLayout(panels, rules, width, words);
  }, [levels, growth, rules, levelUnit, width, words, t]);
  const seen = seenKeys(
    layout.panels.flatMap(({ shapes }) => shapes),
    RADIUS,
  );
  return (
    <>
      <ChartLegend keys={seen} />
      <ChartCanvas
        {...chart}
        room={room}
        width={width}
        height={layout.height}
        targets={layout.targets}
        named={<PolicyRules rules={layout.rules} top={layout.rulesY} />}
      >
        <Panels layout={layout} prefix={prefix} />
      </ChartCanvas>
    </>
  );
}

const Panels = memo(function Panels({ layout, prefix }: { layout: OverTimeLayout; prefix: string }) {
  const words = useWords();
  const { t } = words;
  const { panels, left, right, times, axisY } = layout;
  const inks = panels.flatMap(({ shapes }) => shapes.map(({ line }) => inkOf(line.colour)));
  return (
    <>
      <Hatches prefix={prefix} inks={inks} filled="dot" />
      {layout.rules.drawn.map(({ rule, x }) => (
        <path
          key={`${rule.day} ${rule.label}`}
          className="chart-rule"
          {...policyNames(rule, t('chart.rule', { day: rule.day, label: ruleLabel(rule, words) }))}
          d={panels.map(({ top, bottom }) => `M${x} ${top - 6}V${bottom}`).join('')}
        />
      ))}
      {panels.map((panel) => (
        <PanelDrawing key={panel.title} panel={panel} left={left} right={right} prefix={prefix} />
      ))}
      <Times times={times} y={axisY + 20} />
      <RuleList rules={layout.rules} top={layout.listY} />
    </>
  );
});

interface PanelDrawingProps {
  readonly panel: Panel;
  readonly left: number;
  readonly right: number;
  readonly prefix: string;
}

function PanelDrawing({ panel, left, right, prefix }: PanelDrawingProps) {
  return (
    <g data-panel="">
      <Plot left={left} right={right} top={panel.top} bottom={panel.bottom} />
      <BreakBands breaks={panel.breaks} left={left} right={right} />
      <Levels ticks={panel.ticks} left={left} right={right} />
      <BrokenAxis breaks={panel.breaks} x={left} top={panel.top} bottom={panel.bottom} />
      <line className="chart-zero" x1={left} x2={right} y1={panel.zero} y2={panel.zero} />
      <text className="chart-panel-title" x="0" y={panel.titleY}>
        {panel.title}
      </text>
      {panel.keys.map(({ line, x, y, text }, index) => (
        <g key={index} className={`ink-${inkOf(line.colour)}`}>
          <path className="chart-line" d={`M${x} ${y - 4}h16`} />
          <Glyph className="chart-solid" x={x + 8} y={y - 4} d={outlineOf(line.colour, 3.5)} />
          <text className="chart-key" x={x + 22} y={y}>
            {text}
          </text>
        </g>
      ))}
      {panel.shapes.map((shape, index) => (
        <LineDrawing key={index} shape={shape} prefix={prefix} radius={radiusOf(shape, RADIUS)} />
      ))}
      {panel.ends.map((label, index) => (
        <EndLabelText key={index} label={label} />
      ))}
      {panel.labels.map((label, index) => (
        <PointLabelText key={index} label={label} />
      ))}
    </g>
  );
}
