import { type Side } from '@silkgauge/codelists';
import { figuresOf, OVER_YEAR, sidesIn, type Measurement, type Reading, type Sides } from '@silkgauge/growth';
import type { StateFigures } from '../shapes/published-state.ts';

/** A row of the table: one measurement of a state, or one reading of a measurement. */
export interface MeasurementRow {
  readonly state: StateFigures;
  /** `level`, `growth` or another measure. */
  readonly measure: string;
  /** `GY`, `G1`, `_U` or a period; null for a level or a share. */
  readonly comparison: string | null;
  readonly comparedWith: string | null;
  readonly side: Side;
  readonly reading: string | null;
  readonly figure: Pick<Reading, 'value'> & Pick<Measurement, 'low' | 'high'>;
  readonly measurement: Measurement;
  readonly sides: Sides;
}

/** Rows of a state, levels first. A figure with several readings has a row for each reading only. */
export const measurementRows = (state: StateFigures): MeasurementRow[] =>
  figuresOf(state).flatMap(({ name, comparison, ...figure }) =>
    sidesIn(figure.sides).flatMap(([side, measurement]) =>
      (measurement.readings ?? [{ ...measurement, reading: null }]).map((read) => ({
        ...figure,
        comparison: comparison ?? (isChange(name) ? OVER_YEAR : null),
        ...{ state, side, reading: read.reading, figure: read, measurement },
      })),
    ),
  );

/** Whether a figure that names no comparison compares with the year before. */
const isChange = (name: string): boolean => name !== 'level' && name !== 'other.share';
