import { readFileSync } from 'node:fs';
import { parseSecretKeys, type SecretKeys, type VariableGroup } from '@silkgauge/service';

/** Keys that seal events under embargo: given, or in a file; null without them. */
export const embargoKeys: VariableGroup<SecretKeys | null> = {
  names: ['EMBARGO_KEYS', 'EMBARGO_KEYS_FILE'],
  read(environment) {
    const given = environment['EMBARGO_KEYS']?.trim() ?? '';
    const file = environment['EMBARGO_KEYS_FILE']?.trim() ?? '';
    if (given === '' && file === '') return null;
    const name = given === '' ? 'EMBARGO_KEYS_FILE' : 'EMBARGO_KEYS';
    try {
      return parseSecretKeys(given === '' ? readFileSync(file, 'utf8') : given);
    } catch (cause) {
      const about = 'keys by generation that encrypt events under embargo, 1:<base64 of 32 bytes>';
      throw new RangeError(`${name}: ${(cause as Error).message} (${about})`, { cause });
    }
  },
};
