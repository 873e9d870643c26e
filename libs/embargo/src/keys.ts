import { secretKeysVariable } from '@silkgauge/service';

/** Keys that seal events under embargo; null without them. */
export const embargoKeys = secretKeysVariable('EMBARGO_KEYS', 'encrypt events under embargo');
