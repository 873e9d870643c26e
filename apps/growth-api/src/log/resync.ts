import { LARGEST_PAGE } from '@silkgauge/contract';
import {
  holeAround,
  lastSequence,
  downsampledUntil,
  type GrowthFilter,
  type Queryable,
} from '@silkgauge/read-model';
import { filterPairs } from '../query/filter-parameters.ts';

/** Answer to a cursor before changes that were removed from the log, or among changes that were lost. */
export interface Resync {
  /** Cursor of the reader. */
  readonly cursor: string;
  /** Sequence after which the log has no gap. */
  readonly wholeAfter: string;
  /** Address of the first page of states as of `after`, with the reader's filter. */
  readonly snapshot: string;
  /** Sequence after which the reader continues once the snapshot is read. */
  readonly after: string;
}

/**
 * Null if the log is complete after `position`. To be asked after the rows were read, so that every removal
 * before the read is reported. Customs figures are never removed: a customs reader meets only changes that a
 * restored database lost.
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

/** Address of `GET /v1/growth` as of the sequence `asOf`, with the same filter; states have no reason. */
export function snapshotAddress(filter: GrowthFilter, asOf: string): string {
  const query = new URLSearchParams([
    ['asOf', asOf],
    ...filterPairs(filter),
    ['limit', String(LARGEST_PAGE)],
  ]);
  return `/v1/growth?${query.toString()}`;
}
