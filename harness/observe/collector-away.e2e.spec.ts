import { setTimeout as pause } from 'node:timers/promises';
import { startCollector } from '../fixtures/otlp-collector.ts';
import { freePort, startApp, testBrokers, topicPrefix } from '../services/index.ts';
import { ensureTopics } from '@silkgauge/kafka';
import { topics } from '@silkgauge/contract';
import { printed, traceparent } from './traced-road.ts';

const HOOK = new URL('log-loads.mjs', import.meta.url).href;
const prefix = topicPrefix();

beforeAll(async () => {
  await ensureTopics({ brokers: testBrokers().split(',') }, topics(prefix));
});

/** A feed that says what of OpenTelemetry it loads. */
const startFeed = (settings: Readonly<Record<string, string>> = {}) =>
  startApp('customs-feed', {
    ...{ KAFKA_BROKERS: testBrokers(), TOPIC_PREFIX: prefix, NODE_OPTIONS: `--import ${HOOK}` },
    ...settings,
  });

const sampled = { traceparent: traceparent('4bf92f3577b34da6a3ce929d0e0e4736') };

async function push(url: string, id: string): Promise<number> {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json', ...sampled },
    body: JSON.stringify(printed(id, 'CN-HA')),
  });
  return response.status;
}

it('without an address of a collector nothing of OpenTelemetry is loaded; with one it is', async () => {
  const plain = await startFeed();
  expect(await push(plain.url, 'plain')).toBe(202);
  await plain.stop();
  expect(plain.output()).not.toContain('loads @opentelemetry/');

  const collector = await startCollector();
  const traced = await startFeed({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  expect(await push(traced.url, 'traced')).toBe(202);
  // The last spans are sent at the end.
  await traced.stop();
  await collector.stop();
  expect(traced.output()).toContain('loads @opentelemetry/sdk-trace');
  expect(collector.spans.map(({ kind }) => kind).sort()).toEqual(['producer', 'server']);
});

it('a collector that is away costs spans, and nothing else', async () => {
  const feed = await startFeed({
    ...{ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(await freePort())}` },
    ...{ OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_BSP_MAX_QUEUE_SIZE: '20', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10' },
  });
  for (let at = 0; at < 100; at += 1) expect(await push(feed.url, `away-${String(at)}`)).toBe(202);
  expect((await fetch(`${feed.url}/readyz`)).status).toBe(200);
  await feed.stop();
  expect(feed.output()).toContain('"stopped"');
});

it('a collector that never answers delays no request, and the end of a service by two seconds at most', async () => {
  const collector = await startCollector({ answers: false });
  const feed = await startFeed({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '50' });
  expect(await push(feed.url, 'first')).toBe(202);
  while (collector.requests === 0) await pause(20);
  expect(await push(feed.url, 'second')).toBe(202);
  const began = performance.now();
  await feed.stop();
  expect(performance.now() - began).toBeLessThan(8_000);
  expect(feed.output()).toContain('"stopped"');
  await collector.stop();
});

it('a wrong address of a collector ends the start, and is named', async () => {
  await expect(startFeed({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' })).rejects.toThrow(
    'OTEL_EXPORTER_OTLP_ENDPOINT is "collector:4317"',
  );
});
