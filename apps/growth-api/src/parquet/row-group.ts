import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { unpacked } from './packed-rows.ts';
import { fileSchema, parquetColumns, type ParquetColumn } from './parquet-columns.ts';

/** A group of rows. */
export interface RowGroup {
  /** Names of the columns of the table. */
  readonly names: readonly string[];
  readonly rows: number;
  /** The rows in the form `PACKED`. */
  readonly text: string;
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
export function writeRowGroup({ names, rows, text, offset }: PlacedGroup): WrittenGroup {
  const cells = unpacked(text, { rows, columns: names.length });
  const valuesOf = ({ of, valueOf }: ParquetColumn) =>
    Array.from({ length: rows }, (_, row) => {
      const cell = cells[row * names.length + of];
      return cell ? valueOf(cell) : null;
    });
  const columns = parquetColumns(names);
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema: fileSchema(columns) });
  // The file has its first bytes already.
  writer.index = 0;
  writer.offset = offset;
  // Bytes in memory need no waiting for.
  void file.write({
    columnData: columns.map((column) => ({
      name: column.element.name,
      data: valuesOf(column),
      statistics: column.hasBounds,
    })),
    rowGroupSize: rows,
  });
  const { row_groups, pendingIndexes, num_rows } = file;
  return { bytes: writer.getBytes().slice(), footer: { row_groups, pendingIndexes, num_rows } };
}
