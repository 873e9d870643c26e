import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, newDataFolder, startPostgres, type EmbeddedPostgres } from '../../services/index.ts';
import { everythingHolds } from './invariants.ts';
import { startWorld, type Instance, type World } from './world.ts';

const dir = newDataFolder('postgres');
let postgres: EmbeddedPostgres;
let world: World;
let instance: Instance;

beforeAll(async () => {
  postgres = await startPostgres({ dir });
  world = await startWorld({ server: postgres.databaseUrl, env: { WATCHDOG_MINUTES: '1' } });
  instance = await world.startInstance();
});

afterAll(async () => {
  await world?.close();
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const status = async (path: string) => (await fetch(instance.app.url + path)).status;

/** Bytes of resident memory, as the service itself tells. */
async function memory(): Promise<number> {
  const text = await (await fetch(`${instance.app.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

it('scenario 5: PostgreSQL restarted at once under load: every sale counts once, and no service restarts', async () => {
  let isLoading = true;
  const loading = (async () => {
    while (isLoading) {
      await world.sell(100);
      await pause(20);
    }
  })();
  for (let restart = 0; restart < 2; restart += 1) {
    // kill -9 and back on the same data, each time while it is at work.
    const sold = world.sold.length;
    await eventually(() => world.sold.length > sold + 300);
    await postgres.kill();
    postgres = await startPostgres({ dir, port: postgres.port });
    await eventually(async () => (await status('/readyz')) === 200, { within: 60_000, every: 100 });
  }
  isLoading = false;
  await loading;
  await everythingHolds(world);
  // Nobody would have started it again.
  expect(await status('/readyz')).toBe(200);
});

/**
 * Ten minutes in miniature: a quarter of a minute is longer than every pause and deadline on the way but the
 * watchdog's, which is a minute here; that a database away for hours ends nothing is shown beside the watchdog.
 */
const AWAY_MS = 15_000;
/** Sales that come meanwhile, in MiB of some 128 records each; a reader of a partition may hold twelve. */
const SENT = 160;
/** More than what is held once: records are cut up, and the collector comes when it comes. */
const HELD = 100;
const MIB = 1024 * 1024;

it('scenario 6: PostgreSQL away ten minutes: memory bounded, not ready but alive, no restart loop, full catch-up', async () => {
  const before = await memory();
  const output = instance.app.output().length;
  let ended = false;
  void instance.app.exited.then(() => (ended = true));
  await postgres.kill();
  const until = performance.now() + AWAY_MS;
  await eventually(async () => (await status('/readyz')) === 503);
  let isLoading = true;
  const loading = (async () => {
    for (let sent = 0; sent < SENT; sent += 4) await world.sell(512, 8 * 1024);
  })().finally(() => (isLoading = false));
  const answers = new Set<string>();
  let most = 0;
  while (performance.now() < until || isLoading) {
    answers.add(`${String(await status('/readyz'))} ${String(await status('/healthz'))}`);
    most = Math.max(most, await memory());
    await pause(100);
  }
  await loading;
  expect([...answers]).toEqual(['503 200']);
  expect((most - before) / MIB).toBeLessThan(HELD);
  // Pauses grow: what is tried again does not fill the log.
  expect(instance.app.output().length - output).toBeLessThan(MIB);

  postgres = await startPostgres({ dir, port: postgres.port });
  await everythingHolds(world);
  expect(await status('/readyz')).toBe(200);
  expect(ended).toBe(false);
});
