import type { StateName } from '@silkgauge/read-model';

/** Place of the name behind the last state, where bytes cut what was read of some names. */
export const placeBehind = (names: readonly StateName[], last: StateName | undefined): number =>
  names.findIndex(({ key, period }) => key === last?.key && period === last.period) + 1;
