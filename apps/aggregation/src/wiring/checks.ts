import { placeName } from '@silkgauge/contract';
import type { Reader } from '@silkgauge/kafka';
import { isKnownServer, lockedEvents, type ReadModel } from '@silkgauge/read-model';
import type { Readiness, ReadinessCheck } from '@silkgauge/service';
import type { Desk } from '../desk/desk.ts';
import type { LogWatch } from '../recover/log-watch.ts';
import { whatIsReadAgain } from '../recover/read-again.ts';
import { isShown } from '../stream-metrics.ts';

interface Checked {
  readonly readModel: ReadModel;
  readonly logWatch: LogWatch;
  readonly reader: Reader;
  readonly desk: Desk;
}

/** What `/readyz` asks. */
export function addChecks(readiness: Readiness, { readModel, logWatch, reader, desk }: Checked): void {
  readiness.add('database', async () => {
    await readModel.pool.query('select 1');
    return { ok: true };
  });
  readiness.add('log', () => logCheck(readModel, logWatch, reader));
  readiness.add('streams', () => streamsCheck(reader));
  // A desk that stands holds up no figure: its trouble is a detail.
  readiness.add('desk', () => ({ ok: true, ...desk.health }));
  readiness.add('embargo', () => embargoCheck(readModel));
}

function streamsCheck(reader: Reader): ReadinessCheck {
  const { ready, reason, partitions: all, ...health } = reader.health();
  const partitions = all.filter(isShown);
  const halted = partitions.flatMap((partition) =>
    partition.haltedAt === null
      ? []
      : [`${placeName(partition)} halted at offset ${String(partition.haltedAt)}: ${partition.reason ?? ''}`],
  );
  return { ok: ready, reason: halted.length > 0 ? halted.join('; ') : reason, ...health, partitions };
}

/** Events that wait for a key hold up no other: what is named here is for whoever has the key. */
async function embargoCheck({ pool }: ReadModel): Promise<ReadinessCheck> {
  return { ok: true, withoutKey: await lockedEvents(pool) };
}

async function logCheck(
  { pool }: ReadModel,
  { backwards }: LogWatch,
  reader: Reader,
): Promise<ReadinessCheck> {
  if (!(await isKnownServer(pool)))
    return { ok: false, reason: backwards ?? 'the database has started anew, and the topics are looked at' };
  const reason = await whatIsReadAgain(pool, reader.health());
  return { ok: reason === null, reason };
}
