import { randomBytes } from 'node:crypto';
import { keyHash } from '@silkgauge/access';

/** A secret of 256 random bits for the early access to a release, and its SHA-256 in hex, which the release has. */
export function newReleaseSecret(): { readonly secret: string; readonly sha256: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, sha256: keyHash(secret) };
}
