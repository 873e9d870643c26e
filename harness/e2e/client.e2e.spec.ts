import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Kafka } from 'kafkajs';
import { push, Refused, type InputEvent } from '@silkgauge/client/push';
import type { Followed, GrowthState } from '@silkgauge/client/states';
import type { Delivery } from '@silkgauge/client/webhook';
import { subscriptionSchemas, type EventPlace } from '@silkgauge/contract';
import { report } from '../../examples/client/push.ts';
import { newest } from '../../examples/client/states-by-topic.ts';
import { watch } from '../../examples/client/states-over-http.ts';
import { listen } from '../../examples/client/stream.ts';
import { sink } from '../../examples/client/webhook.ts';
import { eventually, startApp, type RunningApp } from '../services/index.ts';
import { allStates, caughtUp, dealtWith, get, load, root, startStack, type Stack } from './stack.ts';

let stack: Stack;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'client-e2e-'));
  stack = await startStack();
  await load(stack, 'seed');
  await caughtUp(stack);
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true });
});

const SERIES = { reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'FULL', flow: '_T' } as const;
let ids = 0;

/** Growth of a month, as an event of its own. */
function growth(period: string, value: string): InputEvent {
  ids += 1;
  return {
    ...{
      specversion: '1.0',
      id: `client-${String(ids)}`,
      source: '/client',
      type: 'silkgauge.figure.reported.v1',
    },
    data: {
      series: { ...SERIES, mode: '_T', product: '_T', counterpart: '_T', currency: 'CNY' },
      ...{ period, measure: 'growth', value, unit: 'percent', comparison: 'GY', wording: 'percent' },
      ...{
        publishedAt: `2021-01-${String(ids).padStart(2, '0')}`,
        evidence: { document: 'https://example.org/a', quote: value },
      },
    },
  };
}
const keyOf = (period: string) => `GACC.CN.CBEC.FULL._T._T._T._T.CNY/${period}`;

async function pushed(...events: readonly InputEvent[]): Promise<void> {
  await dealtWith(stack, (await push(events, { door: stack.customs.url })) as readonly EventPlace[]);
}

/** States as records have them: answers join notices. */
async function states(): Promise<unknown[]> {
  const all = (await allStates(stack)) as (GrowthState & { notices?: unknown })[];
  return inOrder(all.map(({ notices: _, ...state }) => state as GrowthState));
}
const inOrder = (some: Iterable<GrowthState>) => [...some].sort((a, b) => (a.key < b.key ? -1 : 1));

describe('push', () => {
  it('the example pushes events, and tells where each stands', async () => {
    const places = await report(stack.customs.url, [growth('2020-01', '1.5'), growth('2020-02', '2.5')]);
    expect(places).toEqual([
      expect.stringMatching(/customs\.figures\/\d@\d+$/),
      expect.stringMatching(/customs\.figures\/\d@\d+$/),
    ]);
  });

  it('a door names the event that it refuses, and the client its place in the whole list', async () => {
    const wrong = growth('2020-03', '1') as { data: { period: string } } & InputEvent;
    wrong.data.period = 'March';
    const list = [growth('2020-04', '1'), growth('2020-05', '1'), growth('2020-06', '1'), wrong];
    const refused: unknown = await push(list, { door: stack.customs.url, batchEvents: 2 }).catch(
      (e: unknown) => e,
    );
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({
      status: 422,
      accepted: 2,
      faults: [{ index: 3, pointer: '/data/period' }],
    });
  });
});

describe('states', () => {
  const running: Followed[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });

  it('the example over HTTP tells all growth that there is, then each change, and has the states of the API', async () => {
    const lines: string[] = [];
    const followed = watch(
      stack.api.url,
      (line) => lines.push(line),
      (error) => lines.push(String(error)),
    );
    running.push(followed);
    await followed.caughtUp;
    await pushed(growth('2020-07', '3.5'));
    await eventually(() => lines.includes(`${keyOf('2020-07')}: is 3.5`));
    await pushed(growth('2020-07', '4.5'));
    await eventually(() => lines.includes(`${keyOf('2020-07')}: now 4.5`));
    const wanted = (await states()).filter((state) => (state as GrowthState).series.indicator === 'CBEC');
    await eventually(() => {
      expect(inOrder(followed.states.values())).toEqual(wanted);
      return true;
    });
  });

  it('the example by topic ends with the states of the API; a null value is ignored and counted', async () => {
    const topics = ['growth-updated.customs', 'growth-updated.platform'].map((name) => stack.prefix + name);
    const producer = new Kafka({ brokers: stack.brokers.split(',') }).producer();
    await producer.connect();
    await producer.send({ topic: topics[0] ?? '', messages: [{ key: keyOf('2020-07'), value: null }] });
    await producer.disconnect();
    const followed = await newest(stack.brokers.split(',')[0] ?? '', topics);
    running.push(followed);
    const wanted = await states();
    await eventually(() => {
      expect(inOrder(followed.states.values())).toEqual(wanted);
      return true;
    });
    expect(followed.ignored).toBe(1);
  });
});

it('the example of the stream tells every change once, also across a stop and a start', async () => {
  const cursor = join(folder, 'cursor');
  const lines: string[] = [];
  const start = () => {
    const stop = new AbortController();
    const listening = listen(stack.api.url, cursor, (line) => lines.push(line), stop.signal);
    return async () => {
      stop.abort();
      await listening;
    };
  };
  const period = '2020-08';
  writeFileSync(cursor, '0');
  let stop = start();
  await pushed(growth(period, '1.1'));
  await eventually(() => lines.some((line) => line.endsWith(`${keyOf(period)} version 1`)));
  await eventually(() => readFileSync(cursor, 'utf8').trim() === lines.at(-1)?.split(' ')[0]);
  await stop();
  await pushed(growth(period, '2.2'));
  stop = start();
  await eventually(() => lines.some((line) => line.endsWith(`${keyOf(period)} version 2`)));
  const log = await get<{ items: { sequence: string }[] }>(stack, '/v1/changes?after=0&limit=1000');
  await eventually(() => lines.length >= log.items.length);
  await stop();
  expect(lines.map((line) => line.split(' ')[0])).toEqual(log.items.map(({ sequence }) => sequence));
});

describe('webhook', () => {
  let notifier: RunningApp;
  beforeAll(async () => {
    const secrets = { NOTIFIER_SECRET_KEYS_FILE: join(folder, 'secrets') };
    notifier = await startApp('notifier', { ...stack.env, ...secrets });
  });
  afterAll(async () => {
    await notifier?.stop();
  });

  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(notifier.url + path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  };

  it('the example of a sink consents, and takes each signed delivery once; what is delivered is as described', async () => {
    const taken: Delivery[] = [];
    const failing = new Set(['1']);
    let secret = '';
    const server = sink(
      () => secret,
      (event) => {
        // The first attempt of a change fails, so that it comes again.
        if (event.type === 'silkgauge.growth.updated.v1' && failing.delete('1')) throw new Error('full');
        taken.push(event);
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/growth`;
    try {
      const subscription = await call<{ id: string; status: string; secret: string }>(
        'POST',
        '/v1/subscriptions',
        {
          ...{ sink: url, protocol: 'HTTP', filters: [{ exact: { period: '2020-09' } }] },
          protocolsettings: { retry: [1, 1, 1] },
        },
      );
      ({ secret } = subscription);
      expect(subscription.status).toBe('active');
      expect(await call('POST', `/v1/subscriptions/${subscription.id}/test`)).toMatchObject({ status: 204 });
      await pushed(growth('2020-09', '1.5'));
      await eventually(() => taken.length === 2);
      expect(taken.map(({ type }) => type)).toEqual([
        'silkgauge.subscription.ping.v1',
        'silkgauge.growth.updated.v1',
      ]);
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      const { PingDelivery, GrowthDelivery } = subscriptionSchemas();
      expect(
        taken.map((event, at) => ajv.validate([PingDelivery, GrowthDelivery][at] ?? false, event)),
      ).toEqual([true, true]);
      const position = (taken[1] as { id: string }).id;
      await call('POST', `/v1/subscriptions/${subscription.id}/replay`, {
        from: String(Number(position) - 1),
      });
      await eventually(async () => {
        const { items } = await call<{ items: { outcome: string }[] }>(
          'GET',
          `/v1/subscriptions/${subscription.id}/deliveries`,
        );
        return items.filter(({ outcome }) => outcome === 'delivered').length === 2;
      });
      expect(taken).toHaveLength(2);
      secret = `whsec_${Buffer.alloc(32).toString('base64')}`;
      expect(await call('POST', `/v1/subscriptions/${subscription.id}/test`)).toMatchObject({ status: 400 });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('silkgauge-contract', () => {
  const command = fileURLToPath(new URL('libs/client/bin/silkgauge-contract.mjs', root));
  const check = (file: string) =>
    spawnSync(process.execPath, [command, 'check', stack.api.url, '--contract', file], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  const shipped = (name: string) => fileURLToPath(new URL(`contracts/consumers/${name}.json`, root));

  it.each(['page', 'client', 'examples'])('the running system holds to the contract of %s', (name) => {
    const { status, stdout } = check(shipped(name));
    expect([status, stdout]).toEqual([0, expect.stringMatching(/: all \d+ uses hold\n$/)]);
  });

  it('what the system does not hold to ends with 1, and the words of the build', () => {
    const contract = JSON.parse(readFileSync(shipped('client'), 'utf8')) as { uses: object[] };
    contract.uses.push({ message: 'silkgauge.growth.updated.v1', pointer: '/colour', type: 'string' });
    const file = join(folder, 'contract.json');
    writeFileSync(file, JSON.stringify(contract));
    const { status, stdout } = check(file);
    expect(status).toBe(1);
    expect(stdout).toContain(
      '@silkgauge/client (libs/client) relies on silkgauge.growth.updated.v1 /colour\n  before: a member',
    );
  });
});
