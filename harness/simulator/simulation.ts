import type { OutputTopic } from '@silkgauge/contract';
import { Broker } from './broker.ts';
import type { Actor } from './clock.ts';
import { checkOutcome } from './check-outcome.ts';
import { Database } from './store/database.ts';
import { Group } from './group.ts';
import { writeWorld, type World } from './input-log.ts';
import { placeKey } from './store/keys.ts';
import { memoryStore } from './store/memory-store.ts';
import { dropped, type Mutant } from './mutants.ts';
import { OPERATIONS } from './store/operations.ts';
import type { ProcessParts } from './process.ts';
import { Scheduler } from './scheduler.ts';
import { Locks, type Transaction } from './store/transaction.ts';

/** More turns than any seed needs; a run still unfinished never ends. */
const MOST_TURNS = 20_000;

export interface Outcome {
  readonly turns: number;
  /** The failure; null when every promise was kept. */
  readonly broken: string | null;
  /** Every decision, one per line; empty unless tracing. */
  readonly schedule: readonly string[];
}

/** Topics that simulated logs lead to. Others would only be marked, so that a new sender seldom meets an older one. */
const WRITTEN: readonly OutputTopic[] = [
  'growth-updated.customs',
  'growth-updated.platform',
  'notice-updated',
];

/** Runs one seed from an empty database to the end of its input, and checks the result. */
export async function simulate(
  seed: number,
  options: { readonly tracing?: boolean; readonly mutant?: Mutant } = {},
): Promise<Outcome> {
  const mutant = dropped(options.mutant);
  const scheduler = new Scheduler(seed, options.tracing ?? false);
  const world = writeWorld(seed);
  const operations = { ...OPERATIONS, ...mutant.operations };
  const database = new Database(scheduler, new Locks(mutant.ignoredLocks));
  const storeOf = (actor: Actor) => memoryStore(database, actor, operations);
  const broker = new Broker(scheduler, WRITTEN, mutant.fencing);
  const isOfOne = oneOwnerEach();
  database.onCommit = (tx, by) => {
    neverGoesBack(tx);
    isOfOne(tx, by);
  };
  const restore = takeOverClock(scheduler);
  let broken: string | null = null;
  try {
    await runToTheEnd(world, { scheduler, database, broker, storeOf });
    checkOutcome(world, database.tables, broker.log, broker.mostBytes);
  } catch (error) {
    broken = String(error);
  } finally {
    restore();
  }
  // A simulation blocks the event loop: other work runs between two simulations.
  await new Promise((resolve) => setImmediate(resolve));
  return { turns: scheduler.turn, broken, schedule: scheduler.lines ?? [] };
}

async function runToTheEnd(
  world: World,
  parts: Pick<ProcessParts, 'scheduler' | 'database' | 'broker' | 'storeOf'>,
): Promise<void> {
  const { scheduler, database, broker } = parts;
  const { dice } = scheduler;
  const { identityWindow } = world;
  broker.mostBytes = dice.pick([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1_700, 1_300, 1_000]);
  const sizes = {
    maxBatch: dice.between(1, 8),
    pageSize: dice.between(2, 12),
    // The relay either knows the broker's limit or does not.
    mostRecordBytes: dice.pick([broker.mostBytes, Number.POSITIVE_INFINITY]),
    silenceMs: 300 * scheduler.tick,
  };
  const group = new Group({ ...parts, identityWindow, ...sizes }, world.partitions);
  group.start(dice.between(2, 3));
  scheduler.faults = { rate: dice.pick([0, 0.01, 0.03, 0.1]), left: dice.between(0, 12) };
  for (let n = dice.between(0, 6); n > 0; n -= 1)
    scheduler.inTurns(dice.between(5, 300), () => {
      if (!isDone(world, database)) group.befall();
    });
  for (;;) {
    if (scheduler.isQuiet && isDone(world, database)) {
      if (!scheduler.hasEvents && group.everybodyIsAwake) return;
      // Sleepers must still wake and find their partitions gone.
      scheduler.skipToNextEvent();
    }
    if (scheduler.turn > MOST_TURNS) throw new Error(`not done after ${String(MOST_TURNS)} turns`);
    await scheduler.step();
  }
}

/** The input is processed, and all resulting records are sent. */
function isDone(world: World, { tables }: Database): boolean {
  const positions = tables.consumer_position.rows;
  return (
    world.partitions.every(
      ({ topic, partition, end }) => (positions.get(placeKey(topic, partition))?.next_offset ?? 0n) >= end,
    ) &&
    (tables.relay_position.rows.get('growth-updated')?.sequence ?? 0n) ===
      tables.change_cursor.rows.get('')?.last &&
    [...tables.dead_letter.rows.values()].every((letter) => letter.relayed)
  );
}

/** Invariants of each commit: no position falls, and no position moves under an old epoch. */
function neverGoesBack({ tables, changes, advanced }: Transaction): void {
  for (const [key, epoch] of advanced) {
    const now = tables.consumer_position.rows.get(key);
    if (now && epoch < now.epoch)
      throw new BrokenPromise(
        `${key} was moved under epoch ${String(epoch)} after ${String(now.epoch)} began`,
      );
  }
  for (const [key, row] of changes.get(tables.consumer_position) ?? []) {
    const before = tables.consumer_position.rows.get(key);
    const after = row as typeof before | null;
    if (before && after && after.next_offset < before.next_offset)
      throw new BrokenPromise(
        `${key} fell from ${String(before.next_offset)} to ${String(after.next_offset)}`,
      );
  }
}

/**
 * Invariant of each commit: positions are moved under an epoch by one process. Where a log is replaced, positions come
 * again, and the epoch alone tells an old owner.
 */
function oneOwnerEach(): (tx: Transaction, by: Actor) => void {
  const owners = new Map<string, Actor>();
  return ({ advanced }, by) => {
    for (const [key, epoch] of advanced) {
      const name = `${key} under epoch ${String(epoch)}`;
      const owner = owners.get(name) ?? by;
      if (owner !== by) throw new BrokenPromise(`${name} was moved by ${owner.name} and by ${by.name}`);
      owners.set(name, by);
    }
  };
}

class BrokenPromise extends Error {}

/** Replaces global timers, which the relay uses, by the simulation's. */
function takeOverClock(scheduler: Scheduler): () => void {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis;
  const { stackTraceLimit } = Error;
  // Broken connections are frequent here, and their stacks are not read.
  if (!scheduler.lines) Error.stackTraceLimit = 0;
  const { clock } = scheduler;
  const stop = (timer: unknown): void => {
    clock.stop(timer);
  };
  Object.assign(globalThis, {
    setTimeout: (act: () => void, ms = 0) => clock.set(scheduler.running, 'timer', ms, act),
    setInterval: (act: () => void, ms: number) => clock.repeat(scheduler.running, 'interval', ms, act),
    setImmediate: (act: () => void) => clock.set(scheduler.running, 'immediate', 0, act),
    clearTimeout: stop,
    clearInterval: stop,
  });
  return () => {
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate });
    Error.stackTraceLimit = stackTraceLimit;
  };
}
