import { useState } from 'react';
import { useWords } from '../words/language.tsx';
import { stepLayout, type FigureStep, type Tread } from './step-layout.ts';

/** A step line of vintages with a line for each reading; the heat map has every digit. */
export function StepLine({ title, steps }: { title: string; steps: readonly FigureStep[] }) {
  const { t } = useWords();
  const [now] = useState(() => Date.now());
  const layout = stepLayout(steps, now);
  if (!layout) return null;
  const { width, height, treads, values, instants, baseline } = layout;
  const said = steps
    .map(({ when, points }) => `${when}${t('word.colon')}${points.map(({ text }) => text).join(' / ')}`)
    .join(t('word.semicolon'));
  return (
    <svg
      className="step-line"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${title}${t('word.stop')}${said}`}
    >
      {treads.map((tread) => (
        <TreadDrawing key={tread.id} tread={tread} />
      ))}
      {values.map(({ id, x, y, text }) => (
        <text key={id} x={x} y={y} dy="0.32em">
          {text}
        </text>
      ))}
      {instants.map(({ x, text }, index) => (
        <text key={index} className="axis" x={x} y={baseline}>
          {text}
        </text>
      ))}
    </svg>
  );
}

function TreadDrawing({ tread: { status, left, right, y, band, from } }: { tread: Tread }) {
  return (
    <g>
      {band && <rect className="band" x={left} width={Math.max(0, right - left)} {...band} />}
      {from !== null && <line className="rise" x1={left} x2={left} y1={from} y2={y} />}
      <line className={`step ${status}`} x1={left} x2={right} y1={y} y2={y} />
    </g>
  );
}
