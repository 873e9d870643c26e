import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { KeptFiles, type KeptFile } from './kept-files.ts';

const path = join(tmpdir(), `kept-files-${String(process.pid)}`);
const text = 'x'.repeat(150_000);

/** A file whose bytes are `bytes` letters, already whole. */
async function filled(files: KeptFiles, tag: string, bytes: number): Promise<KeptFile> {
  const file = files.begin(tag);
  file.handle = await open(path, 'r');
  files.grow(file, bytes);
  files.end(file, 'whole');
  return file;
}

beforeAll(async () => {
  await using file = await open(path, 'w');
  await file.writeFile(text);
});
afterAll(() => rm(path));

describe('kept files', () => {
  it('a file is read while it is written, to its end', async () => {
    const files = new KeptFiles(1_000_000);
    const file = files.begin('one');
    const read = buffer(file.read(0));
    file.handle = await open(path, 'r');
    files.grow(file, 70_000);
    await new Promise(setImmediate);
    files.grow(file, text.length);
    files.end(file, 'whole');
    expect((await read).toString()).toBe(text);
    expect((await buffer(file.read(10, 20))).toString()).toBe('x'.repeat(10));
    await files.close();
  });

  it('a reader of a file that breaks off is told so', async () => {
    const files = new KeptFiles(1_000_000);
    const file = files.begin('one');
    const read = buffer(file.read(0));
    files.end(file, 'broken');
    await expect(read).rejects.toThrow('a file is broken');
    expect(files.at('one')).toBeUndefined();
  });

  it('the file used longest ago goes first, and none that is read', async () => {
    const files = new KeptFiles(250_000);
    const first = await filled(files, 'first', 100_000);
    await filled(files, 'second', 100_000);
    const leave = files.use(first);
    await filled(files, 'third', 100_000);
    expect(files.tags()).toEqual(['first', 'third']);
    leave();
    files.at('third');
    await filled(files, 'fourth', 100_000);
    expect([files.tags(), files.bytes]).toEqual([['third', 'fourth'], 200_000]);
    await files.close();
  });

  it('a file for which nothing can go has no room, and its bytes are free again', async () => {
    const files = new KeptFiles(150_000);
    const leave = files.use(await filled(files, 'read', 100_000));
    const file = files.begin('more');
    expect(files.grow(file, 60_000)).toBe(false);
    files.end(file, 'no-room');
    expect([files.tags(), files.bytes]).toEqual([['read'], 100_000]);
    leave();
    await files.close();
  });

  it('no more files are open at once than 256', async () => {
    const files = new KeptFiles(1_000_000);
    for (let at = 0; at < 300; at += 1) await filled(files, String(at), 10);
    expect([files.tags().length, files.bytes, files.tags()[0]]).toEqual([256, 2_560, '44']);
    await files.close();
  });
});
