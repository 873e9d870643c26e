import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import lz4 from 'lz4-napi';
import snappy from 'snappy';

/** Nothing honest unpacks to more; stops a small record that would fill the memory. */
const MAX_UNPACKED = 128 * 1024 * 1024;

/** Java's snappy streams are framed: a magic, two versions, then blocks, each behind its length. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER = 16;

const uncompressSnappyBlock = (block: Buffer): Buffer =>
  snappy.uncompressSync(block, { asBuffer: true }) as Buffer;

const uncompressSnappy = (bytes: Buffer): Buffer => {
  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return uncompressSnappyBlock(bytes);
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER; at < bytes.length;) {
    const length = bytes.readInt32BE(at);
    const end = at + 4 + length;
    if (length < 0 || end > bytes.length) throw new RangeError('a snappy block is longer than what is there');
    blocks.push(uncompressSnappyBlock(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
};

interface Codec {
  compress(bytes: Buffer): Buffer;
  decompress(bytes: Buffer): Buffer;
}

const [GZIP, SNAPPY, LZ4, ZSTD] = [1, 2, 3, 4] as const;

/** By the number that stands in a record batch's attributes. */
export const CODECS: Readonly<Record<number, Codec>> = {
  [GZIP]: {
    compress: (bytes) => gzipSync(bytes),
    decompress: (bytes) => gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED }),
  },
  [SNAPPY]: {
    compress: (bytes) => snappy.compressSync(bytes),
    decompress: uncompressSnappy,
  },
  [LZ4]: {
    compress: (bytes) => lz4.compressFrameSync(bytes),
    decompress: (bytes) => lz4.decompressFrameSync(bytes),
  },
  [ZSTD]: {
    compress: (bytes) => zstdCompressSync(bytes),
    decompress: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: MAX_UNPACKED }),
  },
};
