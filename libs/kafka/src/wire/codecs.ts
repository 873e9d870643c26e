import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressionsAlgorithms } from '@platformatic/kafka';

/** Valid batches unpack to less: keeps a small one from filling the memory. */
const LIMIT = { maxOutputLength: 128 * 1024 * 1024 };

/** Codecs by number in the attributes of a record batch. */
const CODECS: Readonly<Record<number, readonly [name: string, unpack: (bytes: Buffer) => Buffer]>> = {
  1: ['gzip', (bytes) => gunzipSync(bytes, LIMIT)],
  2: ['snappy', compressionsAlgorithms.snappy.decompressSync],
  3: ['lz4', compressionsAlgorithms.lz4.decompressSync],
  4: ['zstd', (bytes) => zstdDecompressSync(bytes, LIMIT)],
};

/** @throws RangeError for an unknown codec or broken content */
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
