import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { groupMetadata } from './file-metadata.ts';
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

/** The bytes of a group of rows, and what the metadata of the file says of them. */
export interface WrittenGroup {
  readonly bytes: Uint8Array;
  /** As `groupMetadata` writes them. */
  readonly metadata: Uint8Array;
}

/**
 * Writes a group of rows as it stands behind `offset` bytes of a file.
 *
 * @throws Error where a cell has the separator of `PACKED`
 */
export function writeRowGroup({ columns, width, rows, packed, offset }: PlacedGroup): WrittenGroup {
  const cellAt = unpacked(Buffer.concat(packed).toString(), { rows, columns: width });
  const valuesOf = ({ of, kind }: ParquetColumn) =>
    Array.from({ length: rows }, (_, row) => {
      const cell = cellAt(row, of);
      return cell ? KINDS[kind].valueOf(cell) : null;
    });
  const writer = new ByteWriter();
  const schema = fileSchema(columns);
  const file = new ParquetWriter({ writer, schema });
  // The file has its first bytes already.
  writer.index = 0;
  writer.offset = offset;
  // Bytes in memory need no waiting for.
  void file.write({
    columnData: columns.map((column) => ({
      name: column.name,
      // The writer takes one column after another: the values of only one are in memory.
      get data() {
        return valuesOf(column);
      },
      statistics: column.hasBounds,
      // An index of pages would stand at the end of the file, and be in memory until then.
      offsetIndex: false,
    })),
    rowGroupSize: rows,
  });
  const [group] = file.row_groups;
  if (!group) throw new Error('a group has no rows');
  return { bytes: writer.getBytes().slice(), metadata: groupMetadata(schema, group) };
}
