import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@silkgauge/contract';
import { ask, commandLine, eventually, freePort, newDataFolder } from '../../harness/services/index.ts';
import { checkout } from './settings.ts';

const state = newDataFolder('start');
const env: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_OPTIONS: '',
  SILKGAUGE_STATE: state,
  SILKGAUGE_PUSH: 'seed',
};
const variables = [...SERVICES.map(({ variable }) => variable), 'KAFKA_PORT', 'POSTGRES_PORT'];
const started: ChildProcess[] = [];

beforeAll(async () => {
  for (const variable of variables) env[variable] = String(await freePort());
});
afterAll(() => {
  for (const child of started) child.kill('SIGTERM');
  rmSync(state, { recursive: true, force: true });
});

/** Runs a tool like `npm run`, and collects its output. */
function tool(name: string) {
  const child = spawn(process.execPath, [join(checkout, 'tools', name)], { env });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()));
  const code = once(child, 'exit').then(([exit]) => exit as number | null);
  return { child, code, said: () => said };
}

async function up() {
  const run = tool('start.mjs');
  await eventually(() => run.said().includes('Ctrl-C stops everything') || run.child.exitCode !== null, {
    within: 120_000,
  });
  expect(run.said()).toContain('Ctrl-C stops everything');
  return run;
}

/** Contents of the pid files: [pid, words of the command line]. */
const processes = () =>
  readdirSync(join(state, 'run')).map((file) => readFileSync(join(state, 'run', file), 'utf8').split('\n'));
const living = (named: string[][]) =>
  named.filter(([pid, words]) => commandLine(Number(pid))?.includes(words ?? '') ?? false);
const pidOf = (name: string) =>
  Number(readFileSync(join(state, 'run', `${name}.pid`), 'utf8').split('\n')[0]);

const ready = async (variable: string) => (await fetch(`http://127.0.0.1:${env[variable]}/readyz`)).ok;

describe('npm start', () => {
  it('shows the growth of the bundled data, keeps its services alive, and leaves no process behind', async () => {
    const { child, code, said } = await up();
    expect(said()).toMatch(
      /China, e-commerce through customs +2020-S1 +GY +26\.2 percent +\[26\.15, 26\.25\)/,
    );
    expect(said()).toMatch(/450 percent +\[445, 455\) +if up-by-times/);
    expect(said()).toMatch(/350 percent +\[345, 355\) +if to-times/);
    expect(said()).toContain(`127.0.0.1:${env['KAFKA_PORT']}`);
    const keyFile = join(state, 'access', 'operator.key');
    expect(said()).toContain(`operator key    ${keyFile}\n`);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const operatorKey = readFileSync(keyFile, 'utf8').trim();
    expect(said()).not.toContain(operatorKey);
    const self = await fetch(`http://127.0.0.1:${env['ACCESS_PORT']}/v1/keys/self`, {
      headers: { authorization: `Bearer ${operatorKey}` },
    });
    expect(await self.json()).toMatchObject({ name: 'operator', state: 'active' });

    const reader = /SQL +(\S+) +\(reads the schema api\)/.exec(said())?.[1] ?? '';
    const zhengzhou = "select value from api.growth where reporter = 'ZAEZ' and side = 'reported'";
    expect(await ask(reader, `${zhengzhou} and measure = 'growth'`)).toEqual([{ value: '119.43' }]);
    await expect(ask(reader, 'select * from public.growth_state')).rejects.toThrow('permission denied');

    const second = tool('start.mjs');
    expect(await second.code).toBe(1);
    expect(second.said()).toContain('Silkgauge runs here already');
    const reset = tool('reset.mjs');
    expect(await reset.code).toBe(1);
    expect(existsSync(join(state, 'postgres'))).toBe(true);

    const killed = pidOf('policy-notice');
    process.kill(killed, 'SIGKILL');
    await eventually(() => ready('POLICY_NOTICE_PORT'));
    expect(pidOf('policy-notice')).not.toBe(killed);
    expect(said()).toContain('policy-notice was killed; it is started again in 1 s');

    const all = processes();
    expect(all).toHaveLength(SERVICES.length + 2);
    expect(living(all)).toHaveLength(SERVICES.length + 2);
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(living(all)).toEqual([]);
  });

  it('pushes nothing twice, and ends the orphans of a killed start', async () => {
    const first = await up();
    expect(first.said()).toMatch(/seed: .* pushed before/);
    const orphans = processes();
    first.child.kill('SIGKILL');
    await first.code;
    expect(living(orphans)).toHaveLength(SERVICES.length + 2);

    const next = await up();
    expect(next.said()).toContain('Ended what an earlier run had left');
    expect(living(orphans)).toEqual([]);
    next.child.kill('SIGINT');
    expect(await next.code).toBe(0);

    const reset = tool('reset.mjs');
    expect(await reset.code).toBe(0);
    expect(existsSync(state)).toBe(false);
  });

  it('pushes the bundled data with a key of its own where keys are asked for', async () => {
    env['ACCESS'] = 'keys';
    const { child, code, said } = await up();
    delete env['ACCESS'];
    expect(said()).toMatch(/China, e-commerce through customs +2020-S1 +GY +26\.2 percent/);
    expect((await fetch(`http://127.0.0.1:${env['GROWTH_API_PORT']}/v1/growth`)).status).toBe(401);
    const keyFile = join(state, 'access', 'loader.key');
    expect(said()).toContain(`loader's key    ${keyFile}\n`);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(said()).not.toContain(readFileSync(keyFile, 'utf8').trim());
    expect(statSync(join(state, 'logs')).mode & 0o777).toBe(0o700);
    expect(said()).not.toMatch(/postgres:\/\//);
    const usual = `postgres://silkgauge:silkgauge@127.0.0.1:${env['POSTGRES_PORT']}/silkgauge`;
    await expect(ask(usual, 'select 1')).rejects.toThrow('password authentication failed');
    for (const name of ['database-url', 'reader-url']) {
      const file = join(state, 'access', name);
      expect(said()).toContain(`  ${file}`);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    const own = readFileSync(join(state, 'access', 'database-url'), 'utf8').trim();
    const users = await ask(own, 'select distinct usename from pg_stat_activity where usename is not null');
    expect(users.map(({ usename }) => usename)).toEqual(
      expect.arrayContaining(['silkgauge_aggregation', 'silkgauge_growth_api', 'silkgauge_notifier']),
    );
    child.kill('SIGINT');
    expect(await code).toBe(0);
  });

  it('names a taken port and its variable', async () => {
    const taken = process.env['TEST_KAFKA_BROKERS']?.split(':')[1] ?? '';
    const run = spawn(process.execPath, [join(checkout, 'tools/start.mjs')], {
      env: { ...env, KAFKA_PORT: taken },
    });
    started.push(run);
    let said = '';
    run.stderr.on('data', (part: Buffer) => (said += part.toString()));
    const [code] = (await once(run, 'exit')) as [number | null];
    expect(code).toBe(1);
    expect(said).toContain(`Port ${taken} for Kafka is taken`);
    expect(said).toContain('choose another with KAFKA_PORT=...');
  });
});
