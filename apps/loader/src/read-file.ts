import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parseTable, type Row } from './read-csv.ts';

const PIECE = 256 * 1024;

/**
 * The lines of a text, many at a time so that half a million of them cost few turns of the event loop; without line
 * ends, empty lines included save one after a last line end. `.gz` is unpacked on the way, `-` is standard input.
 * UTF-8, strict. Memory stays bounded: a piece is read when the one before has been taken.
 * @throws what opening, unpacking or decoding throws.
 */
export async function* readLines(path: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of bytesOf(path)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  rest += decoder.decode();
  if (rest !== '') yield [withoutReturn(rest)];
}

/** The rows of a small table. */
export async function readTable(path: string): Promise<Row[]> {
  return parseTable(await readFile(path, 'utf8'));
}

function bytesOf(path: string): AsyncIterable<Buffer> {
  const bytes = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: PIECE });
  if (!path.endsWith('.gz')) return bytes;
  // The callback only keeps a failing file from being an unhandled error; the iterator below throws it.
  return pipeline(bytes, createGunzip({ chunkSize: PIECE }), () => undefined);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
