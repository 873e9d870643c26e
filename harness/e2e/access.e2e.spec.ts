import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { recordKeyOf, type KeyRecord, type PolicyRecord } from '@silkgauge/access';
import { ACCESS_TOPIC, ACCESS_USAGE_TOPIC, AUDIT_TOPIC, topics } from '@silkgauge/contract';
import { ensureTopics, SafeProducer } from '@silkgauge/kafka';
import { checkout, newDataFolder } from '../services/places.ts';
import { madeKey } from '../fixtures/access.ts';
import { readTopic } from '../fixtures/read-topic.ts';
import {
  eventually,
  freePort,
  startApp,
  testBrokers,
  testDatabase,
  topicPrefix,
  type RunningApp,
} from '../services/index.ts';

const prefix = topicPrefix();
const kafka = { brokers: [testBrokers()] };
const env = { KAFKA_BROKERS: testBrokers(), TOPIC_PREFIX: prefix, ACCESS: 'keys', LOG_LEVEL: 'warn' };
/** Within which a change holds in every process. */
const SOON = { within: 5_000 };

const pusher = madeKey({
  scopes: ['push'],
  write: { types: ['silkgauge.notice.*'], sources: ['/gacc/'], series: [], names: ['GACC-*'] },
});
const reader = madeKey({ scopes: ['read'] });
const registrar = madeKey({
  scopes: ['read', 'push'],
  write: { types: ['silkgauge.sentence.*'], sources: ['/printed'], series: [], names: ['printed/desk-*'] },
});
const observer = madeKey({ scopes: ['observe'] });

let producer: SafeProducer;
let feed: RunningApp;
let api: RunningApp;
let aggregation: RunningApp;
let drop: () => Promise<void>;

const write = (...records: readonly (KeyRecord | PolicyRecord)[]) =>
  producer.send(
    prefix + ACCESS_TOPIC,
    records.map((record) => ({ key: recordKeyOf(record), value: JSON.stringify(record) })),
  );

beforeAll(async () => {
  await ensureTopics(kafka, topics(prefix));
  producer = new SafeProducer({ ...kafka, deadline: 60_000 });
  await write(pusher.record, reader.record, registrar.record, observer.record);
  const database = await testDatabase();
  drop = () => database.drop();
  const stored = { ...env, DATABASE_URL: database.url };
  feed = await startApp('policy-notice', env);
  [api, aggregation] = await Promise.all([
    startApp('growth-api', { ...stored, POLICY_NOTICE_URL: feed.url }),
    startApp('aggregation', stored),
  ]);
});
afterAll(async () => {
  await Promise.all([feed.stop(), api.stop(), aggregation.stop(), producer.close()]);
  await drop();
});

let numbers = 0;
const push = async (key: string | null, notice = 'GACC-2020-75') => {
  const response = await fetch(`${feed.url}/v1/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({
      ...{ specversion: '1.0', id: String((numbers += 1)), source: '/gacc/notices' },
      ...{ type: 'silkgauge.notice.withdrawn.v1', data: { notice, reason: 'Replaced' } },
    }),
  });
  await response.body?.cancel();
  return response.status;
};
const read = async (key: string | null) => {
  const response = await fetch(`${api.url}/v1/growth`, {
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
  });
  await response.body?.cancel();
  return response.status;
};

describe('services with the keys of the topic', () => {
  it('let keys do what their records say, from the first request on', async () => {
    expect(await push(pusher.token)).toBe(202);
    expect(await push(pusher.token, 'MOF-2020-1')).toBe(403);
    expect(await push(reader.token)).toBe(403);
    expect(await push(null)).toBe(401);
    expect(await read(reader.token)).toBe(200);
    expect(await read(pusher.token)).toBe(403);
    expect(await read(null)).toBe(401);
  });

  it('let a key register printed sentences through the API as far as it may push them', async () => {
    const register = async (key: string | null, printed: string) => {
      const response = await fetch(`${api.url}/v1/printed`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key !== null && { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({
          ...{ printed, where: 'https://example.org/trade', printedOn: '2020-07-14' },
          text: { lang: 'en', text: 'Exports rose 26.2 percent.' },
          uses: [
            {
              key: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1',
              ...{ member: 'growth.GY.reported', digits: '26.2', as: '26.2 percent' },
            },
          ],
        }),
      });
      await response.body?.cancel();
      return response.status;
    };
    expect(await register(registrar.token, 'desk-1')).toBe(202);
    expect(await register(registrar.token, 'others-1')).toBe(403);
    expect(await register(reader.token, 'desk-1')).toBe(403);
    expect(await register(pusher.token, 'desk-1')).toBe(403);
    expect(await register(null, 'desk-1')).toBe(401);
  });

  describe('with tools of a language model', () => {
    let mcp: RunningApp;
    beforeAll(async () => {
      mcp = await startApp('mcp', { GROWTH_API_URL: api.url, LOG_LEVEL: 'warn' });
    });
    afterAll(() => mcp.stop());

    const told = async (transport: Transport) => {
      const client = new Client({ name: 'spec', version: '1' });
      await client.connect(transport);
      try {
        const { content, isError } = await client.callTool({ name: 'growth', arguments: { area: 'CN' } });
        return `${isError === true ? 'error' : 'answer'} ${JSON.stringify(content)}`;
      } finally {
        await client.close();
      }
    };
    const overHttp = (headers: Record<string, string>) =>
      told(
        new StreamableHTTPClientTransport(new URL('/mcp', mcp.url), {
          requestInit: { headers },
        }) as Transport,
      );
    const overStdio = (more: Record<string, string>) =>
      told(
        new StdioClientTransport({
          command: process.execPath,
          args: [join(checkout, 'apps/mcp/bundle/main.js'), '--stdio'],
          env: { GROWTH_API_URL: api.url, ...more },
        }),
      );

    it('answer over HTTP what the key of the caller may read, and nothing without one', async () => {
      expect(await overHttp({ authorization: `Bearer ${reader.token}` })).toMatch(/^answer/);
      expect(await overHttp({ authorization: `Bearer ${pusher.token}` })).toMatch(/^error.*403/);
      expect(await overHttp({})).toMatch(/^error.*401/);
    });

    it('answer over stdio with the key of SILKGAUGE_KEY, or of the file SILKGAUGE_KEY_FILE', async () => {
      const file = join(newDataFolder('key'), 'reader.key');
      writeFileSync(file, `${reader.token}\n`);
      expect(await overStdio({ SILKGAUGE_KEY: reader.token })).toMatch(/^answer/);
      expect(await overStdio({ SILKGAUGE_KEY_FILE: file })).toMatch(/^answer/);
      expect(await overStdio({})).toMatch(/^error.*401/);
    });

    it('tell their metrics and checks to whoever may observe the API, and to nobody while it is away', async () => {
      const asked = (path: string, key: { readonly token: string } | null, at = mcp) =>
        fetch(at.url + path, { headers: key ? { authorization: `Bearer ${key.token}` } : {} });
      const refused = await asked('/metrics', reader);
      expect(refused.status).toBe(403);
      expect(refused.headers.get('www-authenticate')).toContain('scope="observe"');
      expect(await refused.json()).toMatchObject({ type: 'urn:silkgauge:problem:forbidden' });
      expect((await asked('/metrics', null)).status).toBe(401);
      expect((await asked('/metrics', madeKey())).status).toBe(401);
      expect(await (await asked('/metrics', observer)).text()).toContain('silkgauge_http_request_duration');
      for (const key of [null, reader])
        expect(await (await asked('/readyz', key)).json()).toEqual({ status: 'ready' });
      const checks = { 'growth-api': { ok: true } };
      expect(await (await asked('/readyz', observer)).json()).toEqual({ status: 'ready', checks });

      const nowhere = { GROWTH_API_URL: `http://127.0.0.1:${String(await freePort())}`, LOG_LEVEL: 'silent' };
      const alone = await startApp('mcp', nowhere, { untilReady: false });
      await eventually(async () => (await asked('/healthz', null, alone)).ok);
      expect((await asked('/metrics', observer, alone)).status).toBe(503);
      expect(await (await asked('/readyz', observer, alone)).json()).toEqual({ status: 'not-ready' });
      await alone.stop();
    });
  });

  it('know a new key, a policy and a revocation within seconds, and an old record brings no key back', async () => {
    const late = madeKey({ scopes: ['read'] });
    await write(late.record);
    await eventually(async () => (await read(late.token)) === 200, SOON);
    await write({ kind: 'policy', id: 'policy', version: 1, policy: { anonymous: ['read'] } });
    await eventually(async () => (await read(null)) === 200, SOON);
    await write({ ...late.record, version: 2, revokedAt: '2026-01-02T00:00:00Z', revokedReason: 'lost' });
    await eventually(async () => (await read(late.token)) === 401, SOON);
    const other = madeKey({ scopes: ['read'] });
    await write(late.record, other.record);
    await eventually(async () => (await read(other.token)) === 200, SOON);
    expect(await read(late.token)).toBe(401);
  });

  it('tell metrics and checks to whoever may observe, the aggregation too, whose start stands in the audit', async () => {
    const asked = (path: string, key: { readonly token: string } | null) =>
      fetch(aggregation.url + path, { headers: key ? { authorization: `Bearer ${key.token}` } : {} });
    expect((await asked('/metrics', null)).status).toBe(401);
    expect((await asked('/metrics', reader)).status).toBe(403);
    expect(await (await asked('/metrics', observer)).text()).toContain('silkgauge_partition_lag_records');
    expect(await (await asked('/readyz', null)).json()).toEqual({ status: 'ready' });
    expect(await (await asked('/readyz', reader)).json()).toEqual({ status: 'ready' });
    expect(await (await asked('/readyz', observer)).json()).toMatchObject({
      checks: { streams: { ok: true }, access: { ok: true } },
    });
    const told = (await readTopic(kafka, prefix + AUDIT_TOPIC)).map(({ value }) => String(value));
    const entries = told.map((text) => JSON.parse(text) as { action: string; target: string });
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'process.started', target: 'silkgauge-aggregation' }),
    );
  });

  it('tell at their end when keys were last used', async () => {
    await Promise.all([feed.stop(), api.stop(), aggregation.stop()]);
    const used = (await readTopic(kafka, prefix + ACCESS_USAGE_TOPIC)).map(({ value }) => String(value));
    const ids = used.map((text) => (JSON.parse(text) as { id: string }).id);
    expect(ids).toEqual(expect.arrayContaining([pusher.record.id, reader.record.id, observer.record.id]));
    for (const secret of [pusher.token, reader.token, observer.token]) {
      expect(used.join()).not.toContain(secret);
      expect(feed.output() + api.output() + aggregation.output()).not.toContain(secret);
    }
  });
});

describe('the start of a service', () => {
  const refused = async (more: Readonly<Record<string, string>>) => {
    const app = await startApp('policy-notice', { ...env, ...more }, { untilReady: false });
    expect(await app.exited).toBe(1);
    return app.output();
  };

  it('is refused with all reasons at once', async () => {
    const said = await refused({
      HOST: '0.0.0.0',
      FEED_TOKENS: 'old-secret',
      ACCESS: 'all',
      MAX_BATCH_EVENTS: '0',
    });
    for (const reason of [
      /FEED_TOKENS is gone/,
      /INSECURE_TRANSPORT=1/,
      /ACCESS is "all"/,
      /MAX_BATCH_EVENTS/,
    ])
      expect(said).toMatch(reason);
    expect(said).not.toContain('old-secret');
  });

  it('beyond this machine is refused where keys are asked for and none is active', async () => {
    const empty = topicPrefix();
    await ensureTopics(kafka, topics(empty));
    const said = await refused({ TOPIC_PREFIX: empty, HOST: '0.0.0.0', INSECURE_TRANSPORT: '1' });
    expect(said).toMatch(/ACCESS is keys, and no key is active/);
  });

  it('beyond this machine goes well with an active key, and says that nothing is encrypted', async () => {
    const app = await startApp('policy-notice', { ...env, HOST: '0.0.0.0', INSECURE_TRANSPORT: '1' });
    expect(app.output()).toContain('INSECURE_TRANSPORT=1');
    await app.stop();
  });

  it('of an open service is said aloud', async () => {
    const app = await startApp('policy-notice', { ...env, ACCESS: 'open', ANONYMOUS: 'observe' });
    expect(app.output()).toContain('ACCESS=open');
    expect(await (await fetch(`${app.url}/metrics`)).text()).toContain('silkgauge_access_open 1');
    await app.stop();
  });
});
