import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExplainedPrint } from '@silkgauge/contract';
import { KeptCopies } from './kept-copies.ts';

const digestOf = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const ARTICLE = 'Trade rose.\nExports grew by 28.7\u00a0percent,\n  imports by 24.4 percent.\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copies-'));
  await writeFile(join(folder, digestOf(ARTICLE)), ARTICLE);
});
afterAll(() => rm(folder, { recursive: true }));

const print = (quote: string | null, sha256?: string) =>
  ({ id: 'p', quote, ...(sha256 !== undefined && { sha256 }) }) as ExplainedPrint;

const heldBy = async (prints: ExplainedPrint[], where = folder) =>
  (await new KeptCopies(where).judge(prints)).map(({ quoteHeld }) => quoteHeld);

describe('quotes beside kept copies', () => {
  it('are held where the copy has their words, line breaks aside', async () => {
    const sha256 = digestOf(ARTICLE);
    const quotes = ['28.7 percent, imports by 24.4 percent', '28.9 percent', 'trade rose'];
    expect(await heldBy(quotes.map((quote) => print(quote, sha256)))).toEqual([true, false, false]);
    expect(await heldBy([print('Trade rose.', sha256.toUpperCase())])).toEqual([true]);
  });

  it('are not judged without a hash, a quote, a copy or a folder', async () => {
    const sha256 = digestOf(ARTICLE);
    const unjudged = [print('Trade rose.'), print(null, sha256), print('Trade rose.', digestOf('another'))];
    expect(await heldBy(unjudged)).toEqual([undefined, undefined, undefined]);
    expect(await heldBy([print('Trade rose.', sha256)], '')).toEqual([undefined]);
    expect(await heldBy([print('Trade rose.', sha256)], join(folder, 'gone'))).toEqual([undefined]);
  });

  it('are not judged by a file that was changed, is too large or is no text', async () => {
    const changed = digestOf('before');
    await writeFile(join(folder, changed), 'after');
    const large = 'a'.repeat(4 * 1024 * 1024 + 1);
    await writeFile(join(folder, digestOf(large)), large);
    const binary = Buffer.from([0xff, 0xfe, 0x61]);
    await writeFile(join(folder, digestOf(binary)), binary);
    const prints = [print('after', changed), print('a', digestOf(large)), print('a', digestOf(binary))];
    expect(await heldBy(prints)).toEqual([undefined, undefined, undefined]);
  });

  it('are looked for in 50 copies an answer at most', async () => {
    const texts = Array.from({ length: 60 }, (_, at) => `copy ${String(at)}`);
    await Promise.all(texts.map((text) => writeFile(join(folder, digestOf(text)), text)));
    const held = await heldBy(texts.map((text) => print(text, digestOf(text))));
    expect(held.filter((one) => one === true)).toHaveLength(50);
  });
});
