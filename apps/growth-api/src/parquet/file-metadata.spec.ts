import { COLUMNS } from '@silkgauge/contract';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { footer, groupMetadata, MAGIC } from './file-metadata.ts';
import { fileSchema } from './kinds.ts';
import { parquetColumns } from './parquet-columns.ts';

const SCHEMA = fileSchema(
  parquetColumns(COLUMNS.filter(({ name }) => ['key', 'value', 'sequence'].includes(name))),
);
const SAID = { 'silkgauge.query': 'area=CN', 'silkgauge.sequence': '7' };

/** A file that the library writes alone, of so many groups of two rows. */
function fileOf(groups: number) {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    ...{ writer, schema: SCHEMA, createdBy: 'silkgauge' },
    kvMetadata: Object.entries(SAID).map(([key, value]) => ({ key, value })),
  });
  for (let at = 0; at < groups; at += 1)
    void file.write({
      columnData: [
        { name: 'key', data: [`a${String(at)}`, null] },
        { name: 'value', data: [BigInt(at) * 10n ** 18n, -1n] },
        { name: 'sequence', data: [BigInt(at), null] },
        { name: 'valueText', data: [String(at), '跨境'] },
      ],
    });
  const { length } = writer.getBytes();
  void file.finish();
  return { groups: file.row_groups, rows: Number(file.num_rows), footer: writer.getBytes().subarray(length) };
}

describe('the footer of a file', () => {
  // A list has its size in another form from 15 elements.
  it.each([1, 14, 15, 16, 300])(
    'is, of the metadata of %d groups, the footer that the library writes',
    (count) => {
      const { groups, rows, footer: expected } = fileOf(count);
      const written = footer({
        ...{ schema: SCHEMA, rows, said: SAID },
        groups: groups.map((group) => groupMetadata(SCHEMA, group)),
      });
      expect(Buffer.from(written).equals(expected)).toBe(true);
      expect(Buffer.from(written.subarray(-MAGIC.length))).toEqual(MAGIC);
    },
  );
});
