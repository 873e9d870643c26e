import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '@silkgauge/contract';
import { ensureTopics, latestOffsets, SafeProducer } from '@silkgauge/kafka';
import { createReadModel, readPositions, readSkips, type ReadModel } from '@silkgauge/read-model';
import {
  corruptBatch,
  type EmbeddedKafka,
  eventually,
  figure,
  newDataFolder,
  readTopic,
  records,
  type RunningApp,
  runOperator,
  sale,
  type SpecEvent,
  startApp,
  startKafka,
  testDatabase,
  type TestDatabase,
} from '@silkgauge/testing';

const SERIES = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const dir = newDataFolder('kafka');
let broker: EmbeddedKafka;
let producer: SafeProducer;
let database: TestDatabase;
let readModel: ReadModel;
let aggregation: RunningApp;
let env: Record<string, string>;

/** Sends one record batch; returns its partition and first offset. */
async function send(topic: string, ...events: SpecEvent[]) {
  const list = records(events).map(({ key, value, headers }) => ({
    key,
    value,
    headers: Object.fromEntries(headers),
  }));
  const [first] = await producer.send(topic, list);
  return { topic, partition: first?.partition ?? -1, offset: first?.offset ?? '' };
}

const level = (period: string, series = SERIES) => figure(series, period, { value: '100' });
const sold = (month: string) => sale({ amount: '10.00', orderedAt: `2024-${month}-01T00:00:00Z` });

async function readyz() {
  const response = await fetch(`${aggregation.url}/readyz`);
  const body = (await response.json()) as { checks: { streams: { reason: string | null } } };
  return { status: response.status, reason: body.checks.streams.reason ?? '' };
}

async function positionOf(topic: string, partition: number) {
  const positions = await readPositions(readModel.pool);
  return positions.find((at) => at.topic === topic && at.partition === partition)?.next;
}

beforeAll(async () => {
  broker = await startKafka({ dir });
  database = await testDatabase();
  readModel = createReadModel(database.url);
  env = { KAFKA_BROKERS: broker.brokers, DATABASE_URL: database.url, TOPIC_PREFIX: '' };
  await ensureTopics({ brokers: [broker.brokers] }, topics());
  producer = new SafeProducer({ brokers: [broker.brokers], deadline: 60_000 });
});

afterAll(async () => {
  await producer.close();
  await aggregation.stop();
  await readModel.close();
  await database.drop();
  await broker.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe('scenario 16: unknown codec or corrupt batch: that partition halts with an alarm, others go on, an audited skip', () => {
  let figures: Awaited<ReturnType<typeof send>>;
  let sales: Awaited<ReturnType<typeof send>>;

  it('each halts its partition, named in readiness, log and metrics, while the others go on', async () => {
    await send('customs.figures', level('2001'), level('2002'));
    figures = await send('customs.figures', level('2003'), level('2004'), level('2005'));
    await send('customs.figures', level('2006'));
    await send('platform.sales', sold('01'));
    sales = await send('platform.sales', sold('02'), sold('03'));
    await send('platform.sales', sold('04'));
    await producer.close();
    // The broker is stopped, as a killed one would check its log; then it serves the changed file.
    await broker.stop();
    corruptBatch(dir, 'customs.figures', figures.partition, BigInt(figures.offset), 'flip');
    corruptBatch(dir, 'platform.sales', sales.partition, BigInt(sales.offset), 'codec');
    broker = await startKafka({ dir, port: broker.port });
    producer = new SafeProducer({ brokers: [broker.brokers], deadline: 60_000 });
    await latestOffsets({ brokers: [broker.brokers] }, 'customs.figures');
    aggregation = await startApp('aggregation', env, { untilReady: false });

    const named = [
      `customs.figures/${String(figures.partition)} halted at offset 2: the checksum does not match`,
      `platform.sales/${String(sales.partition)} halted at offset 1: compressed with codec 7, which is not known`,
    ];
    await eventually(
      async () => {
        const { status, reason } = await readyz();
        expect(status).toBe(503);
        for (const name of named) expect(reason).toContain(name);
        return true;
      },
      { within: 60_000 },
    );
    const log = aggregation.output();
    expect(log).toContain(`Halted: customs.figures/${String(figures.partition)} at offset 2: the checksum`);
    const metrics = await (await fetch(`${aggregation.url}/metrics`)).text();
    const labels = `{topic="customs.figures",partition="${String(figures.partition)}"}`;
    expect(metrics).toContain(`silkgauge_partition_halted${labels} 1`);
    expect(metrics).toContain(`silkgauge_partition_halted_offset${labels} 2`);

    // Records before the batch were applied, none in it or behind it; other partitions go on.
    expect(await positionOf('customs.figures', figures.partition)).toBe('2');
    const reporters = Array.from({ length: 12 }, (_, i) => `R${String(i)}.CN.CBEC.FULL._T._T._T._T.CNY`);
    const others = await Promise.all(
      reporters.map((series) => send('customs.figures', level('2001', series))),
    );
    const elsewhere = others.filter(({ partition }) => partition !== figures.partition);
    expect(elsewhere.length).toBeGreaterThan(0);
    for (const { partition, offset } of elsewhere) {
      await eventually(
        async () => BigInt((await positionOf('customs.figures', partition)) ?? 0) > BigInt(offset),
      );
    }
  });

  it('an operator skips exactly that batch, once, with an audit row; the running aggregation goes on', async () => {
    const place = ['customs.figures', String(figures.partition)];
    const wrong = await runOperator('skip', [...place, '3', '--reason', 'disk failed'], env);
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toContain('stands at offset 2, not at 3: nothing was skipped');

    const done = await runOperator('skip', [...place, '2', '--reason', 'disk failed', '--actor', 'ada'], env);
    expect(done).toMatchObject({ code: 0, err: '' });
    const again = await runOperator('skip', [...place, '2', '--reason', 'disk failed', '--json'], env);
    expect(JSON.parse(again.out)).toMatchObject({
      already: true,
      from: '2',
      next: '5',
      found: 'unreadable',
      actor: 'ada',
    });
    const entries = await readTopic({ brokers: [broker.brokers] }, 'silkgauge.audit');
    const told = entries.map(({ value }) => JSON.parse(String(value)) as { action: string });
    expect(told.filter(({ action }) => action === 'offset.skipped')).toMatchObject([
      { actor: { cli: 'ada' }, target: `${place.join('/')}/2`, outcome: 'done', reason: 'disk failed' },
    ]);
    await runOperator('skip', ['platform.sales', String(sales.partition), '1', '--reason', 'codec'], env);

    await eventually(async () => (await readyz()).status === 200);
    await eventually(async () => BigInt((await positionOf('customs.figures', figures.partition)) ?? 0) > 5n);
    await eventually(async () => (await positionOf('platform.sales', sales.partition)) === '4');
    const { rows } = await readModel.pool.query<{ period: string }>(
      `select period from growth_state g join series s using (series_id) where s.key = $1 order by period`,
      [SERIES],
    );
    expect(rows.map(({ period }) => period)).toEqual(['2001', '2002', '2006']);
    const skips = await readSkips(readModel.pool, ['customs.figures', 'platform.sales']);
    expect(skips).toMatchObject([
      {
        from: 2n,
        next: 5n,
        found: 'unreadable',
        cause: 'the checksum does not match',
        reason: 'disk failed',
      },
      { from: 1n, next: 3n, found: 'unreadable', reason: 'codec' },
    ]);
  });

  it('the skipped batch is a dead letter with the bytes of the disk', async () => {
    const place = `customs.figures/${String(figures.partition)}/2`;
    const shown = await eventually(
      async () => {
        const { code, out } = await runOperator('dlq', ['show', place, '--json'], env);
        return code === 0 && (JSON.parse(out) as { rule: string; reason: string; value: { base64: string } });
      },
      { within: 60_000 },
    );
    expect(shown).toMatchObject({ rule: 'unreadable' });
    expect(shown.reason).toContain('disk failed');
    const segment = join(
      dir,
      'data',
      `customs.figures-${String(figures.partition)}`,
      '00000000000000000000.log',
    );
    expect(readFileSync(segment).includes(Buffer.from(shown.value.base64, 'base64'))).toBe(true);
    expect(shown.value.base64.length).toBeGreaterThan(200);
  });

  it('skips one readable record too, and keeps it as a dead letter for a replay', async () => {
    await aggregation.stop();
    const { partition, offset } = await send('policy.notices', {
      type: 'silkgauge.notice.withdrawn.v1',
      id: 'stuck',
      key: 'N-1',
      data: { notice: 'N-1', reason: 'x' },
    });
    const result = await runOperator(
      'skip',
      ['policy.notices', String(partition), offset, '--reason', 'try'],
      env,
    );
    expect(result).toMatchObject({ code: 0 });
    aggregation = await startApp('aggregation', env);
    expect(await positionOf('policy.notices', partition)).toBe(String(BigInt(offset) + 1n));
    const place = `policy.notices/${String(partition)}/${offset}`;
    const replayed = await eventually(
      async () => {
        const { code, out } = await runOperator('dlq', ['replay', place, '--json'], env);
        return code === 0 && out;
      },
      { within: 60_000 },
    );
    expect(JSON.parse(replayed)).toMatchObject([{ place, outcome: 'sent', sent: { partition } }]);
    await eventually(
      async () => (await positionOf('policy.notices', partition)) === String(BigInt(offset) + 2n),
    );
    const { rows } = await readModel.pool.query<object>(
      `select outcome, rule, reason from event where id = 'stuck' order by event_id`,
    );
    expect(rows).toMatchObject([
      { outcome: 'rejected', rule: 'skipped', reason: 'An operator stepped over it: try' },
      { outcome: 'superseded' },
    ]);
  });
});
