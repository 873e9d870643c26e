import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { fileSchema, KINDS, type ParquetColumn } from './kinds.ts';
import { unpacked } from './packed-rows.ts';

/** A group of rows. */
export interface RowGroup {
  readonly rows: number;
  /** The rows in the form `PACKED`, as UTF-8 in parts. */
  readonly packed: readonly Uint8Array[];
}

/** A group of rows and its place in a file. */
export interface PlacedGroup extends RowGroup {
  readonly columns: readonly ParquetColumn[];
  /** Columns of the table. */
  readonly width: number;
  /** Bytes of the file before the group. */
  readonly offset: number;
}

/** The bytes of a group of rows, and what the footer of the file says of them. */
export interface WrittenGroup {
  readonly bytes: Uint8Array;
  readonly footer: Pick<ParquetWriter, 'row_groups' | 'pendingIndexes' | 'num_rows'>;
}

/** Writes a group of rows as it stands behind `offset` bytes of a file. */
export function writeRowGroup({ columns, width, rows, packed, offset }: PlacedGroup): WrittenGroup {
  const cells = unpacked(Buffer.concat(packed).toString(), { rows, columns: width });
  const valuesOf = ({ of, kind }: ParquetColumn) =>
    Array.from({ length: rows }, (_, row) => {
      const cell = cells[row * width + of];
      return cell ? KINDS[kind].valueOf(cell) : null;
    });
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema: fileSchema(columns) });
  // The file has its first bytes already.
  writer.index = 0;
  writer.offset = offset;
  // Bytes in memory need no waiting for.
  void file.write({
    columnData: columns.map((column) => ({
      name: column.name,
      data: valuesOf(column),
      statistics: column.hasBounds,
    })),
    rowGroupSize: rows,
  });
  const { row_groups, pendingIndexes, num_rows } = file;
  return { bytes: writer.getBytes().slice(), footer: { row_groups, pendingIndexes, num_rows } };
}
