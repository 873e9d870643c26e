import crc32 from '@node-rs/crc32';

/** CRC-32C as Kafka puts it over a record batch, unsigned (RFC 3720 appendix B.4); by the processor's own instruction. */
export const crc32c = (bytes: Uint8Array): number => crc32.crc32c(bytes);
