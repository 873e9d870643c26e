import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readLines } from './read-file.ts';

describe('readLines', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'silkgauge-lines-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function linesOf(name: string, content: string | Buffer): Promise<string[]> {
    const path = join(folder, name);
    await writeFile(path, content);
    const lines: string[] = [];
    for await (const some of readLines(path)) lines.push(...some);
    return lines;
  }

  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb', ['a', 'b']],
    ['a\n\nb\n\n', ['a', '', 'b', '']],
    ['', []],
    ['\n', ['']],
  ])('%j', async (content, lines) => {
    expect(await linesOf('text', content)).toEqual(lines);
    expect(await linesOf('text.gz', gzipSync(content))).toEqual(lines);
  });

  it('joins lines and characters across pieces', async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `${String(index)} 跨境电商 é`);
    expect(await linesOf('text', lines.join('\n'))).toEqual(lines);
    expect(await linesOf('text.gz', gzipSync(lines.join('\n')))).toEqual(lines);
  });

  it('throws for bytes that are not UTF-8, a damaged archive and a missing file', async () => {
    await expect(linesOf('text', Buffer.from([0x61, 0xff, 0x0a]))).rejects.toThrow(
      'not valid for encoding utf-8',
    );
    await expect(linesOf('text', Buffer.from([0x61, 0xe4]))).rejects.toThrow('not valid for encoding utf-8');
    await expect(linesOf('text.gz', gzipSync('a\nb\n').subarray(0, 15))).rejects.toThrow(
      'unexpected end of file',
    );
    const missing = readLines(join(folder, 'missing')).next();
    await expect(missing).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
