import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32c } from '../wire/crc32c.ts';

/**
 * Changes a record batch of a partition on the disk of a broker that has been stopped cleanly, so that it serves the
 * changed bytes when it is back: it checks a batch when it takes it, not when it hands it out.
 *
 * `flip` turns one bit of the last byte and leaves the checksum, as a failing disk would; `codec` names a compression
 * nobody knows, with a checksum that is right.
 *
 * @throws when no batch begins at `offset`
 */
export const corruptBatch = (
  folder: string,
  topic: string,
  partition: number,
  offset: bigint,
  how: 'flip' | 'codec',
): void => {
  const log = join(folder, 'data', `${topic}-${String(partition)}`);
  const segments = readdirSync(log).filter((name) => name.endsWith('.log'));
  for (const segment of segments) {
    const path = join(log, segment);
    const bytes = readFileSync(path);
    for (let at = 0; at + 12 <= bytes.length;) {
      const end = at + 12 + bytes.readInt32BE(at + 8);
      if (end > bytes.length || end <= at + 12) break;
      if (bytes.readBigInt64BE(at) === offset) {
        if (how === 'flip') {
          bytes.writeUInt8(bytes.readUInt8(end - 1) ^ 1, end - 1);
        } else {
          bytes.writeInt16BE(bytes.readInt16BE(at + 21) | 7, at + 21);
          bytes.writeUInt32BE(crc32c(bytes.subarray(at + 21, end)), at + 17);
        }
        writeFileSync(path, bytes);
        return;
      }
      at = end;
    }
  }
  throw new Error(`no batch begins at ${String(offset)} of ${topic}/${String(partition)}`);
};
