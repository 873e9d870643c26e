import type { GrowthState, PublishedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { isRate } from '@silkgauge/words';
import { measuresOf, sidesOf } from '../figures/sides.ts';
import { geometry } from '../words/decimal.ts';
import { dateText, instantText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';

/** Rows by day of publication, or by version. */
export type By = 'vintages' | 'versions';

/** A state with the ISO instant of its publication, or of its `knownAt`. */
export interface DatedState {
  readonly at: string;
  /** The date of the publication as its source gave it. */
  readonly given?: string;
  readonly state: GrowthState | PublishedState;
}

/** The day, month or year of a publication as given, or the minute of a version, in words. */
export const instantOf = ({ at, given }: Omit<DatedState, 'state'>, { language }: Words): string =>
  given === undefined ? instantText(at, language) : dateText(given, language);

/** One side of a state's history: a column of the heat map, or a step line. */
export interface VintageColumn {
  readonly id: string;
  readonly measure: string;
  readonly comparison: string | null;
  readonly side: string;
}

export interface VintageCell {
  readonly side: Measurement;
  /** Distance from the last value, 0 to 5; null without comparable numbers. */
  readonly heat: number | null;
  /** Whether the side differs from the row before. */
  readonly isNew: boolean;
}

export interface VintageRow extends Omit<DatedState, 'state'> {
  /** Null on a day of prints alone, of which no other state came. */
  readonly state: DatedState['state'] | null;
  readonly cells: ReadonlyMap<string, VintageCell>;
}

export interface VintageRows {
  readonly columns: readonly VintageColumn[];
  readonly rows: readonly VintageRow[];
}

/** Distances from the last value above which the next shade begins: points for rates, percent for levels. */
const SHADES = [0, 0.5, 2, 5, 10];

/** History as a matrix: a row for each vintage, oldest first, a column for each side with figures. */
export function vintageRows(states: readonly DatedState[]): VintageRows {
  const columns = new Map<string, VintageColumn>();
  const last = new Map<string, Measurement>();
  const told = states.map(({ at, given, state }) => {
    const sides = new Map<string, Measurement>();
    for (const { measure, comparison, sides: of } of measuresOf(state)) {
      for (const { name, side } of sidesOf(of)) {
        const column = columnOf(measure, comparison, name);
        columns.set(column.id, column);
        sides.set(column.id, side);
        last.set(column.id, side);
      }
    }
    return { at, ...(given !== undefined && { given }), state, sides };
  });
  const rows = told.map(({ sides, ...dated }, index): VintageRow => {
    const before = told[index - 1]?.sides;
    const cells = new Map<string, VintageCell>();
    for (const [id, side] of sides) {
      const isNew = JSON.stringify(before?.get(id)) !== JSON.stringify(side);
      cells.set(id, { side, heat: heatOf(side, last.get(id)), isNew });
    }
    return { ...dated, cells };
  });
  return { columns: [...columns.values()], rows };
}

export const columnOf = (measure: string, comparison: string | null, side: string): VintageColumn => ({
  ...{ id: `${measure} ${comparison ?? ''} ${side}`, measure, comparison, side },
});

function heatOf(side: Measurement, last: Measurement | undefined): number | null {
  if (!last || side.value === null || last.value === null || side.unit !== last.unit) return null;
  const [value, newest] = [geometry(side.value), geometry(last.value)];
  const distance = isRate(side.unit)
    ? Math.abs(value - newest)
    : newest === 0
      ? Math.abs(value)
      : (Math.abs(value - newest) / Math.abs(newest)) * 100;
  return SHADES.filter((shade) => distance > shade).length;
}
