import { parseInstant } from '@silkgauge/contract';

/** The newest order of a release: the instant that it promises, and whether it was cancelled. */
export interface NewestOrder {
  readonly dropped: boolean;
  /** RFC 3339; absent where it is cancelled. */
  readonly at?: string;
}

/**
 * Whether a release is lifted at a place of the log: it is scheduled, and a tick appended by then came at or after
 * its instant. `tickedAt` is the highest append time of a tick up to that place, in milliseconds since 1970.
 */
export function isLifted(newest: NewestOrder | undefined, tickedAt: number | null): boolean {
  if (!newest || newest.dropped || newest.at === undefined || tickedAt === null) return false;
  const instant = parseInstant(newest.at);
  return instant !== undefined && instant <= tickedAt;
}
