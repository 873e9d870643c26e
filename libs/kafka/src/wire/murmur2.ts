/** Kafka's hash of a record key, as `org.apache.kafka.common.utils.Utils.murmur2` has it: 32 bits, signed. */
export const murmur2 = (key: Buffer): number => {
  const { length } = key;
  const whole = length - (length % 4);
  let hash = 0x9747b28c ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(key.readInt32LE(at), MULTIPLIER);
    word ^= word >>> 24;
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER);
  }
  if (length > whole) {
    hash = Math.imul(hash ^ key.readUIntLE(whole, length - whole), MULTIPLIER);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
};

/** The hash by which Kafka's default partitioner places a key, before the modulo: 31 bits. */
export const placeHash = (key: Buffer): number => murmur2(key) & 0x7fffffff;

/** The partition of `count` where Kafka's default partitioner puts a key. */
export const partitionOf = (key: Buffer, count: number): number => placeHash(key) % count;

const MULTIPLIER = 0x5bd1e995;
