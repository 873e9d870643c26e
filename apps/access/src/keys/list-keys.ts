import type { KeyRecord } from '@silkgauge/access';
import { writeCursor, type ACCESS_CALLS, type In } from '@silkgauge/contract';
import { keyState } from './key-view.ts';

/** Order of the list: as they were made. */
const placeOf = ({ createdAt, id }: KeyRecord): string => `${createdAt} ${id}`;

/** A page of keys. */
export const listKeys = (
  keys: Iterable<KeyRecord>,
  { state, limit, cursor }: In<typeof ACCESS_CALLS.listKeys>,
  now: number,
): { readonly items: readonly KeyRecord[]; readonly next: string | null } => {
  const after = cursor ?? '';
  const rest = [...keys]
    .filter((key) => (state === null || keyState(key, now) === state) && placeOf(key) > after)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && rest.length > limit ? writeCursor('keys', [placeOf(last)]) : null };
};
