import { topics } from '@silkgauge/contract';
import { ensureTopics, SafeProducer, type KafkaConfig } from '@silkgauge/kafka';
import { Registry } from '@silkgauge/service';
import { eventually, freePort, testBrokers, topicPrefix } from '@silkgauge/testing';
import type { KeyRecord } from '../record/shapes.ts';
import { LiveTable } from './live-table.ts';

const id = '8Jd02kQmX1pA';
const key = (version: number, more: Partial<KeyRecord> = {}): KeyRecord => ({
  ...{ kind: 'key', id, version, name: 'gacc', scopes: ['read'], write: null, limits: null },
  ...{ addresses: null, expiresAt: null, jwt: null, createdAt: '2026-11-28T10:00:00Z', createdBy: 'cli' },
  ...{ revokedAt: null, revokedReason: null, secrets: [] },
  ...more,
});
const written = (value: unknown) => ({ key: `key/${id}`, value: JSON.stringify(value) });

const tableOf = (kafka: KafkaConfig, topic: string) => {
  const warned: Record<string, unknown>[] = [];
  const registry = new Registry();
  const warn = (details: Record<string, unknown>) => void warned.push(details);
  const table = new LiveTable({ kafka, topic, registry, warn });
  table.start();
  return { table, warned, registry };
};

it('a change is in every table within seconds, and a new table has all of them', async () => {
  const kafka = { brokers: [testBrokers()] };
  const prefix = topicPrefix();
  const topic = `${prefix}silkgauge.access`;
  await ensureTopics(kafka, topics(prefix));
  const first = tableOf(kafka, topic);
  await eventually(() => first.table.check().ok);
  const producer = new SafeProducer(kafka);
  await producer.send(topic, [written(key(1))]);
  const since = performance.now();
  await eventually(() => first.table.keyById(id)?.version === 1);
  expect(performance.now() - since).toBeLessThan(5_000);
  await producer.send(topic, [written(key(2, { revokedAt: '2026-11-28T11:00:00Z' })), written(key(1))]);
  await producer.send(topic, [{ key: 'key/x', value: '{' }]);
  await first.table.readToEnd();
  const second = tableOf(kafka, topic);
  await second.table.readToEnd();
  for (const { table, warned, registry } of [first, second]) {
    expect(table.keyById(id)).toMatchObject({ version: 2, revokedAt: '2026-11-28T11:00:00Z' });
    expect([...table.active()]).toEqual([]);
    expect(warned.map(({ reason }) => reason)).toEqual(['old-version', 'not-json']);
    const metrics = await registry.metrics();
    expect(metrics).toContain('silkgauge_access_ignored_total{reason="old-version"} 1');
    expect(metrics).toContain('silkgauge_access_ignored_total{reason="tombstone"} 0');
    expect(Number(/silkgauge_access_table_age_seconds ([\d.]+)/.exec(metrics)?.[1])).toBeLessThan(5);
    await table.close();
  }
  await producer.close();
});

it('a table that has never reached the end is not ready, and gets there once topic and broker are there', async () => {
  const kafka = { brokers: [testBrokers()] };
  const prefix = topicPrefix();
  const topic = `${prefix}silkgauge.access`;
  const late = tableOf(kafka, topic);
  const away = tableOf({ brokers: [`127.0.0.1:${String(await freePort())}`] }, topic);
  for (const { table, warned } of [late, away]) {
    await eventually(() => warned.length > 0);
    expect(table.check()).toEqual({
      ok: false,
      reason: `the end of ${topic} was not reached since the start`,
    });
    expect(table.ageSeconds()).toBe(Number.POSITIVE_INFINITY);
  }
  await ensureTopics(kafka, topics(prefix));
  await eventually(() => late.table.check().ok);
  expect(late.table.ageSeconds()).toBeLessThan(5);
  // A failure that lasts is told once.
  expect(away.warned).toHaveLength(1);
  await Promise.all([late.table.close(), away.table.close()]);
});

it('a table that has not reached the end for 60 s is not ready, and is again at the end', async () => {
  const kafka = { brokers: [testBrokers()] };
  const prefix = topicPrefix();
  const topic = `${prefix}silkgauge.access`;
  await ensureTopics(kafka, topics(prefix));
  let now = 5_000;
  const options = { kafka, topic, registry: new Registry(), warn: () => undefined, clock: () => now };
  const table = new LiveTable(options);
  await table.readToEnd();
  now += 60_000;
  expect(table.check()).toEqual({ ok: true });
  now += 1_000;
  expect(table.check()).toEqual({ ok: false, reason: `the end of ${topic} was not reached for 61 s` });
  await table.readToEnd();
  expect(table.check()).toEqual({ ok: true });
  await table.close();
});
