import { compressionsAlgorithmsByBitmask } from '@platformatic/kafka';
import kafkajs from 'kafkajs';

/** Registers all four codecs with kafkajs. A second call changes nothing. */
export const registerCodecs = (): void => {
  const registered = kafkajs.CompressionCodecs as Record<number, () => unknown>;
  for (const [type, codec] of Object.entries(compressionsAlgorithmsByBitmask)) {
    registered[Number(type)] = () => ({
      compress: (encoder: { buffer: Buffer }) => Promise.resolve(codec.compressSync(encoder.buffer)),
      decompress: (bytes: Buffer) => Promise.resolve(codec.decompressSync(bytes)),
    });
  }
};
