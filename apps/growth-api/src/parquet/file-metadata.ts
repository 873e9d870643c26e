import type { KeyValue, RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';

/** First and last bytes of a file. */
export const MAGIC: Uint8Array = Buffer.from('PAR1');

/** Thrift's compact protocol: the type of a struct, and from how many elements a list's size is a number of its own. */
const STRUCT = 12;
const LONG_LIST = 15;
/** Bytes behind the metadata that say its size. */
const SIZE_BYTES = 4;

const NO_COLUMNS: RowGroup = { columns: [], total_byte_size: 0n, num_rows: 0n };

/**
 * What the metadata of a file says of a group of rows, as bytes: the objects of all groups of a long file, and the
 * tree that the writer makes of them, would be in memory at its end.
 */
export function groupMetadata(schema: SchemaElement[], group: RowGroup): Uint8Array {
  const [without, one] = [metadataOf(schema, []), metadataOf(schema, [group])];
  const from = listIn(without, one) + 1;
  return one.slice(from, from + one.length - without.length);
}

/** What a file says behind its groups of rows. */
export interface FileMetadata {
  readonly schema: SchemaElement[];
  /** The metadata of each group, of `groupMetadata`. */
  readonly groups: readonly Uint8Array[];
  readonly rows: number;
  readonly said: Readonly<Record<string, string>>;
}

/** The footer of a file: its metadata with those of its groups in their list, their size, and the last bytes. */
export function footer({ schema, groups, rows, said }: FileMetadata): Uint8Array {
  const pairs = Object.entries(said).map(([key, value]) => ({ key, value }));
  const without = metadataOf(schema, [], BigInt(rows), pairs);
  const list = listIn(without, metadataOf(schema, [NO_COLUMNS], BigInt(rows), pairs));
  const writer = new ByteWriter();
  writer.appendBytes(without.subarray(0, list));
  if (groups.length < LONG_LIST) writer.appendUint8((groups.length << 4) | STRUCT);
  else {
    writer.appendUint8((LONG_LIST << 4) | STRUCT);
    writer.appendVarInt(groups.length);
  }
  for (const group of groups) writer.appendBytes(group);
  writer.appendBytes(without.subarray(list + 1));
  writer.appendUint32(writer.offset);
  writer.appendBytes(MAGIC);
  return writer.getBytes();
}

/** The metadata of a file, without their size behind them. */
function metadataOf(
  schema: SchemaElement[],
  groups: RowGroup[],
  rows = 0n,
  pairs: KeyValue[] = [],
): Uint8Array {
  const writer = new ByteWriter();
  writeMetadata(writer, {
    ...{ version: 2, created_by: 'silkgauge', schema, num_rows: rows, row_groups: groups },
    ...{ key_value_metadata: pairs, metadata_length: 0 },
  });
  return writer.getBytes().subarray(0, -SIZE_BYTES);
}

/** The place of the list of groups: its first byte, which has its size, is the first one that a group alters. */
const listIn = (without: Uint8Array, one: Uint8Array): number =>
  without.findIndex((byte, at) => byte !== one[at]);
