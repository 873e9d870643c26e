import { isDecimal } from '@silkgauge/growth';
import { CODE_PATTERN } from './series-key.ts';

const PAIR = new RegExp(`^(${CODE_PATTERN}):(\\S+)$`);

/**
 * Parses the smallest base of growth rates by indicator, in plain units: `CBEC:100000,STORES:10`. Empty text:
 * none.
 *
 * @throws RangeError with the part that is malformed
 */
export function parseSmallBases(text: string): Readonly<Record<string, string>> {
  const parts = text.split(',').filter((part) => part !== '');
  return Object.fromEntries(
    parts.map((part) => {
      const [, indicator = '', base = ''] = PAIR.exec(part.trim()) ?? [];
      if (!isDecimal(base) || base.startsWith('-'))
        throw new RangeError(`takes INDICATOR:LEVEL pairs such as CBEC:100000, not "${part.slice(0, 60)}"`);
      return [indicator, base];
    }),
  );
}
