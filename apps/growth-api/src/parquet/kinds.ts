import type { SchemaElement } from 'hyparquet-writer';
import { decimalDigits, PRECISION, SCALE, WIDTH } from './decimal-digits.ts';

/** Kinds of columns of a file: how a column is declared, and the value of a cell. */
export const KINDS = {
  text: {
    type: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
    valueOf: (cell: string) => cell,
  },
  integer: {
    type: { type: 'INT64', converted_type: 'INT_64' },
    valueOf: BigInt,
  },
  instant: {
    type: {
      type: 'INT64',
      converted_type: 'TIMESTAMP_MILLIS',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
    },
    valueOf: (cell: string) => BigInt(Date.parse(cell)),
  },
  decimal: {
    type: {
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: WIDTH,
      converted_type: 'DECIMAL',
      logical_type: { type: 'DECIMAL', precision: PRECISION, scale: SCALE },
      precision: PRECISION,
      scale: SCALE,
    },
    valueOf: decimalDigits,
  },
} as const satisfies Readonly<Record<string, KindOfColumn>>;

interface KindOfColumn {
  readonly type: Omit<SchemaElement, 'name'>;
  /** Null where the column cannot hold the cell. */
  readonly valueOf: (cell: string) => string | bigint | null;
}

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** Place of the column of the table that it has the cells of. */
  readonly of: number;
  readonly kind: keyof typeof KINDS;
  /** Whether the file says the least and the greatest value of each group, by which readers leave groups out. */
  readonly hasBounds: boolean;
}

/** The schema of a file of these columns: a root, then a leaf for each. */
export const fileSchema = (columns: readonly ParquetColumn[]): SchemaElement[] => [
  { name: 'growth', num_children: columns.length },
  ...columns.map(({ name, kind }): SchemaElement => ({
    name,
    repetition_type: 'OPTIONAL',
    ...KINDS[kind].type,
  })),
];
