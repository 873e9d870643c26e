import { request, type IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { deadLetterTopic, type GrowthState } from '@silkgauge/contract';
import { latestOffsets, partitionOf, type OutRecord } from '@silkgauge/kafka';
import { readPositions } from '@silkgauge/read-model';
import { eventually, startApp, type RunningApp } from '../../services/index.ts';
import { Kafka, logLevel, type ICustomPartitioner, type Message } from 'kafkajs';
import { sale } from '../../fixtures/events.ts';
import { runOperator } from '../../fixtures/run-command.ts';
import { readTopic } from '../../fixtures/read-topic.ts';
import { everythingHolds, quiet } from './invariants.ts';
import { level, startWorld, structured, type Instance, type World } from './world.ts';

const GROUP = 'silkgauge-aggregation';
let world: World;
let instance: Instance;
let api: RunningApp;

beforeAll(async () => {
  world = await startWorld({});
  [instance, api] = await Promise.all([
    world.startInstance(),
    startApp('growth-api', {
      DATABASE_URL: world.databaseUrl,
      // Slightly more than one step of a stream: unread steps are not buffered.
      STREAM_RING_BYTES: String(MIB),
    }),
  ]);
});

afterAll(async () => {
  await api?.stop();
  await world?.close();
});

const MIB = 1024 * 1024;
const PARTITIONS = 4;

it('scenario 14: poison amid good records (bad JSON, wrong schema, bad UTF-8, 2 MiB, missing ce_id): the good count, each bad one is a dead letter once', async () => {
  const good = (n: number) => structured(level('POISON', 2000 + n));
  const binary = { ce_specversion: '1.0', ce_type: 'silkgauge.figure.reported.v1', ce_source: '/spec' };
  const data = JSON.stringify(level('POISON', 1999).data);
  const { key, headers = {} } = good(0);
  const bad: OutRecord[] = [
    { key, headers, value: '{"specversion":' },
    structured({ ...level('POISON', 1997), data: { period: 'someday' } }),
    { key, headers, value: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) },
    { key, headers, value: Buffer.alloc(2 * MIB, '[') },
    { key, headers: { ...binary, 'content-type': 'application/json' }, value: data },
  ];
  const list = bad.flatMap((record, i) => [good(i), record, good(i + bad.length)]);
  await world.producer.send(`${world.prefix}customs.figures`, list);
  await everythingHolds(world);
  const letters = await readTopic(world.kafka, deadLetterTopic(`${world.prefix}customs.figures`));
  expect(letters.map(({ value }) => value)).toEqual(bad.map(({ value }) => Buffer.from(value ?? '')));
  const rules = letters.map(({ headers: all }) => String(all.find(([name]) => name === 'dlq-rule')?.[1]));
  expect(rules).toEqual(['json', 'required', 'utf-8', 'nesting-depth', 'attribute-required']);
  const { rows } = await world.readModel.pool.query<{ count: number }>(
    `select count(*)::int from growth_state join series using (series_id) where key like 'POISON.%'`,
  );
  expect(rows[0]?.count).toBe(2 * bad.length);
});

it('scenario 25: foreign partitioner: what is not on the partition of its key is a dead letter, and no sale counts twice', async () => {
  // First through the door, partitioned by key; then again by a client with librdkafka's hash.
  await world.sell(60);
  const topic = `${world.prefix}platform.sales`;
  const placed = world.sold.map((event) => {
    const { key, value, headers } = structured(event);
    const bytes = Buffer.from(key ?? '');
    const isHome = crc32(bytes) % PARTITIONS === partitionOf(bytes, PARTITIONS);
    return { message: { key: bytes, value, headers } as Message, isHome };
  });
  const consistent: ICustomPartitioner =
    () =>
    ({ message }) =>
      message.key ? crc32(message.key) % PARTITIONS : 0;
  const producer = new Kafka({
    brokers: world.kafka.brokers as string[],
    logLevel: logLevel.NOTHING,
  }).producer({ createPartitioner: consistent });
  await producer.connect();
  const keyless = { ...placed[0]?.message, value: placed[0]?.message.value ?? null, key: null };
  await producer.send({ topic, messages: [...placed.map(({ message }) => message), keyless] });
  await producer.disconnect();
  await everythingHolds(world);
  const elsewhere = placed.filter(({ isHome }) => !isHome);
  expect(elsewhere.length).toBeGreaterThan(10);
  expect(elsewhere.length).toBeLessThan(placed.length);
  const { rows } = await world.readModel.pool.query<{ rule: string; letters: number; outcomes: number }>(
    `select d.rule, count(*)::int as letters, count(e.rule)::int as outcomes
     from dead_letter d left join event e using (topic, partition, "offset", rule) where d.topic = $1 group by 1`,
    [topic],
  );
  const letters = elsewhere.length + 1;
  expect(rows).toEqual([{ rule: 'misplaced', letters, outcomes: letters }]);
});

it("scenario 17: Kafka's position ahead of the database, retention already deleted the rest: halt, never jump", async () => {
  await quiet(world);
  await instance.app.stop();
  const places = await world.send(
    'policy.notices',
    Array.from({ length: 10 }, (_, i) => ({
      type: 'silkgauge.notice.withdrawn.v1',
      key: 'N',
      id: `n${String(i)}`,
      data: { notice: 'N', reason: 'x' },
    })),
  );
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) throw new Error('nothing was sent');
  const { topic, partition } = first;
  const end = String(BigInt(last.offset) + 1n);
  const admin = new Kafka({ brokers: [...world.kafka.brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.setOffsets({ groupId: world.prefix + GROUP, topic, partitions: [{ partition, offset: end }] });
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({
    topic,
    partitions: [{ partition, offset: String(BigInt(first.offset) + 4n) }],
  });
  await admin.disconnect();

  await world.restart(instance, { untilReady: false });
  const reason = await eventually(
    async () => {
      const response = await fetch(`${instance.app.url}/readyz`);
      const { checks } = (await response.json()) as { checks: { streams: { reason: string | null } } };
      return response.status === 503 && checks.streams.reason?.includes('halted') && checks.streams.reason;
    },
    { within: 60_000 },
  );
  expect(reason).toContain(`${topic}/${String(partition)} halted at offset ${first.offset}`);
  const stands = async () => {
    const positions = await readPositions(world.readModel.pool);
    return positions.find((at) => at.topic === topic && at.partition === partition)?.next ?? '0';
  };
  // Other topics go on meanwhile.
  await world.sell(100);
  await eventually(soldOut);
  expect(await stands()).toBe(first.offset);
  // Only an operator skips lost records, and nothing else.
  const args = ['policy.notices', String(partition), first.offset, '--gone', '--reason', 'retention'];
  const env = {
    KAFKA_BROKERS: world.kafka.brokers.join(','),
    TOPIC_PREFIX: world.prefix,
    DATABASE_URL: world.databaseUrl,
  };
  expect(await runOperator('skip', args, env)).toMatchObject({ code: 0 });
  await everythingHolds(world);
  expect(await stands()).toBe(end);
  const { rows } = await world.readModel.pool.query<{ id: string }>(
    `select id from event where id like 'n_' order by event_id`,
  );
  expect(rows.map(({ id }) => id)).toEqual(['n4', 'n5', 'n6', 'n7', 'n8', 'n9']);
});

const soldOut = async (): Promise<boolean> => {
  const topic = `${world.prefix}platform.sales`;
  const [ends, positions] = await Promise.all([
    latestOffsets(world.kafka, topic),
    readPositions(world.readModel.pool),
  ]);
  return [...ends].every(([partition, end]) => {
    const at = positions.find((one) => one.topic === topic && one.partition === partition);
    return BigInt(at?.next ?? 0) >= end;
  });
};

it('scenario 20: one hot partition and a subscriber that never reads: nobody else waits, memory is bounded, nothing is lost', async () => {
  const stalled = await openStream('/v1/stream?after=0');
  const reader = await openStream('/v1/stream');
  const seen = new Map<string, GrowthState>();
  let rest = '';
  reader.setEncoding('utf8').on('data', (text: string) => {
    const frames = (rest + text).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const line = frame.split('\n').find((one) => one.startsWith('data:'));
      if (line === undefined) continue;
      const state = JSON.parse(line.slice(5)) as GrowthState;
      seen.set(state.key, state);
    }
  });
  const before = await memory();
  const hot = Array.from({ length: 40_000 }, (_, i) =>
    sale({ amount: '1.25', orderedAt: '2022-03-01T00:00:00Z', buyerCountry: 'CH' }, `hot-${String(i)}`),
  );
  let isHot = true;
  const heating = (async () => {
    for (let at = 0; at < hot.length; at += 500) {
      const some = hot.slice(at, at + 500);
      world.sold.push(...some);
      await world.send('platform.sales', some);
    }
  })().finally(() => (isHot = false));
  let most = 0;
  let others = 0;
  while (isHot) {
    // A figure of another partition arrives long before the hot partition is done.
    const [place] = await world.send('customs.figures', [level('COOL', 1900 + others)]);
    await eventually(
      async () => {
        const positions = await readPositions(world.readModel.pool);
        const at = positions.find((one) => one.topic === place?.topic && one.partition === place.partition);
        return BigInt(at?.next ?? 0) > BigInt(place?.offset ?? 0);
      },
      { within: 60_000 },
    );
    others += 1;
    most = Math.max(most, await memory());
  }
  await heating;
  expect(others).toBeGreaterThan(0);
  await everythingHolds(world);
  const state = await fetch(`${api.url}/v1/growth/SHOP.GB.SALES.OWN.X._T._T.CH.GBP/2022-03`);
  const last = (await state.json()) as GrowthState;
  expect(last.counts?.events).toBe(String(hot.length));
  await eventually(() => seen.get(last.key)?.version === last.version);
  expect((most - before) / MIB).toBeLessThan(100);
  stalled.destroy();
  reader.destroy();
});

async function memory(): Promise<number> {
  const text = await (await fetch(`${api.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

/** A stream of changes without a reader at first. */
function openStream(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(api.url + path, resolve)
      .on('error', reject)
      .end();
  });
}
