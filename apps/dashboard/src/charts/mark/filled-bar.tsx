interface FilledBarProps {
  readonly className: string;
  readonly fill?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Its middle: patterns of two halves lie above and below that. */
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
