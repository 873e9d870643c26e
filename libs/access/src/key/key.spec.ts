import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { isOneOf, keyDigest, keyHash, keyIdOf, newKey, newKeyId } from './key.ts';

const EXAMPLE = 'sgk_8Jd02kQmX1pA_0123456789abcdefghijABCDEFGHIJ012os0nW';
/** The pattern for scanners of secrets. */
const SCANNED = /\bsgk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}\b/;

describe('the text of a key', () => {
  it('has an id, a secret and a checksum', () => {
    expect(keyIdOf(EXAMPLE)).toBe('8Jd02kQmX1pA');
    expect(keyIdOf(EXAMPLE.replace(/W$/, 'V'))).toBeUndefined();
  });

  it('is made anew under the same id, and is found by scanners of secrets', () => {
    const id = newKeyId();
    const keys = Array.from({ length: 200 }, () => newKey(id));
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) {
      expect(keyIdOf(key)).toBe(id);
      expect(`Authorization: Bearer ${key}.`).toMatch(SCANNED);
    }
    expect(new Set(keys.join('')).size).toBe(63);
  });

  it('is another one with any other letter: the checksum tells', () => {
    const letter = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(fc.integer({ min: 4, max: EXAMPLE.length - 1 }), letter, (at, other) => {
        fc.pre(at !== 16 && EXAMPLE[at] !== other);
        expect(keyIdOf(EXAMPLE.slice(0, at) + other + EXAMPLE.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it.each([
    '',
    'sgk_',
    EXAMPLE.slice(0, -1),
    `${EXAMPLE}a`,
    ` ${EXAMPLE}`,
    `${EXAMPLE}\n`,
    EXAMPLE.toUpperCase(),
    'a'.repeat(100_000),
  ])('is none in another form (%#)', (text) => {
    expect(keyIdOf(text)).toBeUndefined();
  });
});

describe('what is kept of a key', () => {
  it('is the SHA-256 of the whole key', () => {
    expect(keyHash(EXAMPLE)).toBe(createHash('sha256').update(EXAMPLE).digest('hex'));
  });

  it('tells the key among several, whatever its place', () => {
    const id = newKeyId();
    const keys = [EXAMPLE, newKey(id), newKey(id)];
    const digests = keys.map((key) => Buffer.from(keyHash(key), 'hex'));
    for (const key of keys) expect(isOneOf(keyDigest(key), digests)).toBe(true);
    expect(isOneOf(keyDigest(newKey(id)), digests)).toBe(false);
    expect(isOneOf(keyDigest(EXAMPLE), [])).toBe(false);
  });
});
