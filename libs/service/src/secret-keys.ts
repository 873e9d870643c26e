import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { VariableGroup } from './config.ts';

const KEY_BYTES = 32;

/** Keys by generation; the highest one encrypts, the others still decrypt. */
export type SecretKeys = ReadonlyMap<number, Buffer>;

/**
 * Reads `<generation>:<base64 of 32 bytes>`, separated by commas or line breaks.
 *
 * @throws RangeError with the place of the fault, never with the key
 */
export function parseSecretKeys(text: string): SecretKeys {
  const keys = new Map<number, Buffer>();
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  for (const [at, part] of parts.entries()) {
    const [, generation = '', encoded = ''] = /^([1-9]\d{0,8}):([A-Za-z0-9+/]{43}=)$/.exec(part) ?? [];
    const key = Buffer.from(encoded, 'base64');
    if (key.length !== KEY_BYTES)
      throw new RangeError(`key ${String(at + 1)} is not a generation and 32 bytes in base64, 1:...=`);
    if (keys.has(Number(generation))) throw new RangeError(`generation ${generation} is given twice`);
    keys.set(Number(generation), key);
  }
  if (keys.size === 0) throw new RangeError('there is no key');
  return keys;
}

/** A new key of the first generation, as {@link parseSecretKeys} reads it. */
export const newSecretKeys = (): string => `1:${randomBytes(KEY_BYTES).toString('base64')}`;

/**
 * Writes a new key into `file`, for its owner alone, unless the file is there.
 *
 * @throws Error of the file system
 */
export function keepSecretKeys(file: string): void {
  try {
    writeFileSync(file, `${newSecretKeys()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}

/**
 * Secret keys that the first of two variables has, or the file that the second one names; null without both.
 * `about` says in faults what the keys do; `keep` comes before the file is read.
 */
export function secretKeysVariable(
  [name, ofFile]: readonly [name: string, ofFile: string],
  about: string,
  keep: (file: string) => void = () => undefined,
): VariableGroup<SecretKeys | null> {
  return {
    members: [
      {
        name,
        about: `keys by generation that ${about}, each 32 bytes in base64, 1:...,2:...; the highest encrypts, the others decrypt`,
        fallback: '',
      },
      { name: ofFile, about: `file of these keys, in place of ${name}`, fallback: '' },
    ],
    read(environment) {
      const given = environment[name]?.trim() ?? '';
      const file = environment[ofFile]?.trim() ?? '';
      if (given === '' && file === '') return null;
      try {
        if (given !== '') return parseSecretKeys(given);
        keep(file);
        return parseSecretKeys(readFileSync(file, 'utf8'));
      } catch (cause) {
        const fault = `${given === '' ? ofFile : name}: ${(cause as Error).message}`;
        throw new RangeError(`${fault} (keys by generation that ${about}, 1:<base64 of 32 bytes>)`, {
          cause,
        });
      }
    },
  };
}
