import { postgresReads, type OfEvent } from '@silkgauge/decisions';
import {
  claimsDueSince,
  commitBatch,
  dropHeld,
  dueHeld,
  findDueClaims,
  holdClaims,
  heldFor,
  holdCursor,
  insertClaims,
  insertDeadLetters,
  insertEvents,
  insertFigures,
  insertHeld,
  insertWithdrawals,
  inSavepoint,
  inTransaction,
  loadIdentities,
  lockFacts,
  lockPlatform,
  markClaims,
  markWithdrawnClaims,
  refuseWithdrawals,
  registerSeries,
  settleClaims,
  takeFactsTurn,
  upsertNotices,
  waitOn,
  type Queryable,
  type ReadModel,
} from '@silkgauge/read-model';
import type { Evidence, Store, Unit } from './store.ts';

/** The store of batches in PostgreSQL: single reads and writes on the pool, and transactions. */
export function postgresStore({ pool }: Pick<ReadModel, 'pool'>): Store {
  return {
    ...postgresReads(pool),
    identities: (topic, partition) => loadIdentities(pool, topic, partition),
    transaction: (work) => inTransaction(pool, (tx) => work(postgresUnit(tx))),
    write: (outcome) => commitBatch(pool, outcome),
  };
}

function postgresUnit(tx: Queryable): Unit {
  return {
    ...postgresReads(tx),
    beginFacts: async (place, { token, reachesSales }) => {
      await lockFacts(tx);
      if (reachesSales) await lockPlatform(tx, 'exclusive');
      await holdClaims(tx, [place]);
      return takeFactsTurn(tx, token, { reachesSales });
    },
    beginSales: () => lockPlatform(tx, 'shared'),
    hold: (places) => holdClaims(tx, places),
    registerSeries: (domain, keys) => registerSeries(tx, domain, keys),
    write: async (outcome) => {
      await insertEvidence(tx, outcome.evidence);
      return commitBatch(tx, outcome);
    },
    holdCursor: () => holdCursor(tx),
    markClaims: async ({ states, withdrawn }) => {
      const isWithdrawn = await markWithdrawnClaims(tx, withdrawn);
      return (await markClaims(tx, states)) || isWithdrawn;
    },
    dueClaims: (limit) => findDueClaims(tx, limit),
    claimsDueSince: () => claimsDueSince(tx),
    settleClaims: (claims) => settleClaims(tx, claims),
    heldFor: () => heldFor(tx),
    dueHeld: (due, limit, after) => dueHeld(tx, due, limit, after),
    dropHeld: (held) => dropHeld(tx, held),
    waitOn: (held) => waitOn(tx, held),
    attempt: (work) => inSavepoint(tx, work),
  };
}

/** Stores the records of batches; for operators, whose records are in no batch. */
export async function insertEvidence(tx: Queryable, evidence: Evidence): Promise<void> {
  // First, as the identity of a refused withdrawal may be that of a new event.
  await refuseWithdrawals(tx, evidence.refusedWithdrawals);
  const eventIds = await insertEvents(tx, evidence.events);
  const withId = <T extends { readonly eventIndex: number }>({ eventIndex, ...rest }: T) => {
    const eventId = eventIds[eventIndex];
    if (eventId === undefined) throw new Error(`no event at ${String(eventIndex)}`);
    return { ...rest, eventId };
  };
  await insertFigures(tx, evidence.figures.map(withId));
  await insertWithdrawals(tx, evidence.withdrawals.map(withId));
  await insertClaims(tx, evidence.claims.map(withId));
  await upsertNotices(tx, newest(evidence.notices).map(withId));
  await insertDeadLetters(tx, evidence.deadLetters);
  await insertHeld(tx, evidence.held);
}

/** One row per notice, as an upsert cannot touch a row twice. A withdrawal keeps the publication. */
function newest<
  T extends OfEvent<{ readonly notice: string; readonly data: string | null; eventId: bigint }>,
>(notices: readonly T[]): T[] {
  const byNotice = new Map<string, T>();
  for (const notice of notices) {
    const data = notice.data ?? byNotice.get(notice.notice)?.data ?? null;
    byNotice.set(notice.notice, { ...notice, data });
  }
  return [...byNotice.values()];
}
