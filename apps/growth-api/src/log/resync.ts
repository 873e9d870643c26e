import {
  CHANGE_KINDS,
  KINDS,
  LARGEST_PAGE,
  mayPass,
  type ChangeKind,
  type GrowthFilter,
  filterPairs,
} from '@silkgauge/contract';
import { holeAround, lastSequence, downsampledUntil, type Queryable } from '@silkgauge/read-model';
import type { Asked } from './subject.ts';

/** Answer to a cursor before changes that were removed from the log, or among changes that were lost. */
export interface Resync {
  /** Cursor of the reader. */
  readonly cursor: string;
  /** Sequence after which the log has no gap. */
  readonly wholeAfter: string;
  /** Address of the first page of states as of `after`, with the reader's filter; where kinds were named, of the first of them. */
  readonly snapshot: string;
  /** Where kinds were named: the address of each. Notices, claims, bulletins and releases are not filtered there. */
  readonly snapshots?: Readonly<Partial<Record<ChangeKind, string>>>;
  /** Sequence after which the reader continues once the snapshot is read. */
  readonly after: string;
}

/**
 * Null if the log is complete after `position`. To be asked after the rows were read, so that every removal
 * before the read is reported. Versions of sales alone are removed: a reader of customs figures, or of no states, meets
 * only changes that a restored database lost.
 */
export async function resyncAfter(db: Queryable, position: string, asked: Asked): Promise<Resync | null> {
  const hole = await holeAround(db, position);
  const isThinned = asked.kinds.has('state') && asked.filter.domain !== 'customs';
  if (!hole && !isThinned) return null;
  const wholeAfter = hole ? String(hole.until) : await downsampledUntil(db);
  if (!hole && BigInt(position) >= BigInt(wholeAfter)) return null;
  const after = await lastSequence(db);
  return { cursor: position, wholeAfter, ...addressesOf(asked, after), after };
}

function addressesOf(
  { filter, kinds, isByKind }: Asked,
  asOf: string,
): Pick<Resync, 'snapshot' | 'snapshots'> {
  const wanted = isByKind ? CHANGE_KINDS.filter((kind) => kinds.has(kind) && mayPass(filter, kind)) : [];
  const [first = 'state'] = wanted;
  const listOf = (kind: ChangeKind): string => {
    const { name, isAsOf } = KINDS[kind].list;
    return listAddress(name, isAsOf ? [['asOf', asOf], ...filterPairs(filter)] : []);
  };
  const snapshots = Object.fromEntries(wanted.map((kind) => [kind, listOf(kind)]));
  return { snapshot: listOf(first), ...(isByKind && { snapshots }) };
}

const listAddress = (list: string, pairs: readonly [string, string][] = []): string =>
  `/v1/${list}?${new URLSearchParams([...pairs, ['limit', String(LARGEST_PAGE)]]).toString()}`;

/** Address of `GET /v1/growth` as of the sequence `asOf`, with the same filter; states have no reason. */
export function snapshotAddress(filter: GrowthFilter, asOf: string): string {
  return listAddress('growth', [['asOf', asOf], ...filterPairs(filter)]);
}
