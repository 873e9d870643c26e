import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newSecretKeys } from '@silkgauge/service';
import { caughtUp, load, startStack, type Stack } from '../e2e/stack.ts';
import { exitOnSignals, startApp, startServices, type RunningApp } from '../services/index.ts';
import { strangersFolder } from './environment.ts';
import { compileClients } from './generated/generate.ts';
import { runLines } from './lines.ts';
import type { Reading } from './reading.ts';

/** Runs `npm run strangers`. Returns the exit code: 1 for a client that read something else than was told. */
export async function runStrangers(): Promise<number> {
  exitOnSignals();
  const programs = strangersFolder();
  await using stack = new AsyncDisposableStack();
  const services = await startServices();
  stack.defer(() => services.stop());
  process.env['TEST_KAFKA_BROKERS'] = services.brokers;
  process.env['TEST_DATABASE_URL'] = services.databaseUrl;
  const system = await startStack();
  stack.defer(() => system.stop());
  const others = await Promise.all(
    ['notifier', 'access'].map((name) =>
      startApp(name, { ...system.env, NOTIFIER_SECRET_KEYS: newSecretKeys() }),
    ),
  );
  for (const app of others) stack.defer(() => app.stop());
  for (const set of ['seed', 'cbec', 'policies']) await load(system, set);
  await caughtUp(system);
  const readings = [
    ...(await readAll(join(programs, 'python'), system.api.url)),
    ...(await runLines(programs, system.api.url)),
    ...(await compileClients(programs, documents(system, others))),
  ];
  for (const line of readings.flatMap(linesOf)) console.log(line);
  const wrong = readings.filter(({ differences }) => differences.length > 0).length;
  console.log(`${String(readings.length - wrong)} readings passed, ${String(wrong)} failed`);
  return wrong === 0 ? 0 : 1;
}

/** Addresses of what services say of themselves, by service. */
const documents = (
  { api, doors }: Stack,
  [notifier, access]: readonly RunningApp[],
): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({
      'growth-api': api,
      ...doors,
      notifier,
      access,
    }).map(([name, app]) => [name, `${app?.url ?? ''}/openapi.json`]),
  );

async function readAll(python: string, api: string): Promise<Reading[]> {
  const script = join(import.meta.dirname, 'read_all.py');
  const { stdout } = await promisify(execFile)(python, [script, api], { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Reading);
}

const linesOf = ({ client, door, compared, differences }: Reading): string[] => [
  [
    client.padEnd(20),
    door.padEnd(40),
    `${compared.toLocaleString('en').padStart(7)} compared`,
    differences.length === 0 ? 'same' : 'DIFFERENT',
  ].join('  '),
  ...differences.map((difference) => `  ${difference}`),
];
