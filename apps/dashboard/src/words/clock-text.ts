import type { Clock } from '../address/address.ts';
import { dayText, instantText } from './period.ts';
import type { Words } from './words-of.ts';

/** What a clock shows; `now` is in milliseconds since 1970. */
export function clockText(clock: Clock, { t, language }: Words, now = Date.now()): string {
  if ('publishedBy' in clock) {
    const day = dayText(clock.publishedBy, language);
    return t(Date.parse(clock.publishedBy) > now ? 'clock.published-ahead' : 'clock.published', { day });
  }
  if (isSequence(clock.asOf)) return t('clock.sequence', { sequence: clock.asOf });
  const instant = instantText(clock.asOf, language);
  return t(Date.parse(clock.asOf) > now ? 'clock.instant-ahead' : 'clock.instant', { instant });
}

/** Tells that a series had no figure at a clock. */
export function nothingYetText(clock: Clock, { t, language }: Words): string {
  if ('publishedBy' in clock)
    return t('clock.published-nothing', { day: dayText(clock.publishedBy, language) });
  return isSequence(clock.asOf)
    ? t('clock.sequence-nothing', { sequence: clock.asOf })
    : t('clock.instant-nothing', { instant: instantText(clock.asOf, language) });
}

const isSequence = (asOf: string): boolean => /^\d+$/.test(asOf);
