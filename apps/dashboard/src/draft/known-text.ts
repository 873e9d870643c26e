import type { KnownFigure } from '@silkgauge/contract';
import { isSigned } from '../figures/figure-words.ts';
import { interval, quantity } from '../words/decimal.ts';
import type { Words } from '../words/words-of.ts';

type Known = Pick<KnownFigure, 'member' | 'value' | 'low' | 'high' | 'unit' | 'readings'>;

/** A known figure in words: `+26.2%`, `4.72 bn CNY`, each reading of several, or the interval of what has no value. */
export function knownText({ member, value, low, high, unit, readings }: Known, words: Words): string {
  const { t, language } = words;
  const signed = isSigned(measureOf(member));
  // What is printed keeps its digits, against which a text is held.
  const short = member.endsWith('.reported') ? undefined : 'half-away';
  const text = (decimal: string) => quantity(decimal, unit, { language, signed, short });
  if (readings.length > 1) return t('draft.readings', { values: readings.map(text).join(' / ') });
  if (value !== null) return text(value);
  return low === null || high === null
    ? ''
    : interval(low, high, unit, { language, isShort: short !== undefined });
}

/** The measure of a path in a state, such as `growth.GY.reported` or `other.share.computed`. */
function measureOf(member: string): string {
  const [part = '', name = ''] = member.split('.');
  return part === 'other' ? name : part;
}
