import type { ReleaseState } from '@silkgauge/contract';

/** The promised instant as the clocks of its zone show it, and the zone. */
export const localTime = ({ at, zone }: Pick<ReleaseState, 'at' | 'zone'>): string =>
  `${at.slice(0, 10)} ${at.slice(11, 16)} ${zone}`;

/** A text without control characters, which no calendar and no page can show. */
export const readable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');
