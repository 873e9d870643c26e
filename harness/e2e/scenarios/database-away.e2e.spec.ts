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

/** Resident memory in bytes, from the service's metrics. */
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
    // SIGKILL and restart on the same data, each time under load.
    const sold = world.sold.length;
    await eventually(() => world.sold.length > sold + 300);
    await postgres.kill();
    postgres = await startPostgres({ dir, port: postgres.port });
    await eventually(async () => (await status('/readyz')) === 200, { within: 60_000, every: 100 });
  }
  isLoading = false;
  await loading;
  await everythingHolds(world);
  // No supervisor restarts the process here.
  expect(await status('/readyz')).toBe(200);
});

/**
 * An outage longer than all pauses and deadlines except the watchdog's, which is a minute here. The
 * watchdog's spec covers an outage of hours.
 */
const AWAY_MS = 15_000;
/** MiB of sales sent during the outage, some 128 records each; a partition reader may hold twelve. */
const SENT = 160;
/** More than one full buffer: records are split, and garbage collection lags. */
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
  // Pauses grow, so retries do not fill the log.
  expect(instance.app.output().length - output).toBeLessThan(MIB);

  postgres = await startPostgres({ dir, port: postgres.port });
  await everythingHolds(world);
  expect(await status('/readyz')).toBe(200);
  expect(ended).toBe(false);
});
