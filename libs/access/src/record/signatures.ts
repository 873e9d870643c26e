import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@silkgauge/contract';
import type { AccessRecord } from './shapes.ts';

/** SHA-256, in hexadecimal, of what a record decides, without entry and signature, as canonical JSON (RFC 8785). */
export const recordDigest = ({ entry: _, signature: __, ...decided }: AccessRecord): string =>
  createHash('sha256').update(canonicalJson(decided)).digest('hex');

const signed = ({ signature: _, ...record }: AccessRecord): Buffer => Buffer.from(canonicalJson(record));

/** A record with its signature: Ed25519 (RFC 8032) over its canonical JSON without that member. */
export const signRecord = <R extends AccessRecord>(record: R, key: KeyObject): R => ({
  ...record,
  signature: sign(null, signed(record), key).toString('base64url'),
});

/** Whether one of these keys signed a record. */
export const isSignedBy = (record: AccessRecord, keys: readonly KeyObject[]): boolean => {
  const { signature } = record;
  if (signature === undefined) return false;
  const [content, bytes] = [signed(record), Buffer.from(signature, 'base64url')];
  return keys.some((key) => verify(null, content, key, bytes));
};

/** @throws RangeError, without the text, unless it is a private Ed25519 key in PEM */
export const readSigningKey = (pem: string): KeyObject => requireEd25519(() => createPrivateKey(pem));

/** Public keys of one PEM text, several during a change. @throws RangeError unless all are Ed25519 */
export const readPublicKeys = (pem: string): readonly KeyObject[] => {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
  if (blocks.length === 0) throw new RangeError('there is no public key in PEM');
  return blocks.map((block) => requireEd25519(() => createPublicKey(block)));
};

const requireEd25519 = (read: () => KeyObject): KeyObject => {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    // What OpenSSL says of it helps nobody.
  }
  if (key?.asymmetricKeyType !== 'ed25519') throw new RangeError('not an Ed25519 key in PEM');
  return key;
};
