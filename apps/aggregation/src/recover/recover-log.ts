import type { Topics } from '@silkgauge/kafka';
import {
  beginIncarnation,
  holdPositions,
  inTransaction,
  isKnownServer,
  lastSequence,
  liftAbove,
  liftRegistered,
  raiseEpochs,
  registerSeries,
  thisServer,
  type Queryable,
  type ReadModel,
} from '@silkgauge/read-model';
import { DOMAINS } from '../relay/relay-repair.ts';
import { findLoss, type Loss } from './find-loss.ts';
import { restateRegistered, restateStates } from './restate-lost.ts';

export interface RecoverRequest {
  readonly reason: string;
  readonly actor: string;
  /** True to report without a change. */
  readonly isDry: boolean;
}

export interface Recovery {
  /** Null if the change log holds everything published. */
  readonly loss: Loss | null;
  /** True if batches could be written before the call. */
  readonly wasKnown: boolean;
}

/**
 * Lifts the log and each key above everything published, restates lost keys, fences all owners and allows
 * batches. Positions fell back with the log, so the inputs are read again afterwards.
 */
export async function recoverLog(
  topics: Topics,
  { pool }: ReadModel,
  topicPrefix: string,
  request: RecoverRequest,
): Promise<Recovery> {
  // Read first: if the database restarts during the check, it stays unknown.
  const server = await thisServer(pool);
  const wasKnown = await isKnownServer(pool);
  const loss = await findLoss(topics, pool, topicPrefix);
  if (request.isDry || (wasKnown && !loss)) return { loss, wasKnown };
  await inTransaction(pool, async (tx) => {
    // 1. Block batches.
    await holdPositions(tx);
    const last = BigInt(await lastSequence(tx));
    // 2. Lift sequences and versions above everything published, so that later ones are newer for readers.
    if (loss) {
      const lost = await floorsOf(tx, loss);
      await liftAbove(tx, lost, loss.hole);
      await liftRegistered(tx, loss.registered);
      const now = new Date();
      await restateStates(tx, lost, now);
      await restateRegistered(tx, loss.registered, now);
    }
    // 3. Fence the owners of partitions, whose memory is of another database.
    await raiseEpochs(tx);
    // 4. Allow batches.
    const hole = loss?.hole ?? { after: last, until: last };
    await beginIncarnation(tx, { server, ...hole, reason: request.reason, actor: request.actor });
  });
  return { loss, wasKnown };
}

/** Registers lost series that the database does not know; the inputs will name them again. */
async function floorsOf(tx: Queryable, { versions }: Loss) {
  const ids = new Map<string, string>();
  for (const domain of DOMAINS) {
    const keys = new Set(versions.filter((one) => one.domain === domain).map(({ key }) => key));
    for (const row of await registerSeries(tx, domain, [...keys])) ids.set(row.key, row.series_id);
  }
  return versions.map(({ key, period, version }) => ({ seriesId: ids.get(key) ?? '0', period, version }));
}
