import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GrowthState } from '@silkgauge/contract';
import { eventually, freePort, startApp } from '../services/index.ts';
import { python, requirePackages } from './python.ts';
import { allStates, caughtUp, dealtWith, load, root, startStack, type Stack } from './stack.ts';

const at = (path: string) => fileURLToPath(new URL(path, root));

let stack: Stack;
let folder: string;
beforeAll(async () => {
  requirePackages('confluent_kafka', 'requests', 'standardwebhooks');
  folder = mkdtempSync(join(tmpdir(), 'python-e2e-'));
  stack = await startStack();
  await load(stack, 'seed');
  await caughtUp(stack);
});
afterAll(async () => {
  await stack?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

/** What an example prints. */
async function run(example: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(python, [at(`examples/python/${example}.py`), ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

const growth = (id: string, period: string) => ({
  ...{ specversion: '1.0', id, source: '/python', type: 'silkgauge.figure.reported.v1' },
  data: {
    series: {
      ...{ reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'FULL', flow: '_T', mode: '_T' },
      ...{ product: '_T', counterpart: '_T', currency: 'CNY' },
    },
    ...{ period, measure: 'growth', value: '1.5', unit: 'percent', comparison: 'GY', wording: 'percent' },
    ...{ publishedAt: '2021-01-01', evidence: { document: 'https://example.org/a', quote: '1.5 percent' } },
  },
});

async function pushed(...events: unknown[]): Promise<void> {
  const file = join(folder, 'events.json');
  writeFileSync(file, JSON.stringify(events));
  const receipts = (await run('push', stack.customs.url, file)) as {
    topic: string;
    partition: number;
    offset: string;
  }[];
  expect(receipts).toHaveLength(events.length);
  await dealtWith(stack, receipts);
}

it('push.py pushes events with requests, and they count', async () => {
  await pushed(growth('p-1', '2020-03'), growth('p-2', '2020-04'));
  const keys = (await allStates(stack, 'reporter=GACC&coverage=FULL')).map(({ key }) => key.split('/')[1]);
  expect(keys).toEqual(expect.arrayContaining(['2020-03', '2020-04']));
  await expect(pushed({ ...growth('p-3', 'March') })).rejects.toThrow('ValueError');
});

it('follow.py ends with the states of the API, with confluent-kafka', async () => {
  const states = (await run('follow', stack.brokers, `${stack.prefix}growth-updated.customs`)) as Record<
    string,
    GrowthState
  >;
  const served = (await allStates(stack, 'domain=customs')) as (GrowthState & { notices?: unknown })[];
  expect(states).toEqual(Object.fromEntries(served.map(({ notices: _, ...state }) => [state.key, state])));
});

it('verify.py takes a signed delivery with standardwebhooks, and refuses one of another secret', async () => {
  const secrets = { NOTIFIER_SECRET_KEYS_FILE: join(folder, 'secrets') };
  const notifier = await startApp('notifier', { ...stack.env, ...secrets });
  const port = String(await freePort());
  const start = (secret: string) => {
    const sink = spawn(python, [at('examples/python/verify.py'), port], {
      env: { ...process.env, SILKGAUGE_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    sink.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = new Promise((resolve) => sink.once('exit', resolve));
    return {
      output: () => output,
      stop: async () => {
        sink.kill();
        await ended;
      },
    };
  };
  const call = async (path: string, body: unknown = {}) => {
    const response = await fetch(`${notifier.url}/v1/subscriptions${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string; secret: string; status: string | number };
  };
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}`, { method: 'OPTIONS' }).then(({ status }) => status === 200);
  let sink = start('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  try {
    await eventually(isUp);
    const sent = {
      sink: `http://127.0.0.1:${port}/`,
      protocol: 'HTTP',
      filters: [{ exact: { period: '2020-05' } }],
    };
    const { id, secret, status } = await call('', sent);
    expect(status).toBe('active');
    expect(await call(`/${id}/test`)).toMatchObject({ status: 400 });
    await sink.stop();
    sink = start(secret);
    await eventually(isUp);
    await pushed(growth('p-4', '2020-05'));
    const line = await eventually(() =>
      sink
        .output()
        .split('\n')
        .find((one) => one.includes('growth.updated')),
    );
    expect(JSON.parse(line)).toMatchObject({ period: '2020-05', data: { version: 1 } });
  } finally {
    await sink.stop();
    await notifier.stop();
  }
});
