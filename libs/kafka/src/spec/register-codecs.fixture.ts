import kafkajs from 'kafkajs';
import { CODECS } from '../wire/codecs.ts';

/** Makes kafkajs write and read all four codecs. Does so once; calling it again changes nothing. */
export const registerCodecs = (): void => {
  const registered = kafkajs.CompressionCodecs as Record<number, () => unknown>;
  for (const [type, codec] of Object.entries(CODECS)) {
    registered[Number(type)] = () => ({
      compress: (encoder: { buffer: Buffer }) => Promise.resolve(codec.compress(encoder.buffer)),
      decompress: (bytes: Buffer) => Promise.resolve(codec.decompress(bytes)),
    });
  }
};
