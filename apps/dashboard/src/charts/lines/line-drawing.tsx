import { Cut, diamond, Glyph } from '../mark/shapes.tsx';
import { inkOf, lookOf, type Ink } from '../mark/hatch.tsx';
import { breaksBetween, seenWhiskers, type LineDot, type LineShape, type Upright } from './line-layout.ts';
import { markStyleOf, type Mark, type MarkStyle } from '../mark/mark.ts';
import { namesOf, valueNames } from '../mark/mark-names.ts';

/** A shape for each colour, so that lines differ without colour; all shapes look equally large. */
const OUTLINES = [
  (r: number) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  (r: number) => `M${-r * 0.9} ${-r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}z`,
  (r: number) => `M0 ${-r * 1.25}l${r * 1.2} ${r * 2.1}h${-r * 2.4}z`,
  (r: number) => diamond(r * 1.3),
  (r: number) => `M0 ${r * 1.25}l${r * 1.2} ${-r * 2.1}h${-r * 2.4}z`,
] as const;

export function outlineOf(colour: number, radius: number): string {
  const outline = OUTLINES[colour % OUTLINES.length] ?? OUTLINES[0];
  return outline(radius);
}

export interface LineDrawingProps {
  readonly shape: LineShape;
  readonly prefix: string;
  readonly radius: number;
  /** Whether the panel has one line only, which needs no shape of its own. */
  readonly alone?: boolean;
}

export function LineDrawing({ shape, prefix, radius, alone = false }: LineDrawingProps) {
  const ink = inkOf(shape.line.colour);
  const outline = alone ? 0 : shape.line.colour;
  return (
    <g className={`ink-${ink}`}>
      {shape.thin !== '' && <path className="chart-line chart-line-thin" d={shape.thin} />}
      {shape.dashed !== '' && <path className="chart-line chart-line-dashed" d={shape.dashed} />}
      {shape.solid !== '' && <path className="chart-line" d={shape.solid} />}
      {shape.gaps.map(({ x, y }, index) => (
        <path key={index} className="chart-gap" d={`M${x - 5} ${y + 6}l4 -12M${x + 1} ${y + 6}l4 -12`} />
      ))}
      {shape.cuts.map(({ x, y }) => (
        <Cut key={`${x} ${y}`} x={x} y={y} half={radius + 3.5} isUpright />
      ))}
      {shape.dots.map((dot) => (
        <Dot
          key={dot.mark.id}
          dot={dot}
          outline={outline}
          prefix={prefix}
          ink={ink}
          radius={radius}
          breaks={shape.breaks}
        />
      ))}
    </g>
  );
}

/** Factors of the radius: patterns and hollow dots need room to be recognised. */
const SIZES: Readonly<Record<MarkStyle, number>> = { final: 1, provisional: 1.5, part: 1.25, both: 1.5 };
const LEAST = 3;

const sizeOf = (style: MarkStyle, radius: number): number =>
  style === 'final' ? radius : Math.max(radius, LEAST) * SIZES[style];

interface DotProps {
  readonly dot: LineDot;
  readonly outline: number;
  readonly prefix: string;
  readonly ink: Ink;
  readonly radius: number;
  readonly breaks: readonly Upright[];
}

function Dot({ dot, outline, prefix, ink, radius, breaks }: DotProps) {
  const { mark, x, ys, joined, revision } = dot;
  const style = markStyleOf(mark);
  const look = lookOf(style, prefix, ink, 'dot');
  const size = sizeOf(style, radius);
  return (
    <>
      {revision && (
        <>
          <line className="chart-revision" x1={x} x2={x} y1={revision.y1} y2={revision.y2} />
          <Cuts x={x} of={revision} breaks={breaks} />
          <circle className="chart-first" {...namesOf('first', mark)} cx={x} cy={revision.y1} r="3" />
        </>
      )}
      {joined && ys.length === 0 && (
        <Range of={joined} x={x} mark={mark} look={style === 'final' ? { className: 'chart-band' } : look} />
      )}
      {joined && <line className="chart-joint" x1={x} x2={x} y1={joined.y1} y2={joined.y2} />}
      {joined && <Cuts x={x} of={joined} breaks={breaks} />}
      {seenWhiskers(dot, radius).map(({ y1, y2 }, index) => (
        <g key={index}>
          <path
            className="chart-whisker"
            {...namesOf('interval', mark)}
            d={`M${x} ${y1}V${y2}${Math.abs(y1 - y2) >= 4 ? `M${x - 4} ${y1}h8M${x - 4} ${y2}h8` : ''}`}
          />
          <Cuts x={x} of={{ y1, y2 }} breaks={breaks} />
        </g>
      ))}
      {ys.map((y, index) => (
        <Glyph key={index} {...look} names={valueNames(mark)} x={x} y={y} d={outlineOf(outline, size)} />
      ))}
    </>
  );
}

interface RangeProps {
  readonly of: Upright;
  readonly x: number;
  readonly mark: Mark;
  readonly look: { readonly className: string; readonly fill?: string };
}

function Range({ of: { y1, y2 }, x, mark, look }: RangeProps) {
  const height = Math.max(1, Math.abs(y1 - y2));
  return (
    <rect
      {...look}
      {...namesOf('interval', mark)}
      transform={`translate(${x} ${(y1 + y2) / 2})`}
      x="-4"
      width="8"
      y={-height / 2}
      height={height}
    />
  );
}

function Cuts({ x, of, breaks }: { x: number; of: Upright; breaks: readonly Upright[] }) {
  return breaksBetween(of, breaks).map((y) => <Cut key={y} x={x} y={y} half={4} isUpright />);
}
