import { placeName, type TopicPartition } from '@silkgauge/contract';
import {
  carryOver,
  COMPARED_SECTIONS,
  dropSchema,
  holdPositions,
  inTransaction,
  lastSequence,
  raiseEpochs,
  recordRebuild,
  type Queryable,
} from '@silkgauge/read-model';
import { buildBeside, type BuilderConfig, type Building } from './builder.ts';
import { compareModels, type Comparison } from './compare.ts';
import { differingWindows } from './differing-windows.ts';
import { RebuiltRegister } from './rebuilt-register.ts';
import { RebuiltStates } from './rebuilt-states.ts';
import { differenceText } from './report.ts';
import { liveTargets, type ReplayTarget } from './targets.ts';

export const REBUILD_SCHEMA = 'silkgauge_rebuild';

/** Records the live read model may be ahead by when it is held. */
const CLOSE = 2_000n;

export interface RebuildRequest {
  readonly reason: string;
  readonly actor: string;
  /** Told on the way, for people. */
  readonly onProgress: (what: string) => void;
}

export interface Rebuilt {
  readonly records: number;
  /** Before the switch. */
  readonly comparison: Comparison;
  /** Partitions that did not remember the right sales. */
  readonly windows: readonly TopicPartition[];
  /** Versions that the switch made, and the sequence they come after. */
  readonly changes: number;
  readonly afterSequence: string;
  /** How long no batch could be applied, in milliseconds. */
  readonly heldMs: number;
}

/**
 * Builds a second read model from the log beside the live one, which goes on, and carries over what it says otherwise, in
 * one transaction: before its commit nothing has changed, after it everything has.
 */
export function rebuildModel(config: BuilderConfig, request: RebuildRequest): Promise<Rebuilt> {
  return buildBeside(config, REBUILD_SCHEMA, async (building) => {
    const begunAt = new Date();
    await catchUp(building, request);
    return await switchOver(building, { ...request, begunAt });
  });
}

/** Until it is close behind the live one, or comes no closer: a live one that is as fast has to be held for the rest. */
async function catchUp({ session, replay }: Building, { onProgress }: RebuildRequest): Promise<void> {
  let before: bigint | null = null;
  for (;;) {
    const targets = await liveTargets(session);
    await replay.to(targets);
    const behind = aheadOf(targets, await liveTargets(session));
    onProgress(`${String(replay.records)} records replayed, the live read model is ${String(behind)} ahead.`);
    if (behind <= CLOSE || (before !== null && behind > before / 2n)) return;
    before = behind;
  }
}

/** Records between two states of the positions. */
function aheadOf(before: readonly ReplayTarget[], now: readonly ReplayTarget[]): bigint {
  const from = new Map(before.map((at) => [placeName(at), at.next]));
  return now.reduce((sum, at) => sum + at.next - (from.get(placeName(at)) ?? 0n), 0n);
}

async function switchOver(
  { config, session, schema, beside, replay }: Building,
  { reason, actor, begunAt, onProgress }: RebuildRequest & { readonly begunAt: Date },
): Promise<Rebuilt> {
  await session.query('begin');
  // 1. Hold the live positions: batches wait from here on, readers do not.
  onProgress('Holding the live read model.');
  await holdPositions(session);
  const held = performance.now();
  // 2. The little that is left, to exactly where the live one stands.
  await replay.to(await liveTargets(session));
  const afterSequence = await lastSequence(session);
  const windows = await differingWindows(session, beside.pool, config.identityWindow);
  const { comparison, changes } = await inTransaction(beside.pool, async (log) => {
    // 3. A version for each state, notice and claim that the log says otherwise; sequences go on behind the live ones.
    const states = new RebuiltStates(session, log);
    const notices = new RebuiltRegister('notice', session, log);
    const claims = new RebuiltRegister('claim', session, log);
    const found = await compareModels(session, log, COMPARED_SECTIONS, (section, live, rebuilt) => {
      const { key = '' } = live ?? rebuilt ?? {};
      if (section === 'states') return states.restate(key);
      if (section === 'claims') return claims.restate(key);
      return section === 'notices' ? notices.restate(key) : undefined;
    });
    await states.flush();
    await notices.flush();
    await claims.flush();
    // 4. Everything else, row by row where it differs.
    await carryOver(session, schema, windows);
    // 5. Now both say the same, or nothing of it is kept.
    if (found.differences.length > 0) await requireSame(session, log);
    return { comparison: found, changes: states.changes + notices.changes + claims.changes };
  });
  // 6. Who reads the partitions has the old sales in memory: fenced, it reads them again.
  await raiseEpochs(session);
  // 7. Leave a trace, take away what was built, and let the live one go on.
  await recordRebuild(session, {
    ...{ reason, actor, begunAt, afterSequence, changes },
    digestBefore: comparison.live.digest,
    digest: comparison.log.digest,
  });
  await dropSchema(session, schema);
  await session.query('commit');
  const heldMs = Math.round(performance.now() - held);
  return { records: replay.records, comparison, windows, changes, afterSequence, heldMs };
}

async function requireSame(live: Queryable, log: Queryable): Promise<void> {
  const { differences } = await compareModels(live, log, COMPARED_SECTIONS);
  const [first] = differences;
  if (first) throw new Error(`The switch was given up, it would leave ${differenceText(first.first)}.`);
}
