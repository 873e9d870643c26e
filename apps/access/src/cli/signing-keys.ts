import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A new Ed25519 key that signs records of keys and policy, as PEM (PKCS #8). */
export const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The public key of a signing key, as PEM (SPKI). */
export const publicKeyOf = (signingKey: string): string =>
  createPublicKey(signingKey).export({ type: 'spki', format: 'pem' }).toString();

/**
 * Keeps a signing key in a file for its owner alone, and its public key in another one, if named. A signing key that
 * is there stays.
 */
export const keepSigningKey = (path: string, publicPath?: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) writeWhole(path, newSigningKey(), 0o600);
  if (publicPath !== undefined) writeWhole(publicPath, publicKeyOf(readFileSync(path, 'utf8')), 0o644);
};

const writeWhole = (path: string, text: string, mode: number): void => {
  const part = `${path}.part`;
  writeFileSync(part, text, { mode });
  renameSync(part, path);
};
