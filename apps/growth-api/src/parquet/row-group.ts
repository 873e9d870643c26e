import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { fileSchema, parquetColumns } from './parquet-columns.ts';

/** Cells of a group of rows, as they stand in the table; null where a cell is empty. */
export interface RowGroup {
  /** Names of the columns of the table. */
  readonly names: readonly string[];
  /** The cells of each column, row by row. */
  readonly cells: readonly (readonly (string | null)[])[];
}

/** A group of rows, and the bytes of the file before it. */
export interface PlacedGroup extends RowGroup {
  readonly offset: number;
}

/** The bytes of a group of rows, and what the footer of the file says of them. */
export interface WrittenGroup {
  readonly bytes: Uint8Array;
  readonly footer: Pick<ParquetWriter, 'row_groups' | 'pendingIndexes' | 'num_rows'>;
}

/** Writes a group of rows as it stands behind `offset` bytes of a file. */
export function writeRowGroup({ names, cells, offset }: PlacedGroup): WrittenGroup {
  const columns = parquetColumns(names);
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema: fileSchema(columns) });
  // The file has its first bytes already.
  writer.index = 0;
  writer.offset = offset;
  // Bytes in memory need no waiting for.
  void file.write({
    columnData: columns.map(({ of, element, hasBounds, valueOf }) => ({
      name: element.name,
      data: (cells[of] ?? []).map((cell) => (cell === null ? null : valueOf(cell))),
      statistics: hasBounds,
    })),
    rowGroupSize: cells[0]?.length ?? 0,
  });
  const { row_groups, pendingIndexes, num_rows } = file;
  return { bytes: writer.getBytes().slice(), footer: { row_groups, pendingIndexes, num_rows } };
}
