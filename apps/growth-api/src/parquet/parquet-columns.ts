import type { Column } from '@silkgauge/contract';
import type { ParquetColumn } from './kinds.ts';

/** The kind of each datatype. A day is a text. */
const KIND_OF: Readonly<Record<Column['datatype'], ParquetColumn['kind']>> = {
  string: 'text',
  date: 'text',
  decimal: 'decimal',
  integer: 'integer',
  dateTime: 'instant',
};

/** Names, words of documents and digits as text are looked at alone: a file says no bounds of them. */
function columnOf({ name, datatype, parquet }: Column, of: number): ParquetColumn {
  const kind = parquet?.isText ? 'text' : KIND_OF[datatype];
  return { name, of, kind, hasBounds: kind !== 'text' || parquet?.isFiltered === true };
}

/**
 * Columns of a file: those of the table in their order, then the digits of its numbers as text, with those that fit no
 * decimal, and the zeros at the end.
 */
export const parquetColumns = (columns: readonly Column[]): readonly ParquetColumn[] => [
  ...columns.map(columnOf),
  ...columns.flatMap(({ name, digits }, of): ParquetColumn[] =>
    digits ? [{ name: `${name}Text`, of, kind: 'text', hasBounds: false }] : [],
  ),
];
