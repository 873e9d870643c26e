import { placeName, type TopicPartition } from '@silkgauge/contract';
import type { Seals } from '@silkgauge/embargo';
import {
  carryOver,
  COMPARED_SECTIONS,
  connect,
  dropSchema,
  holdPositions,
  inTransaction,
  lastSequence,
  raiseEpochs,
  recordRebuild,
  type ContentSection,
  type Queryable,
  type RegisterKind,
} from '@silkgauge/read-model';
import type { TellAudit } from '../ops/operator-audit.ts';
import { OperatorError } from '../ops/operator-config.ts';
import { buildBeside, type BuilderConfig, type Building } from './builder.ts';
import { compareModels, type Comparison } from './compare.ts';
import { differingWindows } from './differing-windows.ts';
import { EveryKey } from './openers.ts';
import { RebuiltRegister } from './rebuilt-register.ts';
import { RebuiltStates } from './rebuilt-states.ts';
import { differenceText } from './report.ts';
import { liveTargets, type ReplayTarget } from './targets.ts';

export const REBUILD_SCHEMA = 'silkgauge_rebuild';

/** Lag in records below which the live read model is held. */
const CLOSE = 2_000n;

/** Registers in order of flushing, by the section of their content. */
const REGISTER_SECTIONS: readonly (readonly [ContentSection, RegisterKind])[] = [
  ['notices', 'notice'],
  ['claims', 'claim'],
  ['statements', 'statement'],
  ['orders', 'order'],
];

export interface RebuildRequest {
  readonly reason: string;
  readonly actor: string;
  /** Milliseconds for which batches wait at most; a switch that takes longer is undone. */
  readonly mostHeldMs: number;
  /** Receives progress messages. */
  readonly onProgress: (what: string) => void;
  readonly tell: TellAudit;
}

export interface Rebuilt {
  readonly records: number;
  /** Comparison before the switch. */
  readonly comparison: Comparison;
  /** Partitions with wrong remembered sales. */
  readonly windows: readonly TopicPartition[];
  /** Versions written by the switch, and the sequence before the first. */
  readonly changes: number;
  readonly afterSequence: string;
  /** Milliseconds during which batches waited. */
  readonly heldMs: number;
}

/** Builds a second read model from the log, and copies its differences in one transaction. */
export function rebuildModel(config: BuilderConfig, request: RebuildRequest): Promise<Rebuilt> {
  const openerOf = (seals: Seals | null) => new EveryKey(seals);
  return buildBeside(config, REBUILD_SCHEMA, openerOf, async (building) => {
    const begunAt = new Date();
    await catchUp(building, request);
    return await bounded(building, request.mostHeldMs, (inTime) =>
      switchOver(building, { ...request, begunAt, inTime }),
    );
  });
}

/** Replays until the lag is small or no longer halves: a live model as fast must be held for the rest. */
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

/** Number of records between two sets of positions. */
function aheadOf(before: readonly ReplayTarget[], now: readonly ReplayTarget[]): bigint {
  const from = new Map(before.map((at) => [placeName(at), at.next]));
  return now.reduce((sum, at) => sum + at.next - (from.get(placeName(at)) ?? 0n), 0n);
}

/**
 * Ends the session of a switch that takes too long, whatever of it is under way: the server undoes the switch.
 *
 * @throws OperatorError `refused` then
 */
async function bounded<T>(
  { config, session }: Building,
  mostMs: number,
  work: (inTime: () => void) => Promise<T>,
): Promise<T> {
  const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
  let isLate = false;
  const end = async (): Promise<void> => {
    const other = await connect(config.databaseUrl, 'silkgauge-rebuild-end');
    await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await other.end();
  };
  const timer = setTimeout(() => {
    isLate = true;
    end().catch(() => undefined);
  }, mostMs);
  try {
    return await work(() => {
      clearTimeout(timer);
      if (isLate) throw new Error('the end of the session is under way');
    });
  } catch (error) {
    if (!isLate) throw error;
    const held = `The switch held batches for ${String(mostMs / 1_000)} s and was not done`;
    const way = 'Give it longer with --hold SECONDS, at an hour in which little comes';
    throw new OperatorError('refused', `${held}: nothing was changed. ${way}.`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function switchOver(
  { config, session, schema, beside, replay }: Building,
  {
    reason,
    actor,
    begunAt,
    onProgress,
    tell,
    inTime,
  }: RebuildRequest & {
    readonly begunAt: Date;
    /** Tells that nothing but the commit is left, which is not broken off. @throws Error if it is too late */
    readonly inTime: () => void;
  },
): Promise<Rebuilt> {
  await session.query('begin');
  // 1. Hold the live positions: batches wait from here on, readers do not.
  onProgress('Holding the live read model.');
  await holdPositions(session);
  const held = performance.now();
  // 2. Replay the rest, to the live positions.
  await replay.to(await liveTargets(session));
  const afterSequence = await lastSequence(session);
  const windows = await differingWindows(session, beside.pool, config.identityWindow);
  const { comparison, changes } = await inTransaction(beside.pool, async (log) => {
    // 3. Write a version for each differing state and entry of a register; sequences continue the live ones.
    const restated = await restateDiffering(session, log);
    // 4. Copy all other differing rows.
    await carryOver(session, schema, windows);
    // 5. Both are equal now, or the switch is undone.
    if (restated.comparison.differences.length > 0) await requireSame(session, log);
    return restated;
  });
  // 6. Fence the owners of partitions: they remember the old sales, and read them again.
  await raiseEpochs(session);
  // 7. Record the rebuild, drop its schema and release the live read model.
  await recordRebuild(session, {
    ...{ reason, actor, begunAt, afterSequence, changes },
    digestBefore: comparison.live.digest,
    digest: comparison.log.digest,
  });
  await dropSchema(session, schema);
  inTime();
  // 8. Without its entry in the audit nothing is committed.
  await tell({ action: 'rebuild.done', target: 'read-model', reason });
  await session.query('commit');
  const heldMs = Math.round(performance.now() - held);
  return { records: replay.records, comparison, windows, changes, afterSequence, heldMs };
}

/** Writes a live version for each state and entry of a register that the log has otherwise, and counts them. */
async function restateDiffering(live: Queryable, log: Queryable) {
  const states = new RebuiltStates(live, log);
  const registers = new Map(
    REGISTER_SECTIONS.map(([section, kind]) => [section, new RebuiltRegister(kind, live, log)]),
  );
  const comparison = await compareModels(live, log, COMPARED_SECTIONS, (section, one, rebuilt) => {
    const { key = '' } = one ?? rebuilt ?? {};
    return section === 'states' ? states.restate(key) : registers.get(section)?.restate(key);
  });
  await states.flush();
  for (const register of registers.values()) await register.flush();
  const changes = [...registers.values()].reduce((sum, one) => sum + one.changes, states.changes);
  return { comparison, changes };
}

async function requireSame(live: Queryable, log: Queryable): Promise<void> {
  const { differences } = await compareModels(live, log, COMPARED_SECTIONS);
  const [first] = differences;
  if (first) throw new Error(`The switch was given up, it would leave ${differenceText(first.first)}.`);
}
