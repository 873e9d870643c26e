import type { StateFilter } from '@silkgauge/contract';
import { DIMENSIONS, type Filter } from '../address/address.ts';

/**
 * The sets of a selection of what the page shows: the filters as one set, or each set of a saved selection under
 * the filters. Sets that have none of the codes of a filter are left out, so there may be no set.
 */
export function setsOf(filter: Filter, saved: readonly StateFilter[] | null): readonly StateFilter[] {
  const codes = DIMENSIONS.flatMap((dimension) => {
    const chosen = filter[dimension];
    return chosen ? [[dimension, chosen] as const] : [];
  });
  return (saved ?? [{}]).flatMap((set) => {
    const within = codes.map(([dimension, chosen]) => {
      const patterns = set[dimension];
      return [dimension, chosen.filter((code) => !patterns || isAmong(code, patterns))] as const;
    });
    return within.some(([, left]) => left.length === 0) ? [] : [{ ...set, ...Object.fromEntries(within) }];
  });
}

/** Whether a code is one of these, or begins as one that ends in `*`. */
const isAmong = (code: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : code === pattern,
  );
