import type { KeyRecord } from '@silkgauge/access';
import { badParameter } from '../http/requests.ts';
import { cursorOf, limitOf, writeCursor } from '../http/paging.ts';
import { keyState } from './key-view.ts';

const STATES = ['active', 'revoked', 'expired'];

/** Order of the list: as they were made. */
const placeOf = ({ createdAt, id }: KeyRecord): string => `${createdAt} ${id}`;

/** A page of keys. @throws ProblemError 400 */
export const listKeys = (
  keys: Iterable<KeyRecord>,
  { state, limit, cursor }: { readonly state?: string; readonly limit?: string; readonly cursor?: string },
  now: number,
): { readonly items: readonly KeyRecord[]; readonly next: string | null } => {
  if (state !== undefined && !STATES.includes(state))
    throw badParameter('state', 'is no state of a key', `Write one of ${STATES.join(', ')}.`);
  const size = limitOf(limit);
  const after = cursorOf('keys', cursor) ?? '';
  const rest = [...keys]
    .filter((key) => (state === undefined || keyState(key, now) === state) && placeOf(key) > after)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const items = rest.slice(0, size);
  const last = items.at(-1);
  return { items, next: last && rest.length > size ? writeCursor('keys', placeOf(last)) : null };
};
