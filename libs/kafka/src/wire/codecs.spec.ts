import snappy from 'snappy';
import { CODECS } from './codecs.ts';

const SNAPPY = 2;

describe('codecs', () => {
  const text = Buffer.from('"period": "2020-S1", '.repeat(500));

  it.each(Object.keys(CODECS).map(Number))('%s gives back what it was given', (number) => {
    const codec = CODECS[number];
    const packed = codec?.compress(text);
    expect(packed && packed.length < text.length / 4).toBe(true);
    expect(packed && codec?.decompress(packed)).toEqual(text);
  });

  it("reads snappy in the frames Java's client writes", () => {
    const blocks = [text.subarray(0, 700), text.subarray(700)].map((block) => {
      const packed = snappy.compressSync(block);
      const length = Buffer.alloc(4);
      length.writeInt32BE(packed.length);
      return Buffer.concat([length, packed]);
    });
    const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    const framed = Buffer.concat([header, ...blocks]);
    expect(CODECS[SNAPPY]?.decompress(framed)).toEqual(text);
    expect(() => CODECS[SNAPPY]?.decompress(framed.subarray(0, -1))).toThrow('longer than what is there');
  });
});
