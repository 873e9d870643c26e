import type { GrowthState } from '@silkgauge/contract';

type Sides = GrowthState['level'];
type Measurement = NonNullable<Sides['reported']>;

/** By figure (`level`, `growth.GY`, `other.share`): a line per side, then the verdict; and any flags. */
export type Said = Readonly<Record<string, readonly string[]>>;

const SIDES = ['reported', 'computed', 'implied', 'forecast'] as const;

/**
 * The content of a state, one line per side, so that a case reads as one table: `reported 26.2 percent
 * [26.15, 26.25] _U`, `computed 17.1598 percent [16.5191, 17.8042] P ratio@1`, `conflicts -2.1598`.
 */
export function said({ level, growth, other, flags }: GrowthState): Said {
  const figures: readonly (readonly [string, Sides])[] = [
    ['level', level],
    ...Object.entries(growth).map(([key, sides]) => [`growth.${key}`, sides] as const),
    ...Object.entries(other).map(([measure, sides]) => [`other.${measure}`, sides] as const),
  ];
  return {
    ...Object.fromEntries(
      figures
        .map(([name, sides]) => [name, linesOf(sides)])
        .filter(([name, lines]) => name !== 'level' || lines?.length !== 1),
    ),
    ...(flags.length > 0 && { flags }),
  };
}

function linesOf(sides: Sides): readonly string[] {
  const judged = sides.gap === null ? sides.verdict : `${sides.verdict} ${sides.gap}`;
  return [
    ...SIDES.flatMap((side) => {
      const measurement = sides[side];
      return measurement ? [`${side} ${lineOf(measurement)}`] : [];
    }),
    judged,
  ];
}

function lineOf(measurement: Measurement): string {
  const { value, low, high, unit, status, readings, absence, settledBy, formula } = measurement;
  const interval = (ends: { low: string | null; high: string | null }): string =>
    `[${ends.low ?? 'null'}, ${ends.high ?? 'null'}]`;
  const number = readings
    ? `${unit} ${readings.map((one) => `${one.reading} ${one.value ?? 'null'} ${interval(one)}`).join(' or ')}`
    : `${absence ?? value ?? 'null'} ${unit} ${interval({ low, high })}`;
  const settled = settledBy ? ` settled by ${settledBy.map(({ id }) => id).join(', ')}` : '';
  return `${number} ${status}${formula === 'reported@1' ? '' : ` ${formula}`}${settled}`;
}
