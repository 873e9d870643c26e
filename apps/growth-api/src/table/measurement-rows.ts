import { SIDES, type Side } from '@silkgauge/codelists';
import type { StateFigures } from '@silkgauge/contract';
import { OVER_YEAR, type Measurement, type Reading, type Sides } from '@silkgauge/growth';

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

type Measured = Pick<MeasurementRow, 'measure' | 'comparison' | 'comparedWith' | 'sides'>;

/** Rows of a state, levels first. A figure with several readings has a row for each reading only. */
export function measurementRows(state: StateFigures): MeasurementRow[] {
  return measuredIn(state).flatMap((measured) =>
    SIDES.codes.flatMap((side) => {
      const measurement = measured.sides[side];
      if (!measurement) return [];
      const figures = measurement.readings ?? [{ ...measurement, reading: null }];
      return figures.map((figure) => ({
        ...measured,
        state,
        side,
        reading: figure.reading,
        figure,
        measurement,
      }));
    }),
  );
}

function measuredIn({ level, growth, other }: StateFigures): Measured[] {
  return [
    { measure: 'level', comparison: null, comparedWith: null, sides: level },
    ...Object.entries(growth).map(([comparison, sides]) => ({
      measure: 'growth',
      comparison,
      comparedWith: sides.comparedWith,
      sides,
    })),
    ...Object.entries(other).map(([measure, sides]) => ({
      measure,
      comparison: measure === 'share' ? null : OVER_YEAR,
      comparedWith: null,
      sides,
    })),
  ];
}
