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
