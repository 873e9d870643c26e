import { writeBatch } from '../spec/record-batches.fixture.ts';
import { readRecordBatches } from './record-batches.ts';

const batch = (
  firstOffset: bigint,
  count: number,
  more: { attributes?: number; magic?: number } = {},
): Buffer =>
  writeBatch({
    firstOffset,
    records: Array.from({ length: count }, (_, offsetDelta) => ({
      offsetDelta,
      timestampDelta: 0n,
      key: null,
      value: Buffer.from(String(offsetDelta)),
      headers: [],
    })),
    ...more,
  });

/** Byte offset of the last offset delta. */
const LAST_OFFSET_DELTA = 23;

const lastOf = (bytes: Buffer) => {
  const { unreadable } = readRecordBatches(bytes);
  if (!unreadable) throw new Error('it could be read');
  return unreadable;
};

describe('an unreadable record batch tells where reading can go on', () => {
  it('at the batch behind it, whatever its own header says', () => {
    const broken = batch(10n, 3);
    broken.writeInt32BE(99, LAST_OFFSET_DELTA);
    const found = lastOf(Buffer.concat([batch(7n, 3), broken, batch(13n, 2)]));
    expect(found).toMatchObject({ first: 10n, next: 13n });
    expect(found.bytes.equals(broken)).toBe(true);
  });

  it('behind its last record where nothing follows, and where another batch does not fit behind it', () => {
    const unknown = batch(10n, 3, { attributes: 7 });
    expect(lastOf(unknown)).toMatchObject({
      reason: expect.stringContaining('codec 7'),
      ...{ first: 10n, next: 13n },
    });
    expect(lastOf(Buffer.concat([unknown, batch(4n, 2)]))).toMatchObject({ next: 13n });
    expect(lastOf(Buffer.concat([unknown, batch(13n, 2).subarray(0, 5)]))).toMatchObject({ next: 13n });
  });

  it('never before the batch, however broken its header is', () => {
    const bytes = batch(10n, 3);
    for (let at = 8; at < bytes.length; at++) {
      const broken = Buffer.from(bytes);
      broken.writeUInt8(broken.readUInt8(at) ^ 0x80, at);
      const { unreadable } = readRecordBatches(Buffer.concat([broken, batch(13n, 1)]));
      if (unreadable) expect(unreadable.next).toBeGreaterThan(10n);
    }
  });
});
