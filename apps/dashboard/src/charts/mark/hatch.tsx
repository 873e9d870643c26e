import type { MarkStyle } from './mark.ts';

export type Ink = 'up' | 'down' | 'open' | `series-${number}`;

const COLOURS = 8;

/** The ink of a series; colours repeat after eight. */
export const inkOf = (colour: number): Ink => `series-${((colour % COLOURS) + COLOURS) % COLOURS}`;

/** A dot has no room for the pattern of a bar. */
export type Filled = 'bar' | 'dot';

export interface Look {
  readonly className: 'chart-solid' | 'chart-hollow';
  readonly fill?: string;
}

/**
 * The fill of a mark: solid if final, striped if provisional, hollow if of a part of a period, half of each
 * if both. The halves meet at `y="0"` of the shape; `prefix` is that of `Hatches`.
 */
export function lookOf(style: MarkStyle, prefix: string, ink: Ink, filled: Filled): Look {
  const isWhole = style === 'final' || style === 'provisional';
  const className = isWhole ? 'chart-solid' : 'chart-hollow';
  if (style === 'final' || style === 'part') return { className };
  return { className, fill: `url(#${idOf(prefix, ink, filled, style)})` };
}

const idOf = (prefix: string, ink: Ink, filled: Filled, style: MarkStyle): string =>
  `${prefix}-${ink}-${filled}-${style}`;

/** Pixels from stripe to stripe, and width of a stripe. */
const STRIPES = { bar: { pitch: 6, stripe: 2.6 }, dot: { pitch: 3.4, stripe: 1.6 } } as const;

/** More than half the height of any filled shape, in pixels. */
const HALF = 40;

export interface HatchesProps {
  readonly prefix: string;
  readonly inks: Iterable<Ink>;
  readonly filled: Filled | readonly Filled[];
}

/** Patterns of the inks for provisional marks; ids begin with `prefix`. */
export function Hatches({ prefix, inks, filled }: HatchesProps) {
  return (
    <defs>
      {[...new Set(inks)].flatMap((ink) =>
        [filled].flat().map((each) => (
          <g key={`${ink} ${each}`} className={`ink-${ink}`}>
            <Striped id={idOf(prefix, ink, each, 'provisional')} {...STRIPES[each]} />
            <HalfFilled id={idOf(prefix, ink, each, 'both')} filled={each} />
          </g>
        )),
      )}
    </defs>
  );
}

function Striped({ id, pitch, stripe }: { id: string; pitch: number; stripe: number }) {
  return (
    <pattern id={id} patternUnits="userSpaceOnUse" width={pitch} height={pitch} patternTransform="rotate(45)">
      <rect className="chart-hatch-ground" width={pitch} height={pitch} />
      <rect className="chart-fill" width={stripe} height={pitch} />
    </pattern>
  );
}

/** Hollow above; below striped in a bar, filled in a dot. Stripes overlap the ends of the pattern. */
function HalfFilled({ id, filled }: { id: string; filled: Filled }) {
  const { pitch, stripe } = STRIPES.bar;
  const [width, across] = [pitch * Math.SQRT2, stripe * Math.SQRT2];
  const stripes = Array.from({ length: Math.ceil(HALF / width) + 1 }, (_, index) => index * width);
  return (
    <pattern id={id} patternUnits="userSpaceOnUse" x="0" y={-HALF} width={width} height={2 * HALF}>
      <rect className="chart-hatch-ground" width={width} height={2 * HALF} />
      {filled === 'dot' ? (
        <rect className="chart-fill" y={HALF} width={width} height={HALF} />
      ) : (
        stripes.map((x) => (
          <path key={x} className="chart-fill" d={`M${x} ${HALF}h${across}l${-HALF} ${HALF}h${-across}z`} />
        ))
      )}
    </pattern>
  );
}
