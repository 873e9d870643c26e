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
  /** Looks, and changes nothing. */
  readonly isDry: boolean;
}

export interface Recovery {
  /** Null where the change log has all that was published. */
  readonly loss: Loss | null;
  /** Batches could be written before, too. */
  readonly wasKnown: boolean;
}

/**
 * Where the topics hold more than the change log: lifts the log and each key above all that was published, so that what follows is newer
 * for every reader, fences whoever remembers anything, and lets batches be written. Positions fell back with the log, so the inputs are
 * read again; before that it says once more what is still known of all that was lost.
 */
export async function recoverLog(
  topics: Topics,
  { pool }: ReadModel,
  topicPrefix: string,
  request: RecoverRequest,
): Promise<Recovery> {
  // Asked first: should the database start anew meanwhile, what was looked at was looked at before.
  const server = await thisServer(pool);
  const wasKnown = await isKnownServer(pool);
  const loss = await findLoss(topics, pool, topicPrefix);
  if (request.isDry || (wasKnown && !loss)) return { loss, wasKnown };
  await inTransaction(pool, async (tx) => {
    // 1. Nothing is written meanwhile.
    await holdPositions(tx);
    const last = BigInt(await lastSequence(tx));
    // 2. Above everything that was published.
    if (loss) {
      const lost = await floorsOf(tx, loss);
      await liftAbove(tx, lost, loss.hole);
      await liftRegistered(tx, loss.registered);
      const now = new Date();
      await restateStates(tx, lost, now);
      await restateRegistered(tx, loss.registered, now);
    }
    // 3. Whoever has a partition remembers another database.
    await raiseEpochs(tx);
    // 4. From here on batches can be written.
    const hole = loss?.hole ?? { after: last, until: last };
    await beginIncarnation(tx, { server, ...hole, reason: request.reason, actor: request.actor });
  });
  return { loss, wasKnown };
}

/** Series of which nothing is known any more are registered: they are met again when the inputs are read. */
async function floorsOf(tx: Queryable, { versions }: Loss) {
  const ids = new Map<string, string>();
  for (const domain of DOMAINS) {
    const keys = new Set(versions.filter((one) => one.domain === domain).map(({ key }) => key));
    for (const row of await registerSeries(tx, domain, [...keys])) ids.set(row.key, row.series_id);
  }
  return versions.map(({ key, period, version }) => ({ seriesId: ids.get(key) ?? '0', period, version }));
}
