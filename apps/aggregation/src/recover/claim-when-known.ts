import { setTimeout as sleep } from 'node:timers/promises';
import { NotYet } from '@silkgauge/kafka';
import { claimPosition, isKnownServer, type Claimed, type ReadModel } from '@silkgauge/read-model';

/** Milliseconds between checks; a leader checks the topics within half a second of a database start. */
const LOOK_MS = 50;
const PATIENCE_MS = 2_000;

/** @throws NotYet if the database is not writable within `PATIENCE_MS`; the log's check tells why, once */
export async function claimWhenKnown(
  { pool }: ReadModel,
  topic: string,
  partition: number,
): Promise<Claimed> {
  for (const limit = performance.now() + PATIENCE_MS; !(await isKnownServer(pool)); await sleep(LOOK_MS)) {
    if (performance.now() > limit)
      throw new NotYet('the database has started anew, and the topics were not looked at since');
  }
  return claimPosition(pool, topic, partition);
}
