import { compressionsAlgorithms } from '@platformatic/kafka';
import { unpacked } from './codecs.ts';

const text = Buffer.from('"period": "2020-S1", '.repeat(500));

it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)('unpacks records that were packed with %s', (name) => {
  const { bitmask, compressSync } = compressionsAlgorithms[name];
  const packed = compressSync(text);
  expect(packed.length).toBeLessThan(text.length / 4);
  expect(unpacked(bitmask, packed)).toEqual(text);
  expect(() => unpacked(bitmask, Buffer.from('none of it'))).toThrow(`${name} is broken`);
  expect(unpacked(bitmask, packed)).toEqual(text);
});

it("unpacks snappy from the frames that Java's client writes", () => {
  const blocks = [text.subarray(0, 700), text.subarray(700)].map((block) => {
    const packed = compressionsAlgorithms.snappy.compressSync(block);
    const length = Buffer.alloc(4);
    length.writeInt32BE(packed.length);
    return Buffer.concat([length, packed]);
  });
  const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  const framed = Buffer.concat([header, ...blocks]);
  expect(unpacked(2, framed)).toEqual(text);
  expect(() => unpacked(2, framed.subarray(0, -1))).toThrow('snappy is broken');
});
