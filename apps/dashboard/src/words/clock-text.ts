import type { Clock } from '../address/address.ts';
import { dayText, instantText } from './period.ts';
import type { Words } from './words-of.ts';

export function clockText(clock: Clock, { t, language }: Words): string {
  if ('publishedBy' in clock) return t('clock.published', { day: dayText(clock.publishedBy, language) });
  if (/^\d+$/.test(clock.asOf)) return t('clock.sequence', { sequence: clock.asOf });
  return t('clock.instant', { instant: instantText(clock.asOf, language) });
}
