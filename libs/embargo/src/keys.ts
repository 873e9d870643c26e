import { secretKeysVariable } from '@silkgauge/service';

/** Keys that seal events under embargo; null without them. */
export const embargoKeys = secretKeysVariable(
  ['EMBARGO_KEYS', 'EMBARGO_KEYS_FILE'],
  'encrypt events under embargo',
);
