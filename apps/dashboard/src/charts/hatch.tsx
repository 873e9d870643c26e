export type Ink = 'up' | 'down' | 'open' | `series-${number}`;

const COLOURS = 8;

/** The colour of a series: there are eight, and they begin anew. */
export const inkOf = (colour: number): Ink => `series-${((colour % COLOURS) + COLOURS) % COLOURS}`;

/** Fill of a provisional mark, in a chart whose patterns have this prefix. */
export const hatched = (prefix: string, ink: Ink): string => `url(#${prefix}-${ink})`;

/** Patterns for provisional marks, one for each colour that occurs. */
export function Hatches({ prefix, inks }: { prefix: string; inks: Iterable<Ink> }) {
  return (
    <defs>
      {[...new Set(inks)].map((ink) => (
        <pattern
          key={ink}
          id={`${prefix}-${ink}`}
          className={`ink-${ink}`}
          patternUnits="userSpaceOnUse"
          width="6"
          height="6"
          patternTransform="rotate(45)"
        >
          <rect className="chart-hatch-ground" width="6" height="6" />
          <rect className="chart-fill" width="2.6" height="6" />
        </pattern>
      ))}
    </defs>
  );
}
