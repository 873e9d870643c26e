import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressionsAlgorithms } from '@platformatic/kafka';

/** Nothing honest unpacks to more; stops a small record that would fill the memory. */
const LIMIT = { maxOutputLength: 128 * 1024 * 1024 };

/** By the number that stands in a record batch's attributes. */
const CODECS: Readonly<Record<number, readonly [name: string, unpack: (bytes: Buffer) => Buffer]>> = {
  1: ['gzip', (bytes) => gunzipSync(bytes, LIMIT)],
  2: ['snappy', compressionsAlgorithms.snappy.decompressSync],
  3: ['lz4', compressionsAlgorithms.lz4.decompressSync],
  4: ['zstd', (bytes) => zstdDecompressSync(bytes, LIMIT)],
};

/** @throws RangeError where the codec is not known or the content is not of it */
export const unpacked = (codec: number, bytes: Buffer): Buffer => {
  if (codec === 0) return bytes;
  const [name, unpack] = CODECS[codec] ?? [];
  if (!unpack) throw new RangeError(`compressed with codec ${String(codec)}, which is not known`);
  try {
    return unpack(bytes);
  } catch (cause) {
    throw new RangeError(`what is compressed with ${String(name)} is broken`, { cause });
  }
};
