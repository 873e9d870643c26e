import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicKeysOf, signingVariables } from '@silkgauge/access';
import { topics } from '@silkgauge/contract';
import { ensureTopics, type KafkaConfig } from '@silkgauge/kafka';
import { readConfig, type RunningService } from '@silkgauge/service';
import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { bootstrap } from './cli/bootstrap.ts';
import { keepSigningKey } from './cli/signing-keys.ts';
import { variables } from './config.ts';
import { runAccess } from './run-access.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** Asks a service; a body is sent as JSON unless a header says otherwise. */
export const ask = async (
  url: string,
  call: string,
  token: string | null,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const [method = '', path = ''] = call.split(' ');
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && !path.includes('.ndjson');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/** Topics of their own, with the key of a first operator. */
export const accessWorld = async () => {
  const prefix = topicPrefix();
  const kafka: KafkaConfig = { brokers: [testBrokers()] };
  await ensureTopics(kafka, topics(prefix));
  const folder = mkdtempSync(join(tmpdir(), 'silkgauge-access-'));
  const signedBy = { ACCESS_SIGNING_KEY_FILE: join(folder, 'signing.key') };
  keepSigningKey(signedBy.ACCESS_SIGNING_KEY_FILE);
  const signing = { signingKey: signingVariables.read(signedBy), publicKeys: publicKeysOf(signedBy) };
  const first = await bootstrap(kafka, prefix, signing);
  const running: RunningService[] = [];
  return {
    prefix,
    kafka,
    signing,
    operator: String(first?.token),
    /** Starts a service on the topics. */
    start: async (env: Record<string, string> = {}): Promise<RunningService> => {
      const config = readConfig(
        {
          ...{ KAFKA_BROKERS: testBrokers(), TOPIC_PREFIX: prefix, PORT: '0', LOG_LEVEL: 'silent' },
          ...{ REPLICATION: 'any', ...signedBy },
          ...env,
        },
        variables,
      );
      const service = await runAccess(config);
      running.push(service);
      await eventually(async () => (await fetch(`${service.url}/readyz`)).ok);
      return service;
    },
    stop: async (): Promise<void> => {
      await Promise.all(running.map((service) => service.stop()));
      rmSync(folder, { recursive: true });
    },
  };
};

export const settings = (name: string, more: object = {}) => ({
  name,
  scopes: ['read'],
  expiresAt: null,
  ...more,
});
