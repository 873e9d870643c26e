/** Path of a square on its corner, `r` pixels from the middle to each corner. */
export const diamond = (r: number): string => `M0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

interface GlyphProps {
  readonly className: string;
  readonly fill?: string | undefined;
  readonly x: number;
  readonly y: number;
  /** Path around (0, 0): the halves of a pattern lie above and below that point. */
  readonly d: string;
}

/** The sign of a number, drawn around a point. */
export function Glyph({ x, y, ...look }: GlyphProps) {
  return <path {...look} transform={`translate(${x} ${y})`} />;
}

interface FilledBarProps {
  readonly className: string;
  readonly fill?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Middle of the bar: the halves of a pattern lie above and below that height. */
  readonly y: number;
  readonly height: number;
}

/** A level rectangle, at least a pixel long. */
export function FilledBar({ from, to, y, height, ...look }: FilledBarProps) {
  return (
    <rect
      {...look}
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
  /** Baseline of the first line. */
  readonly y: number;
  /** Pixels from baseline to baseline. */
  readonly step: number;
}

/** Lines of text below one another. */
export function TextLines({ lines, className, x, y, step }: TextLinesProps) {
  return lines.map((line, index) => (
    <text key={index} className={className} x={x} y={y + index * step}>
      {line}
    </text>
  ));
}

/** The sign of a break, in the middle of it: two slanted strokes with nothing between them. */
export interface CutProps {
  readonly x: number;
  readonly y: number;
  /** Pixels to either side of what is cut. */
  readonly half: number;
  /** Whether what is cut runs upright. */
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
