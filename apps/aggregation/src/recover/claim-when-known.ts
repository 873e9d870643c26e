import { setTimeout as sleep } from 'node:timers/promises';
import { claimPosition, isKnownServer, type Claimed, type ReadModel } from '@silkgauge/read-model';

/** After a start of the database the topics are looked at within half a second. */
const LOOK_MS = 50;
const PATIENCE_MS = 2_000;

/**
 * Claims a partition once batches can be written.
 *
 * @throws when that takes long, so that the partition tells why it waits
 */
export async function claimWhenKnown(
  { pool }: ReadModel,
  topic: string,
  partition: number,
): Promise<Claimed> {
  for (const limit = performance.now() + PATIENCE_MS; !(await isKnownServer(pool)); await sleep(LOOK_MS)) {
    if (performance.now() > limit)
      throw new Error('the database has started anew, and the topics were not looked at since');
  }
  return claimPosition(pool, topic, partition);
}
