import { setTimeout as pause } from 'node:timers/promises';
import { ChangeWatcher } from './change-watcher.ts';

/** A watcher whose readings end when told, or at once, and whose connection is lost when told. */
function watched({ pollEvery = 60_000, endsAtOnce = false } = {}) {
  const troubles: string[] = [];
  const readings: { end(error?: Error): void }[] = [];
  const opened: { change(): void; lose(): void; stopped: boolean }[] = [];
  const watcher = new ChangeWatcher({
    pollEvery,
    pull: () =>
      new Promise((resolve, reject) => {
        readings.push({
          end: (error) => {
            if (error) reject(error);
            else resolve();
          },
        });
        if (endsAtOnce) resolve();
      }),
    listen: (change, onLost) => {
      const one = {
        ...{ change, stopped: false },
        lose: () => {
          onLost(new Error('gone'));
        },
      };
      opened.push(one);
      return Promise.resolve({
        stop: () => {
          one.stopped = true;
          return Promise.resolve();
        },
      });
    },
    onTrouble: (what) => troubles.push(what),
  });
  return { watcher, readings, opened, troubles };
}

it('reads at once, and once more for all that is told while it reads', async () => {
  const { watcher, readings, opened } = watched();
  watcher.open();
  await pause(0);
  expect(readings).toHaveLength(1);
  for (let told = 0; told < 5; told += 1) opened[0]?.change();
  expect(readings).toHaveLength(1);
  readings[0]?.end();
  await pause(0);
  expect(readings).toHaveLength(2);
  readings[1]?.end();
  await pause(0);
  expect(readings).toHaveLength(2);
  await watcher.close();
  expect(opened[0]?.stopped).toBe(true);
});

it('tells of a reading that fails, and reads again when something is told', async () => {
  const { watcher, readings, troubles } = watched();
  watcher.wake();
  readings[0]?.end(new Error('no database'));
  await pause(0);
  expect([troubles, readings.length]).toEqual([['reading the change log'], 1]);
  watcher.wake();
  expect(readings).toHaveLength(2);
});

it('opens a connection that was lost anew, and looks meanwhile', async () => {
  const { watcher, readings, opened, troubles } = watched({ pollEvery: 20, endsAtOnce: true });
  watcher.open();
  await pause(0);
  opened[0]?.lose();
  const before = readings.length;
  expect(troubles).toEqual(['listening for changes']);
  while (opened.length < 2 || readings.length <= before) await pause(5);
  await watcher.close();
  expect(opened.map(({ stopped }) => stopped)).toEqual([false, true]);
});
