import type { Selection, StateFilter } from '@silkgauge/contract';
import type { Filter } from '../address/address.ts';
import { getJson } from '../api/client.ts';
import { setsOf } from './selection-sets.ts';

/** No saved set has any of the codes of the filters. */
export class NothingSelected extends Error {
  override readonly name = 'NothingSelected';
}

/**
 * The sets of what the page shows, with those of its saved selection read from the API.
 * @throws NothingSelected; as `getJson`
 */
export async function shownSets(filter: Filter): Promise<readonly StateFilter[]> {
  const [id] = filter.selection ?? [];
  const saved =
    id === undefined ? null : await getJson<Selection>(`/v1/selections/${encodeURIComponent(id)}`);
  const sets = setsOf(filter, saved?.sets ?? null);
  if (sets.length === 0) throw new NothingSelected();
  return sets;
}
