import { topics } from '@silkgauge/contract';
import { ensureTopics, KafkaBatchStrategy, SafeProducer, type RecordBatch } from '@silkgauge/kafka';
import { claimPosition, createReadModel, findPosition, type ReadModel } from '@silkgauge/read-model';
import { eventually, testBrokers, testDatabase, topicPrefix, type TestDatabase } from '@silkgauge/testing';
import { ProgressWatcher } from './watch-progress.ts';

const prefix = topicPrefix();
const kafka = { brokers: [testBrokers()] };
const TOPIC = `${prefix}policy.notices`;
let database: TestDatabase;
let readModel: ReadModel;
let strategy: KafkaBatchStrategy;
let handle: (batch: RecordBatch) => Promise<void>;

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  await ensureTopics(kafka, topics(prefix));
  strategy = new KafkaBatchStrategy({
    kafka,
    groupId: `${prefix}group`,
    topicPrefix: prefix,
    sessionTimeout: 6_000,
    onFatal: (error) => {
      throw error;
    },
    offsets: {
      claim: (topic, partition) => claimPosition(readModel.pool, topic, partition),
      position: (topic, partition) => findPosition(readModel.pool, topic, partition),
    },
  });
  strategy.addHandler('policy.notices', (batch: RecordBatch) => handle(batch), true);
  strategy.listen(() => undefined);
  await eventually(() => strategy.health().ready);
});

afterAll(async () => {
  await strategy.close();
  await readModel.close();
  await database.drop();
});

/** A watcher with little patience, stopped after the test. */
async function watching(
  askDatabase: () => Promise<unknown>,
  work: (seen: { stuck: string[]; watcher: ProgressWatcher; looks: () => number }) => Promise<void>,
) {
  const stuck: string[] = [];
  let looks = 0;
  const watcher = new ProgressWatcher({
    reader: strategy,
    askDatabase: () => {
      looks += 1;
      return askDatabase();
    },
    patienceMs: 1_000,
    onStuck: ({ message }) => stuck.push(message),
  });
  watcher.start();
  try {
    await work({ stuck, watcher, looks: () => looks });
  } finally {
    watcher.stop();
  }
}

it('finds a hanging handler by its positions, despite heartbeats, but not while the database is away', async () => {
  const ask = () => readModel.pool.query('select 1');
  await watching(ask, async ({ stuck, looks }) => {
    await eventually(() => looks() > 30);
    expect(stuck).toEqual([]);
  });

  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  handle = () => held;
  const producer = new SafeProducer(kafka);
  const [sent] = await producer.send(TOPIC, [{ key: 'k', value: '{}' }]);
  await producer.close();

  await watching(
    () => Promise.reject(new Error('away')),
    async ({ stuck, looks, watcher }) => {
      await eventually(() => looks() > 40);
      expect(stuck).toEqual([]);
      expect(watcher.stalledSeconds().size).toBe(0);
    },
  );
  await watching(ask, async ({ stuck, watcher }) => {
    await eventually(() => stuck.length > 0);
    expect(stuck).toHaveLength(1);
    expect(stuck[0]).toContain('The watchdog ends the process: no progress though records wait');
    expect(stuck[0]).toContain(`${TOPIC}/${String(sent?.partition)} at offset 0 of 1`);
    expect(watcher.stalledSeconds().get(`${TOPIC}/${String(sent?.partition)}`)).toBeGreaterThanOrEqual(1);
    expect(strategy.health()).toMatchObject({ joined: true });
  });

  release();
  await watching(ask, async ({ stuck, looks }) => {
    await eventually(() => looks() > 40);
    expect(stuck).toEqual([]);
  });
});
