import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parseTable, type Row } from './read-csv.ts';

const PIECE = 256 * 1024;

/**
 * Reads the lines of a strict UTF-8 file in arrays, which cost few turns of the event loop; `.gz` is
 * unpacked, `-` is standard input. Memory is bounded: the next piece is read when the last was taken.
 * @throws any error of opening, unpacking or decoding
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

export async function readTable(path: string): Promise<Row[]> {
  return parseTable(await readFile(path, 'utf8'));
}

function bytesOf(path: string): AsyncIterable<Buffer> {
  const bytes = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: PIECE });
  if (!path.endsWith('.gz')) return bytes;
  // The callback prevents an unhandled error; the iterator throws it.
  return pipeline(bytes, createGunzip({ chunkSize: PIECE }), () => undefined);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** SHA-256 of the bytes of a file, in hexadecimal. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
