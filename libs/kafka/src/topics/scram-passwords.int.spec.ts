import { readFileSync, rmSync } from 'node:fs';
import {
  certificateAuthority,
  eventually,
  newDataFolder,
  startKafkaCluster,
  SUPER_USER,
  type CertificateAuthority,
  type KafkaCluster,
} from '@silkgauge/testing';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConfig } from '../broker/client.ts';
import { setScramPasswords } from './scram-passwords.ts';

const folder = newDataFolder('scram-passwords');
const PATIENCE = { within: 60_000, every: 200 };
let ca: CertificateAuthority;
let cluster: KafkaCluster;
let superUser: KafkaConfig;

beforeAll(async () => {
  ca = await certificateAuthority(folder);
  cluster = await startKafkaCluster({ brokers: 1, security: { ca, users: { known: 'its-own' } } });
  const own = await ca.issue(SUPER_USER);
  const text = (path: string) => readFileSync(path, 'utf8');
  superUser = {
    brokers: [cluster.addresses[0]?.mutual ?? ''],
    security: {
      protocol: 'SSL',
      tls: { ca: text(ca.caFile), cert: text(own.certFile), key: text(own.keyFile) },
    },
  };
});

afterAll(async () => {
  await cluster?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Whether a stock client is let in. */
async function isLetIn(username: string, password: string): Promise<boolean> {
  const admin = new Kafka({
    brokers: [cluster.brokers],
    ssl: { ca: readFileSync(ca.caFile, 'utf8') },
    sasl: { mechanism: 'scram-sha-512', username, password },
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

it('lets users in by the passwords that were set, a changed one in place of the one before', async () => {
  await eventually(() => isLetIn('known', 'its-own'), PATIENCE);
  expect(await isLetIn('new', 'first')).toBe(false);
  await setScramPasswords(superUser, { new: 'first', other: 'another' });
  // Brokers learn of passwords a moment later.
  await eventually(() => isLetIn('new', 'first'), PATIENCE);
  expect(await isLetIn('other', 'another')).toBe(true);
  expect(await isLetIn('other', 'first')).toBe(false);

  await setScramPasswords(superUser, { new: 'second' });
  await eventually(() => isLetIn('new', 'second'), PATIENCE);
  expect(await isLetIn('new', 'first')).toBe(false);
  expect(await isLetIn('known', 'its-own')).toBe(true);
});
