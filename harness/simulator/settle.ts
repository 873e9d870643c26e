import type { Scheduler } from './scheduler.ts';

/** Runs the simulation until `work` is done. */
export async function settle<T>(scheduler: Scheduler, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  work.then(done, done);
  while (!isDone) {
    await new Promise(setImmediate);
    if (!scheduler.isQuiet) await scheduler.step();
  }
  return work;
}
