import type { SchemaElement } from 'hyparquet-writer';
import { DIMENSIONS } from '@silkgauge/contract';
import { decimalDigits, PRECISION, SCALE, WIDTH } from './decimal-digits.ts';

/** A value of a column; null where the cell of the table is empty. */
type Value = string | bigint | null;

/** A column of a Parquet file. */
export interface ParquetColumn {
  /** Place of the column of the table that it has the cells of. */
  readonly of: number;
  readonly element: SchemaElement;
  /** Whether the file says the least and the greatest value of each group, by which readers leave groups out. */
  readonly hasBounds: boolean;
  readonly valueOf: (cell: string) => Value;
}

type Kind = Pick<ParquetColumn, 'valueOf'> & { readonly type: Omit<SchemaElement, 'name'> };

const TEXT: Kind = {
  type: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  valueOf: (cell) => cell,
};
const INTEGER: Kind = {
  type: { type: 'INT64', converted_type: 'INT_64' },
  valueOf: BigInt,
};
const INSTANT: Kind = {
  type: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  valueOf: (cell) => BigInt(Date.parse(cell)),
};
const DECIMAL: Kind = {
  type: {
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: WIDTH,
    converted_type: 'DECIMAL',
    logical_type: { type: 'DECIMAL', precision: PRECISION, scale: SCALE },
    precision: PRECISION,
    scale: SCALE,
  },
  valueOf: decimalDigits,
};

const KINDS: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(['value', 'low', 'high', 'gap', 'units'].map((name) => [name, DECIMAL])),
  ...Object.fromEntries(['events', 'version', 'sequence'].map((name) => [name, INTEGER])),
  ...Object.fromEntries(['knownAt', 'publishedBy'].map((name) => [name, INSTANT])),
};

/** Columns of texts that readers filter by; names, words of documents and digits as text are looked at alone. */
const FILTERED = new Set<string>([
  ...DIMENSIONS,
  ...['key', 'period', 'periodStart', 'periodEnd', 'measure', 'comparison', 'comparedWith', 'side'],
  ...['unit', 'status', 'verdict', 'publishedAt'],
]);

/** Columns whose digits a file has as text, too: with those that fit no decimal, and the zeros at the end. */
const AS_TEXT = ['value', 'low', 'high'];

const columnOf = (of: number, name: string, { type, valueOf }: Kind): ParquetColumn => ({
  of,
  element: { name, repetition_type: 'OPTIONAL', ...type },
  hasBounds: valueOf !== TEXT.valueOf || FILTERED.has(name),
  valueOf,
});

/** Columns of a file: those of the table in their order, then the digits of its numbers as they stand in the state. */
export const parquetColumns = (names: readonly string[]): readonly ParquetColumn[] => [
  ...names.map((name, of) => columnOf(of, name, KINDS[name] ?? TEXT)),
  ...AS_TEXT.filter((name) => names.includes(name)).map((name) =>
    columnOf(names.indexOf(name), `${name}Text`, TEXT),
  ),
];

/** The schema of a file of these columns: a root, then a leaf for each. */
export const fileSchema = (columns: readonly ParquetColumn[]): SchemaElement[] => [
  { name: 'growth', num_children: columns.length },
  ...columns.map(({ element }) => element),
];
