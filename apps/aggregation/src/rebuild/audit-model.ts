import type { TopicPartition } from '@silkgauge/contract';
import { COMPARED_SECTIONS, inTransaction } from '@silkgauge/read-model';
import { buildBeside, type BuilderConfig, type Building } from './builder.ts';
import { compareModels, type Comparison } from './compare.ts';
import { digestOf, type ModelDigest } from './content.ts';
import { differingWindows } from './differing-windows.ts';
import { endTargets, liveTargets } from './targets.ts';

export const AUDIT_SCHEMA = 'silkgauge_audit';

export interface Audit {
  readonly records: number;
  /** Of what the log says. */
  readonly digest: ModelDigest;
  /** With the live read model, where that was asked for. */
  readonly comparison: Comparison | null;
  /** Partitions of sales that do not remember the same ones to count them once; nothing else would show it. */
  readonly windows: readonly TopicPartition[];
}

/**
 * Replays the input topics from their beginning and says what that comes to: all there is, or, to compare, exactly what the
 * live read model has dealt with. The live one goes on meanwhile and is only read. `batchRecords` as in `ReplayOptions`.
 */
export function auditModel(
  config: BuilderConfig,
  { compare, batchRecords }: { readonly compare: boolean; readonly batchRecords?: number | undefined },
): Promise<Audit> {
  return buildBeside({ ...config, batchRecords }, AUDIT_SCHEMA, async (building) => {
    if (compare) return compared(building);
    await building.replay.to(await endTargets(building.topics, config.topicPrefix));
    const digest = await inTransaction(building.beside.pool, digestOf);
    return { records: building.replay.records, digest, comparison: null, windows: [] };
  });
}

async function compared({ config, session, beside, replay }: Building): Promise<Audit> {
  // 1. Most of the way, holding nothing.
  await replay.to(await liveTargets(session));
  // 2. One view of the live read model from here on, positions and content; it is kept for the little that is left.
  await session.query('begin isolation level repeatable read read only');
  await replay.to(await liveTargets(session));
  // 3. Both stand at the same positions.
  const comparison = await inTransaction(beside.pool, (log) =>
    compareModels(session, log, COMPARED_SECTIONS),
  );
  const windows = await differingWindows(session, beside.pool, config.identityWindow);
  return { records: replay.records, digest: comparison.log, comparison, windows };
}
