import { setTimeout as pause } from 'node:timers/promises';
import { describe, OWNER_STEPS, type Fault, type Point } from '../plan/faults.ts';
import { heatFigure, liftFigures, readTables } from './bursts.ts';
import { replaceLog } from './replace-log.ts';
import { backUpServer, copyDatabase, restoreDatabase } from './restore-database.ts';
import type { World } from './world.ts';

/** Result of a fault. */
export interface Inflicted {
  readonly fault: Fault;
  /** False when the point was not reached in time, or no instance was running. */
  readonly happened: boolean;
  readonly what: string;
}

/** Milliseconds until a step must occur: after an outage the broker has to recover first. */
const POINT_LIMIT = 25_000;
/** Milliseconds for the group to rebalance. */
const READY_LIMIT = 180_000;

/** Inflicts a fault and returns at its end, before recovery. `choice` in [0, 1) picks an instance. */
export async function inflict(fault: Fault, world: World, choice: number): Promise<Inflicted> {
  const { fleet, services } = world;
  const told = (happened: boolean, instance?: number): Inflicted => {
    const where = instance === undefined ? '' : `, instance ${String(instance)}`;
    return { fault, happened, what: describe(fault) + where + (happened ? '' : ': did not come up') };
  };
  const { instances } = fleet;
  const instance = instances[Math.floor(choice * instances.length)] ?? 1;
  const at = async (point: Point, cuts: boolean, hit: (instance: number) => Promise<void>) => {
    const coming = fleet.trap(point, hit, { cuts, within: POINT_LIMIT });
    // Take-over steps occur only after an owner's death.
    if (OWNER_STEPS.some((step) => step === point.step)) for (const one of instances) fleet.kill(one);
    const sprung = await coming;
    return told(sprung !== null, sprung ?? undefined);
  };

  /** Before an operator's work, waits for recovery from earlier faults. */
  const settled = async (work: () => Promise<void>): Promise<Inflicted> => {
    try {
      await services.allInSync();
      await fleet.ready(READY_LIMIT);
      await work();
      await fleet.ready(READY_LIMIT);
      return told(true);
    } catch (error) {
      return { fault, happened: false, what: `${describe(fault)}: ${String(error)}` };
    }
  };

  switch (fault.kind) {
    case 'kill':
      return told(fleet.kill(instance), instance);
    case 'kill-at-step':
      return at(fault.point, true, (hit) => {
        fleet.kill(hit);
        return Promise.resolve();
      });
    case 'freeze':
      return told(await fleet.freeze(instance, fault.seconds), instance);
    case 'freeze-at-step':
      return at(fault.point, false, async (hit) => void (await fleet.freeze(hit, fault.seconds)));
    case 'cut-at-step':
    case 'cut-commit':
    case 'cut-produce':
      return at(fault.point, true, () => Promise.resolve());
    case 'broker-restart':
      await services.bounceBroker(choice, fault.signal, 0);
      return told(true);
    case 'broker-killed':
      await services.bounceBroker(choice, 'kill', fault.seconds);
      return told(true);
    case 'broker-outage':
      await services.loseBrokers(fault.seconds);
      return told(true);
    case 'leader-moved':
      return services.moveLeaders().then(
        () => told(true),
        () => told(false),
      );
    case 'isr-shrunk':
      return told(await services.shrinkIsr(choice, fault.seconds));
    case 'log-replaced':
      return settled(() => replaceLog(world));
    case 'database-restored':
      return settled(() => restoreDatabase(world, fault.seconds, backUpServer));
    case 'database-copied':
      return settled(() => restoreDatabase(world, fault.seconds, copyDatabase));
    case 'hot-figure':
      return settled(() => heatFigure(world));
    case 'lifting':
      return settled(() => liftFigures(world));
    case 'exports':
      return settled(() => readTables(world));
    case 'postgres-restart':
    case 'postgres-outage':
      await services.bouncePostgres(fault.signal, 'seconds' in fault ? fault.seconds : 0);
      return told(true);
    case 'rebalance':
      for (const count of fault.instances) {
        await fleet.scale(count);
        const isReady = await fleet.ready(READY_LIMIT).then(
          () => true,
          () => false,
        );
        if (!isReady) return told(false);
        await pause(500);
      }
      return told(true);
  }
}
