import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from 'kafkajs';
import type { KafkaConfig } from 'kafkajs';
import pg from 'pg';
import { certificateAuthority, type CertificateAuthority } from './certificates.ts';
import { startPostgres } from './embedded-postgres.ts';
import { startKafkaCluster, type KafkaCluster } from './kafka-cluster.ts';
import { newDataFolder } from './places.ts';
import { startTokenServer, type TokenServer } from './token-server.ts';

const folder = newDataFolder('secured');
let ca: CertificateAuthority;
let tokens: TokenServer;
let cluster: KafkaCluster;
const topic = 'kept-from-others';

beforeAll(async () => {
  ca = await certificateAuthority(folder);
  const certificate = await ca.issue('token-server');
  tokens = await startTokenServer({ clients: { reader: 's3cret' }, lifeSeconds: 60, certificate });
  cluster = await startKafkaCluster({ brokers: 1, security: { ca, tokens, users: { reader: 'pass-1' } } });
  await cluster.admin(async (admin) => {
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 1 }] });
    await admin.createAcls({
      acl: [
        {
          principal: 'User:reader',
          host: '*',
          resourceType: AclResourceTypes.TOPIC,
          resourceName: topic,
          resourcePatternType: ResourcePatternTypes.LITERAL,
          operation: AclOperationTypes.DESCRIBE,
          permissionType: AclPermissionTypes.ALLOW,
        },
      ],
    });
  });
});

afterAll(async () => {
  await cluster?.close();
  await tokens?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const trusting = (file = ca.caFile) => ({ ca: readFileSync(file, 'utf8') });
const password = (word: string): NonNullable<KafkaConfig['sasl']> => ({
  mechanism: 'scram-sha-512',
  username: 'reader',
  password: word,
});

/** Topics visible to the client. */
async function seen(address: string, config: Pick<KafkaConfig, 'ssl' | 'sasl'>): Promise<string[]> {
  const kafka = new Kafka({
    ...config,
    brokers: [address],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}

const main = () => cluster.addresses[0]?.main ?? '';

it('authenticates by password, by token and by certificate, and enforces the rights of each principal', async () => {
  expect(await seen(main(), { ssl: trusting(), sasl: password('pass-1') })).toEqual([topic]);
  const sasl = {
    mechanism: 'oauthbearer' as const,
    oauthBearerProvider: async () => ({ value: await token('s3cret') }),
  };
  expect(await seen(main(), { ssl: trusting(), sasl })).toEqual([topic]);
  const { mutual = '', tls = '' } = cluster.addresses[0] ?? {};
  const { certFile, keyFile } = await ca.issue('reader');
  const own = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  expect(await seen(mutual, { ssl: { ...trusting(), ...own } })).toEqual([topic]);
  // An anonymous client has no rights.
  expect(await seen(tls, { ssl: trusting() })).toEqual([]);
});

it('refuses a wrong password, a missing certificate, another authority, and connections without TLS', async () => {
  await expect(seen(main(), { ssl: trusting(), sasl: password('pass-2') })).rejects.toThrow(
    /authentication/i,
  );
  await expect(seen(cluster.addresses[0]?.mutual ?? '', { ssl: trusting() })).rejects.toThrow();
  const stranger = await certificateAuthority(join(folder, 'stranger'), 'stranger');
  const distrusting = seen(main(), { ssl: trusting(stranger.caFile), sasl: password('pass-1') });
  await expect(distrusting).rejects.toThrow(/certificate/);
  await expect(seen(main(), {})).rejects.toThrow();
});

async function token(secret: string): Promise<string> {
  const { request } = await import('node:https');
  const body = 'grant_type=client_credentials';
  const headers = {
    authorization: `Basic ${Buffer.from(`reader:${secret}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const text = await new Promise<string>((resolve, reject) => {
    const asked = request(tokens.tokenUrl, { method: 'POST', headers, ...trusting() }, (answer) => {
      let all = '';
      answer.on('data', (piece: Buffer) => (all += piece.toString()));
      answer.on('end', () => {
        resolve(all);
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
  return (JSON.parse(text) as { access_token?: string }).access_token ?? '';
}

it('gives no token for a wrong secret', async () => {
  expect(await token('guess')).toBe('');
});

it('runs a PostgreSQL that accepts TLS only, with a verified host name', async () => {
  const tls = { ...(await ca.issue('postgres')), caFile: ca.caFile };
  const server = await startPostgres({ tls });
  try {
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    const { rows } = await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    expect(rows).toEqual([{ ssl: true }]);
    await client.end();
    const plain = new URL(server.databaseUrl);
    plain.search = '';
    await expect(new pg.Client({ connectionString: plain.href }).connect()).rejects.toThrow('no encryption');
  } finally {
    await server.stop();
  }
});
