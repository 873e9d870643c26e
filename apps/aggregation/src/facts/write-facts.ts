import type { Domain } from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import { Fenced, type RecordBatch } from '@silkgauge/kafka';
import {
  advancePosition,
  appendChanges,
  appendRegistered,
  holdCursor,
  insertClaims,
  insertDeadLetters,
  insertEvents,
  insertFigures,
  insertWithdrawals,
  lockFacts,
  lockPlatform,
  markClaims,
  markWithdrawnClaims,
  registerSeries,
  takeFactsTurn,
  upsertNotices,
  type ChangeRow,
  type Outcome,
  type Queryable,
} from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { judgeDueClaims, type JudgedClaims } from '../claims.ts';
import { committedChanges, committedVersions } from '../committed-changes.ts';
import { appendTime, type ClassifiedRecord } from '../classify.ts';
import type { DraftChange } from '../state-book.ts';
import { decideFacts } from './decide-facts.ts';
import type { Decisions } from './decisions.ts';
import { openLedger, type FactsLedger } from './facts-ledger.ts';
import type { Worlds } from './worlds.ts';

export interface AppliedFacts extends Applied {
  /** The versions it made, as they stand in the log once the transaction is committed. */
  readonly committed: readonly ChangeRow[];
  /** Claims are still to be judged. */
  readonly areClaimsLeft: boolean;
}

/** A batch of facts and who it comes from. */
export interface Facts {
  readonly batch: RecordBatch;
  readonly records: readonly ClassifiedRecord[];
  /** Where a series first seen on this topic will belong; null where no figures come. */
  readonly domain: Domain | null;
}

/** What facts are worked out on. */
export interface WorkedOn {
  readonly worlds: Worlds;
  /** Of the batch before, where the database does not show it yet. */
  readonly before: FactsLedger | null;
  /** Bytes of documents that several records together may write. */
  readonly mostWritten: number;
}

/** What a batch comes to, before it is written. */
export interface DecidedFacts {
  readonly ledger: FactsLedger;
  readonly decisions: Decisions;
}

/**
 * Keeps away whoever must not work beside facts, claims the batch and leaves the token `turn`; returns the token of the facts before.
 *
 * @throws Fenced when the partition has a newer owner or the batch was applied before
 */
export async function beginFacts(
  tx: Queryable,
  { batch, domain, records }: Facts,
  turn: string,
): Promise<string> {
  // 1. One facts transaction at a time, and no sales beside it where it may touch the states of sales.
  await lockFacts(tx);
  const reachesSales = domain === 'platform' || records.some(isClaimOfSales);
  if (reachesSales) await lockPlatform(tx, 'exclusive');
  // 2. Claim the batch: whoever lost the partition, or was already here, stops before reading anything.
  if (!(await advancePosition(tx, batch)))
    throw new Fenced(`${batch.topic}/${String(batch.partition)} has moved on from ${String(batch.expected)}`);
  return takeFactsTurn(tx, turn, { reachesSales });
}

/** Sales look for claims of their series only where they know of some. */
function isClaimOfSales(one: ClassifiedRecord): boolean {
  if (one.kind === 'rejected' || one.event.type !== 'silkgauge.claim.reported.v1') return false;
  return [one.event.data.series, one.event.data.comparedTo].some((series) => series?.indicator === 'SALES');
}

/**
 * Decides in memory, event by event, from what these events can reach, which is read as far as it is not remembered. Figures are
 * few, so every state they touch is worked out anew from the prints: each event's effect is a version of its own, whatever
 * the batches were.
 *
 * @throws TooMuchWritten
 */
export async function workOutFacts(
  db: Queryable,
  { batch, records, domain }: Facts,
  { worlds, before, mostWritten }: WorkedOn,
): Promise<DecidedFacts> {
  const ledger = await openLedger(db, batch.topic, records, domain, worlds, before);
  // What a single record comes to cannot be cut.
  const most = records.length > 1 ? mostWritten : Number.POSITIVE_INFINITY;
  return { ledger, decisions: await decideFacts(db, batch, records, ledger, most) };
}

/** Writes evidence, prints, registers and dead letters, and last the change log. */
export async function writeFacts(
  tx: Queryable,
  { ledger, decisions }: DecidedFacts,
  onRegistered: () => void,
): Promise<AppliedFacts> {
  await registerFounded(tx, decisions, ledger);
  onRegistered();
  await writeDecisions(tx, decisions, ledger);
  // The log's cursor is locked from here to the commit, so sequences follow commit order.
  const { changes } = ledger.book;
  const versions = ledger.registered.changes;
  const last = await appendChanges(
    tx,
    changes.map(({ seriesKey, ...change }) => ({ ...change, seriesId: seriesId(ledger, seriesKey) })),
  );
  const lastVersion = await appendRegistered(tx, versions);
  // Whoever writes states and then claims, as sales do, has the cursor first.
  if (decisions.claims.length + decisions.withdrawals.length > 0) await holdCursor(tx);
  const claims = (await areClaimsDue(tx, decisions, changes))
    ? await judgeDueClaims(tx, appendTimeOf(decisions.batch))
    : NO_CLAIMS;
  const count = (outcome: Outcome): number =>
    decisions.events.filter((event) => event.outcome === outcome).length;
  return {
    applied: count('applied') + count('superseded'),
    duplicates: count('duplicate'),
    rejected: decisions.deadLetters.length,
    changes: changes.length + versions.length + claims.committed.length,
    committed: [
      ...committedChanges(changes, last, (key) => ledger.worlds.row(key)?.domain),
      ...committedVersions(versions, lastVersion),
      ...claims.committed,
    ],
    areClaimsLeft: claims.isMore,
  };
}

const NO_CLAIMS: JudgedClaims = { committed: [], isMore: false };

/** Whether any claim is new or withdrawn, or speaks of a state whose growth over a year is said anew. */
async function areClaimsDue(
  tx: Queryable,
  { claims, withdrawals }: Decisions,
  changes: readonly DraftChange[],
): Promise<boolean> {
  const isWithdrawn = await markWithdrawnClaims(tx, withdrawals);
  const isSpokenOf = await markClaims(
    tx,
    changes.filter(({ document }) => document.includes(OVER_A_YEAR)),
  );
  return claims.length > 0 || isWithdrawn || isSpokenOf;
}

/** Stands in the document of a version that says anything of it, or took anything back. */
const OVER_A_YEAR = `"${OVER_YEAR}":`;

/** Of the newest record of a batch. */
export function appendTimeOf({ records }: RecordBatch): Date {
  return appendTime({ timestamp: records.at(-1)?.timestamp ?? '0' });
}

async function registerFounded(tx: Queryable, decisions: Decisions, ledger: FactsLedger): Promise<void> {
  const founded = [...decisions.newSeries];
  if (!ledger.domain || founded.length === 0) return;
  for (const row of await registerSeries(tx, ledger.domain, founded)) {
    // Sales of the other domain founded it in this very moment: begin again, and it will be refused by rule.
    if (row.domain !== ledger.domain)
      throw new Error(`${row.key} has just been founded in the ${row.domain} domain`);
    ledger.worlds.register(row);
  }
}

async function writeDecisions(tx: Queryable, decisions: Decisions, ledger: FactsLedger): Promise<void> {
  const eventIds = await insertEvents(tx, decisions.events);
  const withEventId = <T extends { eventIndex: number }>({ eventIndex, ...rest }: T) => {
    const eventId = eventIds[eventIndex];
    if (eventId === undefined) throw new Error(`no event at ${String(eventIndex)}`);
    return { ...rest, eventId };
  };
  await insertFigures(
    tx,
    decisions.figures.map((figure) => ({
      ...withEventId(figure),
      seriesId: seriesId(ledger, figure.seriesKey),
    })),
  );
  await insertWithdrawals(tx, decisions.withdrawals.map(withEventId));
  await insertClaims(tx, decisions.claims.map(withEventId));
  await upsertNotices(tx, newest(decisions.notices.map(withEventId)));
  await insertDeadLetters(tx, decisions.deadLetters);
}

/** One row a notice: an upsert cannot touch the same one twice. A later withdrawal keeps the earlier publication. */
function newest<T extends { notice: string; data: string | null }>(notices: readonly T[]): T[] {
  const byNotice = new Map<string, T>();
  for (const notice of notices) {
    byNotice.set(notice.notice, {
      ...notice,
      data: notice.data ?? byNotice.get(notice.notice)?.data ?? null,
    });
  }
  return [...byNotice.values()];
}

function seriesId(ledger: FactsLedger, seriesKey: string): string {
  const id = ledger.worlds.row(seriesKey)?.series_id;
  if (id === undefined) throw new Error(`${seriesKey} is not registered`);
  return id;
}
