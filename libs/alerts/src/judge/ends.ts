import { compareDecimals } from '@silkgauge/growth';

/** An interval: `low` belongs to it, `high` does not, unless both are equal: the point. */
export interface Ends {
  readonly low: string;
  readonly high: string;
}

export const isPoint = ({ low, high }: Ends): boolean => compareDecimals(low, high) === 0;

/** Whether every point lies above, or some point does. */
export const surelyAbove = ({ low }: Ends, bound: string): boolean => compareDecimals(low, bound) > 0;
export const possiblyAbove = ({ high }: Ends, bound: string): boolean => compareDecimals(high, bound) > 0;

/** Whether every point lies below, or some point does. */
export const surelyBelow = (ends: Ends, bound: string): boolean =>
  compareDecimals(ends.high, bound) < (isPoint(ends) ? 0 : 1);
export const possiblyBelow = ({ low }: Ends, bound: string): boolean => compareDecimals(low, bound) < 0;

/** Whether every point of `a` lies above every one of `b`, or some point above some. */
export const surelyExceeds = (a: Ends, b: Ends): boolean => surelyBelow(b, a.low);
export const possiblyExceeds = (a: Ends, b: Ends): boolean => possiblyAbove(a, b.low);
