import { mayPass, REGISTERED_KINDS, type RegisteredKind } from '@silkgauge/contract';
import {
  BUDGET,
  isFullPage,
  readMatchingChanges,
  readNewestRegistered,
  readLatestChanges,
  readRegisteredBetween,
  documentBytes,
  untilFull,
  type LogRange,
  type Queryable,
  type ServedRow,
} from '@silkgauge/read-model';
import { isOfInterest, subjectOf, type Asked } from './subject.ts';

export interface AskedRows {
  /** In order of sequence. */
  readonly rows: readonly ServedRow[];
  /** The sequence up to which the log was read. */
  readonly end: string;
}

/** What a reader asks for in a stretch of the log, as far as `limit` rows or `bytes` of states or of registers reach. */
export async function readAskedRows(db: Queryable, asked: Asked, range: LogRange): Promise<AskedRows> {
  const { until, limit, bytes = BUDGET.page } = range;
  const endOf = (rows: readonly ServedRow[], otherwise: string): string =>
    isFullPage(rows, limit, bytes) ? (rows.at(-1)?.sequence ?? otherwise) : otherwise;
  const states = asked.kinds.has('state') ? await readMatchingChanges(db, asked.filter, range) : [];
  const lastState = endOf(states, until);
  const kinds = registersOf(asked).filter((kind) => mayPass(asked.filter, kind));
  const registered =
    kinds.length === 0
      ? []
      : await readRegisteredBetween(db, kinds, { ...range, until: lastState }, asked.filter);
  const end = endOf(registered, lastState);
  const passed = registered.filter((row) => isOfInterest(asked, subjectOf(row)));
  const rows = [...states, ...passed].filter(({ sequence }) => BigInt(sequence) <= BigInt(end));
  return { rows: rows.sort(bySequence), end };
}

/** The newest entries of some kinds, without a filter: up to `limit` rows or a page, in order of sequence. */
export async function readNewestRows(
  db: Queryable,
  asked: Pick<Asked, 'kinds'>,
  limit: number,
): Promise<readonly ServedRow[]> {
  const states = asked.kinds.has('state') ? await readLatestChanges(db, limit) : [];
  const kinds = registersOf(asked);
  const registered = kinds.length === 0 ? [] : await readNewestRegistered(db, kinds, limit);
  const newest = [...states, ...registered].sort(bySequence).reverse().slice(0, limit);
  return newest.slice(0, untilFull(newest, documentBytes, BUDGET.page)).reverse();
}

const registersOf = ({ kinds }: Pick<Asked, 'kinds'>): readonly RegisteredKind[] =>
  REGISTERED_KINDS.filter((kind) => kinds.has(kind));

const bySequence = (a: ServedRow, b: ServedRow): number => Number(BigInt(a.sequence) - BigInt(b.sequence));
