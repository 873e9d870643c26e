import { DOMAINS, REGISTERED_KINDS } from '@silkgauge/contract';
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
  registeredInGap,
  registerSeries,
  statesInGap,
  thisServer,
  type Queryable,
  type ReadModel,
  type SeriesPeriod,
} from '@silkgauge/read-model';
import { endTargets } from '../rebuild/targets.ts';
import { findLoss, type Loss } from './find-loss.ts';
import { restateRegistered, restateStates, type EntryName } from './restate-lost.ts';

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
  const inputs = await endTargets(topics, topicPrefix);
  if (request.isDry || (wasKnown && !loss)) return { loss, wasKnown };
  await inTransaction(pool, async (tx) => {
    // 1. Block batches.
    await holdPositions(tx);
    const last = BigInt(await lastSequence(tx));
    // 2. Lift sequences and versions above everything published, so that later ones are newer for readers.
    if (loss) {
      const lost = await floorsOf(tx, loss);
      const written = await statesInGap(tx, loss.hole);
      const told = await registeredInGap(tx, REGISTERED_KINDS, loss.hole);
      await liftAbove(tx, lost, loss.hole);
      await liftRegistered(tx, loss.registered);
      const now = new Date();
      await restateStates(tx, once([...lost, ...written], placeOfState), now);
      await restateRegistered(tx, once([...loss.registered, ...told], nameOfEntry), now);
    }
    // 3. Fence the owners of partitions, whose memory is of another database.
    await raiseEpochs(tx);
    // 4. Allow batches.
    const hole = loss?.hole ?? { after: last, until: last };
    const { reason, actor } = request;
    await beginIncarnation(tx, { server, ...hole, readAgain: inputs, reason, actor });
  });
  return { loss, wasKnown };
}

const placeOfState = ({ seriesId, period }: SeriesPeriod): string => `${seriesId}/${period}`;
const nameOfEntry = ({ kind, key }: EntryName): string => `${kind} ${key}`;

/** The first of each name. */
const once = <T>(all: readonly T[], nameOf: (one: T) => string): T[] => [
  ...new Map(all.toReversed().map((one) => [nameOf(one), one])).values(),
];

/** Registers lost series that the database does not know; the inputs will name them again. */
async function floorsOf(tx: Queryable, { versions }: Loss) {
  const ids = new Map<string, string>();
  for (const domain of DOMAINS) {
    const keys = new Set(versions.filter((one) => one.domain === domain).map(({ key }) => key));
    for (const row of await registerSeries(tx, domain, [...keys])) ids.set(row.key, row.series_id);
  }
  return versions.map(({ key, period, version }) => ({ seriesId: ids.get(key) ?? '0', period, version }));
}
