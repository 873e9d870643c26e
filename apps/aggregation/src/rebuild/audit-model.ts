import type { TopicPartition } from '@silkgauge/contract';
import { COMPARED_SECTIONS, inTransaction } from '@silkgauge/read-model';
import { buildBeside, type BuilderConfig, type Building, type OpenerOf } from './builder.ts';
import { compareModels, type Comparison } from './compare.ts';
import { digestOf, type ModelDigest } from './content.ts';
import { differingWindows } from './differing-windows.ts';
import { KeyOrLive } from './openers.ts';
import { endTargets, liveTargets } from './targets.ts';

export const AUDIT_SCHEMA = 'silkgauge_audit';

export interface Audit {
  readonly records: number;
  /** Digest of the replayed read model. */
  readonly digest: ModelDigest;
  /** Comparison with the live read model; null unless asked for. */
  readonly comparison: Comparison | null;
  /** Partitions whose remembered sales differ; no comparison of content shows that. */
  readonly windows: readonly TopicPartition[];
  /** Events under embargo that no key opened, by the generation that is not given: taken as the read model has them. */
  readonly unopened: KeyOrLive['unopened'];
}

/**
 * Replays the input topics from their beginning, to the live positions if `compare`, otherwise to their ends.
 * The live read model goes on and is only read; `batchRecords` is that of `LogReplayOptions`.
 */
export function auditModel(
  config: BuilderConfig,
  { compare, batchRecords }: { readonly compare: boolean; readonly batchRecords?: number | undefined },
): Promise<Audit> {
  const openerOf: OpenerOf<KeyOrLive> = (seals, live) => new KeyOrLive(seals, live);
  return buildBeside({ ...config, batchRecords }, AUDIT_SCHEMA, openerOf, async (building, opener) => {
    if (compare) return { ...(await compared(building)), unopened: opener.unopened };
    await building.replay.to(await endTargets(building.topics, config.topicPrefix));
    const digest = await inTransaction(building.beside.pool, digestOf);
    const { records } = building.replay;
    return { records, digest, comparison: null, windows: [], unopened: opener.unopened };
  });
}

async function compared({ config, session, beside, replay }: Building): Promise<Omit<Audit, 'unopened'>> {
  // 1. Replay most of the log without a snapshot.
  await replay.to(await liveTargets(session));
  // 2. One snapshot of live positions and content, held only for the rest.
  await session.query('begin isolation level repeatable read read only');
  await replay.to(await liveTargets(session));
  // 3. Both are at the same positions.
  const comparison = await inTransaction(beside.pool, (log) =>
    compareModels(session, log, COMPARED_SECTIONS),
  );
  const windows = await differingWindows(session, beside.pool, config.identityWindow);
  return { records: replay.records, digest: comparison.log, comparison, windows };
}
