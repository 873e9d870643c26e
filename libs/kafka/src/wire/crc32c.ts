import crc32 from '@node-rs/crc32';

/** Kafka's checksum of a batch: CRC-32C, unsigned (RFC 3720, appendix B.4), a processor instruction. */
export const crc32c = (bytes: Uint8Array): number => crc32.crc32c(bytes);
