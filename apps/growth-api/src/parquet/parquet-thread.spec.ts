import { parquetColumns } from './parquet-columns.ts';
import { ParquetThread } from './parquet-thread.ts';
import { writeRowGroup, type PlacedGroup } from './row-group.ts';

const group = (...parts: readonly string[]): PlacedGroup => ({
  ...{ columns: parquetColumns(['key', 'value']), width: 2, rows: 2, offset: 4 },
  packed: parts.map((part) => Buffer.from(part)),
});
const GROUP = group('a\0', '1.5\0b\0\0');

describe('the thread that writes groups of rows', () => {
  const thread = new ParquetThread(new URL('../../bundle/parquet-thread.js', import.meta.url));

  afterAll(() => thread.onApplicationShutdown());

  it('writes the bytes of a group, and what the footer says of it', async () => {
    const written = await thread.write(GROUP);
    const { bytes, footer } = writeRowGroup(GROUP);
    expect(Buffer.from(written.bytes)).toEqual(Buffer.from(bytes));
    expect(written.footer).toEqual(footer);
    expect(footer.row_groups[0]?.columns.map(({ meta_data: told }) => told?.path_in_schema[0])).toEqual([
      'key',
      'value',
      'valueText',
    ]);
  });

  it('goes on behind a group that cannot be written', async () => {
    await expect(thread.write(group('a\0', 'a\0', '1.5\0b\0\0'))).rejects.toThrow('a cell has a NUL');
    expect((await thread.write(GROUP)).footer.num_rows).toBe(2n);
  });
});
