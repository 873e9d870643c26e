import { hash, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Digits of base 62, in order. */
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
/** 190 bits. */
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;

export const KEY_PREFIX = 'sgk_';
const KEY = /^sgk_([0-9A-Za-z]{12})_[0-9A-Za-z]{38}$/;

/** Six digits of base 62, the most significant first: CRC-32, as zlib has it, of all that stands before. */
const checksum = (before: string): string => {
  let rest = crc32(before);
  let text = '';
  for (let at = 0; at < CHECKSUM_LENGTH; at += 1) {
    text = LETTERS.charAt(rest % LETTERS.length) + text;
    rest = Math.floor(rest / LETTERS.length);
  }
  return text;
};

/** Letters of equal probability. */
const randomLetters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');

/** Id of a new key; the id stays through rotations. */
export const newKeyId = (): string => randomLetters(ID_LENGTH);

/** A new secret under an id, as the whole text of a key. */
export const newKey = (id: string): string => {
  const before = `${KEY_PREFIX}${id}_${randomLetters(SECRET_LENGTH)}`;
  return before + checksum(before);
};

/** Id of a key; undefined for a text of another form, or with a checksum that is not its own. */
export const keyIdOf = (text: string): string | undefined => {
  const id = KEY.exec(text)?.[1];
  return id !== undefined && checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH)
    ? id
    : undefined;
};

/** What is kept of a key: SHA-256 of the whole key, in hexadecimal. */
export const keyHash = (key: string): string => hash('sha256', key);

/** SHA-256 of a whole key. */
export const keyDigest = (key: string): Buffer => hash('sha256', key, 'buffer');

/** Whether a digest is one of these; the time does not tell which one, or how much of one. */
export const isOneOf = (given: Buffer, digests: readonly Buffer[]): boolean => {
  let found = false;
  for (const known of digests) found = timingSafeEqual(known, given) || found;
  return found;
};
