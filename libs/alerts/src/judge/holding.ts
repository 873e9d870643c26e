/** What the digits say of a condition: every point meets it, some point does, none does. */
export type Holding = 'surely' | 'possibly' | 'no';

export const holding = (surely: boolean, possibly: boolean): Holding =>
  surely ? 'surely' : possibly ? 'possibly' : 'no';

/**
 * A condition over several numbers of which any may hold: surely where each meets it surely, possibly where any
 * may. Numbers that are not told (`isWhole` false) leave it open.
 */
export function overAll(all: readonly Holding[], isWhole: boolean): Holding {
  if (!isWhole) return 'possibly';
  if (all.length > 0 && all.every((one) => one === 'surely')) return 'surely';
  return all.every((one) => one === 'no') ? 'no' : 'possibly';
}
