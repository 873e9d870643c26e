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
