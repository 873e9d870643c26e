import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretKeys } from '@silkgauge/service';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key that closed a box is not given. */
export class SecretKeyMissing extends Error {
  override readonly name = 'SecretKeyMissing';

  constructor(readonly generation: number) {
    super(`NOTIFIER_SECRET_KEYS lacks generation ${String(generation)}, by which secrets are kept.`);
  }
}

/** Encrypts secrets at rest by AES-256-GCM. A box opens only for the purpose that it was closed for. */
export class SecretBox {
  readonly #keys: SecretKeys;
  readonly #newest: number;

  constructor(keys: SecretKeys) {
    this.#keys = keys;
    this.#newest = Math.max(...keys.keys());
  }

  /** `<generation>.<base64url of vector, tag and text>`. */
  close(text: string, purpose: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key(this.#newest), iv).setAAD(Buffer.from(purpose));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const box = Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
    return `${String(this.#newest)}.${box.toString('base64url')}`;
  }

  /** @throws Error for another purpose or a changed box, SecretKeyMissing for a generation whose key is not given */
  open(box: string, purpose: string): string {
    const [generation = '', encoded = ''] = box.split('.');
    const bytes = Buffer.from(encoded, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key(Number(generation)), iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  #key(generation: number): Buffer {
    const key = this.#keys.get(generation);
    if (!key) throw new SecretKeyMissing(generation);
    return key;
  }
}
