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

  it('writes the bytes of a group, and what the metadata of the file say of it', async () => {
    const written = await thread.write(GROUP);
    const { bytes, metadata } = writeRowGroup(GROUP);
    expect(Buffer.from(written.bytes)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(written.metadata)).toEqual(Buffer.from(metadata));
  });

  it('goes on behind a group that cannot be written', async () => {
    await expect(thread.write(group('a\0', 'a\0', '1.5\0b\0\0'))).rejects.toThrow('a cell has a NUL');
    expect((await thread.write(GROUP)).bytes.length).toBeGreaterThan(0);
  });

  it('writes a group of two million letters beyond Latin-1 within its heap', async () => {
    const row = (at: number) => `${String(at)}${'跨境电商'.repeat(250)}\0${String(at)}.25\0`;
    const rows = 2_000;
    const packed = [Buffer.from(Array.from({ length: rows }, (_, at) => row(at)).join(''))];
    expect((await thread.write({ ...GROUP, rows, packed })).bytes.length).toBeGreaterThan(0);
  });
});
