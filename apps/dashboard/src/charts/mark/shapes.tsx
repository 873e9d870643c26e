import type { MarkNames } from './mark-names.ts';

/** SVG path of a square on its corner; `r` is half its diagonal in pixels. */
export const diamond = (r: number): string => `M0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

interface GlyphProps {
  readonly className: string;
  readonly fill?: string | undefined;
  readonly x: number;
  readonly y: number;
  /** Path around (0, 0), where the halves of a pattern meet. */
  readonly d: string;
  readonly names?: MarkNames;
}

export function Glyph({ x, y, names, ...look }: GlyphProps) {
  return <path {...look} {...names} transform={`translate(${x} ${y})`} />;
}

interface FilledBarProps {
  readonly className: string;
  readonly fill?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Middle of the bar, where the halves of a pattern meet. */
  readonly y: number;
  readonly height: number;
  readonly names?: MarkNames;
}

/** A horizontal bar, at least a pixel long. */
export function FilledBar({ from, to, y, height, names, ...look }: FilledBarProps) {
  return (
    <rect
      {...look}
      {...names}
      transform={`translate(0 ${y})`}
      x={Math.min(from, to)}
      width={Math.max(1, Math.abs(to - from))}
      y={-height / 2}
      height={height}
    />
  );
}

export interface TextLinesProps {
  readonly lines: readonly string[];
  readonly className: string;
  readonly x: number;
  readonly y: number;
  readonly step: number;
}

export function TextLines({ lines, className, x, y, step }: TextLinesProps) {
  return lines.map((line, index) => (
    <text key={index} className={className} x={x} y={y + index * step}>
      {line}
    </text>
  ));
}

/** The sign of a break around its middle: two slanted strokes. */
export interface CutProps {
  readonly x: number;
  readonly y: number;
  /** Pixels to either side of the line or bar. */
  readonly half: number;
  /** Whether the line or bar is vertical. */
  readonly isUpright?: boolean;
}

const SLANT = 3;
const APART = 4;

export function Cut({ x, y, half, isUpright = false }: CutProps) {
  const stroke = (at: number) => `M${at - SLANT} ${half}L${at + SLANT} ${-half}`;
  const turned = isUpright ? ' rotate(90)' : '';
  return (
    <g transform={`translate(${x} ${y})${turned}`}>
      <path
        className="chart-cut"
        d={`${stroke(-APART)}L${APART + SLANT} ${-half}L${APART - SLANT} ${half}z`}
      />
      <path className="chart-cut-edge" d={`${stroke(-APART)}${stroke(APART)}`} />
    </g>
  );
}
