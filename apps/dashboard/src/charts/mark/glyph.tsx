/** A square on its corner, with so many pixels from its middle to each corner. */
export const diamond = (r: number): string => `M0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

interface GlyphProps {
  readonly className: string;
  readonly fill?: string | undefined;
  readonly x: number;
  readonly y: number;
  /** Its outline around its middle: patterns of two halves lie above and below that. */
  readonly d: string;
}

/** The sign of a number. */
export function Glyph({ x, y, ...look }: GlyphProps) {
  return <path {...look} transform={`translate(${x} ${y})`} />;
}
