import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSecretKeys, newSecretKeys, parseSecretKeys, secretKeysVariable } from './secret-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkgauge-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const variable = secretKeysVariable(['A_KEYS', 'A_KEYS_FILE'], 'encrypt');
const kept = secretKeysVariable(['A_KEYS', 'A_KEYS_FILE'], 'encrypt', keepSecretKeys);

describe('secret keys', () => {
  it('are none without a variable', () => {
    expect(variable.read({ A_KEYS: ' ' })).toBeNull();
  });

  it('are those of the variable before those of the file', () => {
    const given = newSecretKeys();
    const read = kept.read({ A_KEYS: given, A_KEYS_FILE: join(folder, 'unread') });
    expect(read).toEqual(parseSecretKeys(given));
  });

  it('that are kept are made once, for their owner alone', () => {
    const file = join(folder, 'kept');
    const first = kept.read({ A_KEYS_FILE: file });
    expect(first?.size).toBe(1);
    expect(kept.read({ A_KEYS_FILE: file })).toEqual(first);
    expect(variable.read({ A_KEYS_FILE: file })).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('that cannot be kept or read are a fault of the variable', () => {
    const file = join(folder, 'no-folder', 'kept');
    expect(() => kept.read({ A_KEYS_FILE: file })).toThrow(/^A_KEYS_FILE: ENOENT.*keys by generation/);
    expect(() => variable.read({ A_KEYS_FILE: join(folder, 'none') })).toThrow(/^A_KEYS_FILE: ENOENT/);
  });
});
