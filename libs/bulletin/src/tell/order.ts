import { compareDecimals } from '@silkgauge/growth';

/** How two numbers lie to one another; they meet where the rounding leaves their order open. */
export type Order = 'above' | 'below' | 'meets';

/** Ends of an interval: `low` inclusive, `high` exclusive unless both are equal. */
export interface Ends {
  readonly low: string | null;
  readonly high: string | null;
}

export function orderOf(a: Ends, b: Ends): Order {
  if (isBelow(b, a)) return 'above';
  return isBelow(a, b) ? 'below' : 'meets';
}

function isBelow(a: Ends, b: Ends): boolean {
  if (a.low === null || a.high === null || b.low === null) return false;
  const room = compareDecimals(a.high, b.low);
  return room < 0 || (room === 0 && compareDecimals(a.low, a.high) < 0);
}
