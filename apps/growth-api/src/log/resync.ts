import { DIMENSIONS, LARGEST_PAGE } from '@silkgauge/contract';
import {
  holeAround,
  lastSequence,
  downsampledUntil,
  type GrowthFilter,
  type Queryable,
} from '@silkgauge/read-model';

/** What a reader gets whose cursor lies before changes that are no longer in the log, or among changes that were lost. */
export interface Resync {
  /** Where it was. */
  readonly cursor: string;
  /** From this sequence on the log is whole. */
  readonly wholeAfter: string;
  /** The states as of `after`, page by page, with the reader's own filter. */
  readonly snapshot: string;
  /** Where to go on once the snapshot is read. */
  readonly after: string;
}

/**
 * Null where nothing is missing after a position. To be asked after the rows were read: what was removed since makes
 * them whole no less, what was removed before is told here. Customs figures are kept for ever, so a reader of these
 * alone never needs it, unless it has seen changes that the database lost when it was put back to an earlier moment.
 */
export async function resyncAfter(
  db: Queryable,
  position: string,
  filter: GrowthFilter,
): Promise<Resync | null> {
  const hole = await holeAround(db, position);
  if (!hole && filter.domain === 'customs') return null;
  const wholeAfter = hole ? String(hole.until) : await downsampledUntil(db);
  if (!hole && BigInt(position) >= BigInt(wholeAfter)) return null;
  const after = await lastSequence(db);
  return { cursor: position, wholeAfter, snapshot: snapshotAddress(filter, after), after };
}

/** `GET /v1/growth` of exactly that point of the log, with the same filter. */
export function snapshotAddress(filter: GrowthFilter, asOf: string): string {
  const query = new URLSearchParams({ asOf });
  for (const name of DIMENSIONS) {
    const codes = filter.dimensions[name];
    if (codes) query.set(name, codes.join(','));
  }
  if (filter.domain) query.set('domain', filter.domain);
  if (filter.periods) query.set('period', filter.periods.join(','));
  if (filter.from !== undefined) query.set('from', filter.from);
  if (filter.to !== undefined) query.set('to', filter.to);
  query.set('limit', String(LARGEST_PAGE));
  return `/v1/growth?${query.toString()}`;
}
