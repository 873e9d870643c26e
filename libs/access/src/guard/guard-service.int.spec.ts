import { Module } from '@nestjs/common';
import { ACCESS_TOPIC, topics } from '@silkgauge/contract';
import { ensureTopics, SafeProducer } from '@silkgauge/kafka';
import { Readiness, readConfig, Registry, runService, serviceVariables } from '@silkgauge/service';
import { eventually, madeKey, testBrokers, topicPrefix } from '@silkgauge/testing';
import { recordKeyOf } from '../record/read-record.ts';
import { accessVariables } from './config.ts';
import { AccessGuard, callerOf } from './guard.ts';
import { guardService } from './guard-service.ts';

@Module({})
class NothingModule {}

/** Starts a service whose keys are of a topic with the prefix. */
const started = async (topicPrefix: string, environment: Readonly<Record<string, string>>) => {
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...environment }, serviceVariables(0));
  return runService({
    name: 'spec',
    config,
    module: NothingModule,
    prepare: async (app, logger) => {
      const [fastify, registry] = [app.getHttpAdapter().getInstance(), app.get<Registry>(Registry)];
      const access = accessVariables.read(environment);
      const guard = new AccessGuard({
        ...{ config: access, registry },
        needsOf: () => ({ scope: 'read', limit: 'data' }),
      });
      const kafka = { brokers: [testBrokers()], clientId: 'spec' };
      await guardService(
        { guard, config: access, kafka, topicPrefix },
        { fastify, readiness: app.get(Readiness), registry, logger },
      );
      fastify.get('/data', (request) => ({ by: callerOf(request).name }));
    },
  });
};

it('a start that cannot read the keys goes on, judges no credential, is not ready, and mends itself', async () => {
  const prefix = topicPrefix();
  const { token, record } = madeKey({ scopes: ['read', 'observe'] });
  const services = await Promise.all([
    // Beyond this machine a service needs an active key, and cannot know here whether there is one.
    started(prefix, { HOST: '0.0.0.0', ACCESS: 'keys', INSECURE_TRANSPORT: '1' }),
    started(prefix, {}),
  ]);
  const ask = async (service: number, path: string, key?: string) => {
    const at = new URL(path, services[service]?.url);
    at.hostname = '127.0.0.1';
    const response = await fetch(at, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as any };
  };
  try {
    const [closed, open] = [0, 1];
    // Callers without a credential have what the environment says: nothing with keys, and on an open service all.
    expect((await ask(closed, '/data')).status).toBe(401);
    expect(await ask(open, '/data')).toMatchObject({ status: 200, body: { by: 'anonymous' } });
    for (const service of [closed, open]) {
      const refused = await ask(service, '/data', token);
      expect(refused).toMatchObject({ status: 503, body: { type: 'urn:silkgauge:problem:access-unknown' } });
      expect(refused.headers.get('retry-after')).toBe('10');
    }
    const ready = await ask(open, '/readyz');
    const reason = `the end of ${prefix}${ACCESS_TOPIC} was not reached since the start`;
    expect(ready).toMatchObject({
      status: 503,
      body: { status: 'not-ready', checks: { access: { ok: false, reason } } },
    });
    expect(await ask(closed, '/readyz')).toMatchObject({ status: 503, body: { status: 'not-ready' } });

    await ensureTopics({ brokers: [testBrokers()] }, topics(prefix));
    const producer = new SafeProducer({ brokers: [testBrokers()], deadline: 30_000 });
    await producer.send(prefix + ACCESS_TOPIC, [{ key: recordKeyOf(record), value: JSON.stringify(record) }]);
    await producer.close();
    for (const service of [closed, open]) {
      await eventually(async () => (await ask(service, '/data', token)).status === 200);
      expect(await ask(service, '/readyz', token)).toMatchObject({ status: 200, body: { status: 'ready' } });
    }
    expect((await ask(closed, '/data')).status).toBe(401);
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
});
