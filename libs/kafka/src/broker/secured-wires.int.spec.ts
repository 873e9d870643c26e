import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  certificateAuthority,
  eventually,
  newDataFolder,
  startKafkaCluster,
  startTokenServer,
  SUPER_USER,
  uniqueName,
  type CertificateAuthority,
  type KafkaCluster,
  type TokenServer,
} from '@silkgauge/testing';
import { clientCredentials } from './access-tokens.ts';
import { applyAcls } from '../topics/apply-acls.ts';
import { readAcls } from '../topics/acls.ts';
import { KafkaBatchStrategy } from '../reader/batch-strategy.ts';
import { BrokerProbe } from './broker-probe.ts';
import type { KafkaConfig } from './client.ts';
import { FencedSender } from '../sender/fenced-sender.ts';
import { MemoryOffsetStore } from '../spec/memory-offset-store.fixture.ts';
import { SafeProducer } from '../sender/safe-producer.ts';
import type { Sasl } from './security.ts';
import { createTopic } from '../spec/topic.fixture.ts';
import { tokenFile } from './token-file.ts';

/** Life of a token and of an authenticated session: both end several times during a test. */
const LIFE_SECONDS = 10;
const SESSION_MS = 4_000;
const LONG_MS = 25_000;

const WHO = 'reader';
const folder = newDataFolder('wires');
let ca: CertificateAuthority;
let stranger: CertificateAuthority;
let tokens: TokenServer;
let cluster: KafkaCluster;
let superUser: KafkaConfig;

const text = (path: string) => readFileSync(path, 'utf8');
const issued = async (authority: CertificateAuthority, name: string) => {
  const { certFile, keyFile } = await authority.issue(name);
  return { cert: text(certFile), key: text(keyFile) };
};
const rights = readAcls(
  JSON.stringify([
    { principal: WHO, operation: 'Read', topics: ['wire*'], for: 'reading' },
    { principal: WHO, operation: 'Write', topics: ['wire*'], for: 'sending' },
    { principal: WHO, operation: 'Read', groups: ['wire*'], for: 'its group' },
    { principal: WHO, operation: 'Write', transactionalIds: ['wire*'], for: 'the fence' },
  ]),
);

beforeAll(async () => {
  ca = await certificateAuthority(join(folder, 'ours'));
  stranger = await certificateAuthority(join(folder, 'other'), 'stranger');
  tokens = await startTokenServer({ clients: { [WHO]: 's3cret' }, lifeSeconds: LIFE_SECONDS });
  cluster = await startKafkaCluster({
    brokers: 1,
    security: { ca, tokens, plain: true, users: { [WHO]: 'pass-1' } },
    settings: { 'connections.max.reauth.ms': String(SESSION_MS) },
  });
  superUser = {
    brokers: [cluster.addresses[0]?.mutual ?? ''],
    security: { protocol: 'SSL', tls: { ...trusting(), ...(await issued(ca, SUPER_USER)) } },
  };
  await eventually(() => applyAcls(superUser, rights), { within: 120_000, every: 500 });
});

afterAll(async () => {
  await cluster?.close();
  await tokens?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const trusting = () => ({ ca: text(ca.caFile) });
const scram = (password = 'pass-1'): Sasl => ({ mechanism: 'SCRAM-SHA-512', username: WHO, password });
const plain = (password = 'pass-1'): Sasl => ({ mechanism: 'PLAIN', username: WHO, password });
const bearer = (clientSecret = 's3cret'): Sasl => ({
  mechanism: 'OAUTHBEARER',
  tokens: clientCredentials({ tokenUrl: tokens.tokenUrl, clientId: WHO, clientSecret }),
});
const bySasl = (sasl: Sasl, tls = trusting()): KafkaConfig => ({
  brokers: [cluster.brokers],
  security: { protocol: 'SASL_SSL', tls, sasl },
});
const byCertificate = async (authority = ca): Promise<KafkaConfig> => ({
  brokers: [cluster.addresses[0]?.mutual ?? ''],
  security: { protocol: 'SSL', tls: { ...trusting(), ...(await issued(authority, WHO)) } },
});

/** Sends with both senders for so long, and expects the reader to have each record once. */
async function sentAndRead(kafka: KafkaConfig, milliseconds: number) {
  const prefix = `wire-${uniqueName()}-`;
  const topic = `${prefix}figures`;
  await createTopic(superUser, topic, 2);
  const offsets = new MemoryOffsetStore();
  const strategy = new KafkaBatchStrategy({
    ...{ kafka, offsets, groupId: `${prefix}group`, topicPrefix: prefix },
    onFatal: (error) => {
      throw error;
    },
  });
  strategy.addHandler(
    'figures',
    (batch) => {
      offsets.commit(batch);
      return Promise.resolve();
    },
    true,
  );
  strategy.listen(() => undefined);
  const producer = new SafeProducer({ ...kafka, deadline: 30_000 });
  const sent: string[] = [];
  try {
    const open = { ...kafka, transactionalId: `${prefix}sender`, topics: [topic], deadline: 30_000 };
    const sender = await eventually(() => FencedSender.open(open), { within: 60_000, every: 200 });
    for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(20)) {
      const value = String(sent.length);
      await sender.send([{ topic, records: [{ key: `fenced-${value}`, value }] }]);
      await producer.send(topic, [{ key: `pushed-${value}`, value: `door ${value}` }]);
      sent.push(value, `door ${value}`);
    }
    await eventually(() => offsets.values.length >= sent.length);
    expect([...offsets.values].sort()).toEqual(sent.sort());
    expect(strategy.health()).toMatchObject({ ready: true, reason: null });
    await sender.close();
  } finally {
    await producer.close();
    await strategy.close();
  }
}

describe('a reader and senders over each kind of secured connection', () => {
  it('SCRAM-SHA-512, beyond several sessions: each record once', async () => {
    await sentAndRead(bySasl(scram()), LONG_MS);
  });

  it('PLAIN over TLS, beyond several sessions: each record once', async () => {
    await sentAndRead(bySasl(plain()), 3 * SESSION_MS);
  });

  it('a client certificate: each record once', async () => {
    await sentAndRead(await byCertificate(), 2_000);
  });

  it('tokens, beyond the life of several of them: each record once', async () => {
    const before = tokens.given(WHO);
    await sentAndRead(bySasl(bearer()), LONG_MS);
    expect(tokens.given(WHO) - before).toBeGreaterThanOrEqual(LONG_MS / (1_000 * LIFE_SECONDS));
  });
});

describe('tokens of a file that another program writes', () => {
  const path = join(folder, 'token');
  const sasl: Sasl = {
    mechanism: 'OAUTHBEARER',
    tokens: tokenFile(path),
    extensions: { logicalCluster: 'lkc-1', identityPoolId: 'pool-1' },
  };

  /** Writes a new token at half of the life of the one before. */
  async function renewing(work: () => Promise<void>): Promise<number> {
    const ending = new AbortController();
    let written = 0;
    const writer = (async () => {
      while (!ending.signal.aborted) {
        const { tokenUrl } = tokens;
        const next = clientCredentials({ tokenUrl, clientId: WHO, clientSecret: 's3cret' });
        writeFileSync(`${path}.new`, `${await next.give()}\n`);
        renameSync(`${path}.new`, path);
        written += 1;
        await sleep(LIFE_SECONDS * 500, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    })();
    try {
      await work();
    } finally {
      ending.abort();
      await writer;
    }
    return written;
  }

  it('are waited for, taken as they are renewed, and each record is there once', async () => {
    const probe = new BrokerProbe(bySasl(sasl), []);
    const { ok, reason } = await probe.check();
    expect({ ok, reason }).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no token from the file of KAFKA_OAUTH_TOKEN_FILE') as string,
    });
    const written = await renewing(async () => {
      await eventually(async () => (await probe.check()).ok);
      await sentAndRead(bySasl(sasl), LONG_MS);
    });
    expect(written).toBeGreaterThan(LONG_MS / (1_000 * LIFE_SECONDS));
    await probe.close();
  });
});

describe('a client without access learns the cause and the fix', () => {
  it.each<readonly [string, () => KafkaConfig | Promise<KafkaConfig>, readonly string[]]>([
    [
      'a wrong password',
      () => bySasl(scram('pass-2')),
      ['SASL_AUTHENTICATION_FAILED', 'KAFKA_USERNAME', 'KAFKA_PASSWORD_FILE'],
    ],
    ['an authority of others', () => bySasl(scram(), { ca: text(stranger.caFile) }), ['KAFKA_CA_FILE']],
    [
      'no certificate where one is asked for',
      async () => ({ ...(await byCertificate()), security: { protocol: 'SSL', tls: trusting() } }),
      ['KAFKA_CERT_FILE and KAFKA_KEY_FILE'],
    ],
    [
      'a certificate that others have signed',
      () => byCertificate(stranger),
      ['whose certificate it trusts', 'in its trust store'],
    ],
    [
      'no TLS',
      () => ({ brokers: [cluster.brokers], security: { protocol: 'PLAINTEXT' } }),
      ['KAFKA_SECURITY is PLAINTEXT', 'SASL_SSL'],
    ],
    [
      'a client that the token server does not know',
      () => bySasl(bearer('guess')),
      ['no token from', 'invalid_client', 'KAFKA_OAUTH_CLIENT_SECRET_FILE'],
    ],
    [
      'a token that brokers refuse',
      () => bySasl({ mechanism: 'OAUTHBEARER', tokens: { give: foreignToken, forget: () => undefined } }),
      ['SASL_AUTHENTICATION_FAILED', 'KAFKA_OAUTH_TOKEN_URL'],
    ],
  ])('%s', async (_, made, words) => {
    const kafka = await made();
    const probe = new BrokerProbe(kafka, ['wire']);
    const { ok, reason = '' } = await probe.check();
    await probe.close();
    expect(ok).toBe(false);
    for (const word of words) expect(reason).toContain(word);
    const opening = FencedSender.open({
      ...kafka,
      transactionalId: 'wire',
      topics: ['wire'],
      deadline: 3_000,
    });
    await expect(opening).rejects.toThrow(words[0] ?? '');
  });

  it('a token that brokers refuse is replaced by the next one', async () => {
    let isGood = false;
    let isForgotten = 0;
    const good = clientCredentials({ tokenUrl: tokens.tokenUrl, clientId: WHO, clientSecret: 's3cret' });
    const given = {
      give: () => (isGood ? good.give() : foreignToken()),
      forget: () => {
        isForgotten += 1;
      },
    };
    const kafka = bySasl({ mechanism: 'OAUTHBEARER', tokens: given });
    const probe = new BrokerProbe(kafka, []);
    expect(await probe.check()).toMatchObject({ ok: false });
    expect(isForgotten).toBeGreaterThan(0);
    const producer = new SafeProducer(kafka);
    await createTopic(superUser, 'wire-forgotten', 1);
    await expect(producer.send('wire-forgotten', [{ key: 'k', value: 'v' }])).rejects.toThrow(
      'The broker did not take it',
    );
    isGood = true;
    await eventually(async () => (await probe.check()).ok);
    await eventually(() => producer.send('wire-forgotten', [{ key: 'k', value: 'v' }]));
    await producer.close();
    await probe.close();
  });
});

/** A well-formed token that no token server has signed. */
const foreignToken = (): Promise<string> => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: tokens.issuer, aud: tokens.audience, sub: WHO, iat: now, exp: now + 60 };
  return Promise.resolve(`${part({ alg: 'RS256', kid: 'none' })}.${part(claims)}.${'A'.repeat(342)}`);
};
