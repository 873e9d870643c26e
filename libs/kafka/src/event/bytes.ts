/**
 * Whether `text`, or the part of it from `from` to `to`, stands among `bytes` at `at`; never before their beginning. Byte by
 * byte: for the few there are, what compares buffers takes longer to call than to run.
 */
export const standsAt = (bytes: Buffer, at: number, text: Buffer, from = 0, to = text.length): boolean => {
  for (let i = from, j = at; i < to; i += 1, j += 1) if (bytes[j] !== text[i]) return false;
  return true;
};

export const isPrintable = (bytes: Buffer, start: number, end: number): boolean => {
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
};

/** Bytes of the zigzag varint at `at`, of which two hold all that is usual. */
export const sizeOfLength = (bytes: Buffer, at: number): number => ((bytes[at] ?? 0) < 0x80 ? 1 : 2);

/** The length there; negative, and so of no use, for one of three bytes and more and for what is none. */
export const lengthAt = (bytes: Buffer, at: number): number => {
  const low = bytes[at] ?? 0x81;
  if (low < 0x80) return low & 1 ? -1 : low >> 1;
  const high = bytes[at + 1] ?? 0x80;
  const both = (low & 0x7f) | (high << 7);
  return high < 0x80 && !(both & 1) ? both >> 1 : -1;
};

/** For what is kept long: in memory of its own, not in a piece of Node's pool, of which it would keep all. */
export const keptBytes = (bytes: Buffer): Buffer => {
  const own = Buffer.alloc(bytes.length);
  bytes.copy(own);
  return own;
};
