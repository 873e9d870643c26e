import { checkEvent, jobId, topics } from '@silkgauge/contract';
import { ensureTopics, kafkaTopics, SafeProducer, toKafkaRecord } from '@silkgauge/kafka';
import { createReadModel, readJobs, readPositions, type ReadModel } from '@silkgauge/read-model';
import {
  eventually,
  figure,
  records,
  testBrokers,
  testDatabase,
  topicPrefix,
  type TestDatabase,
} from '@silkgauge/testing';
import { JobReports } from './job-reports.ts';

const kafka = { brokers: [testBrokers()] };
const prefix = topicPrefix();
const topic = `${prefix}push.jobs`;
const DIGEST = 'ab'.repeat(32);
let database: TestDatabase;
let readModel: ReadModel;
let producer: SafeProducer;
const said: string[] = [];
const LEAST = '{"lines":1,"taken":0,"repeated":0,"refused":0}';

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  await ensureTopics(kafka, topics(prefix));
  producer = new SafeProducer({ ...kafka, deadline: 30_000 });
});
afterAll(async () => {
  await producer?.close();
  await readModel?.close();
  await database?.drop();
});

function report(source: string, sequence: number, startedAt = '2026-01-01T00:00:00+08:00') {
  const checked = checkEvent({
    ...{ specversion: '1.0', id: String(sequence), source, type: 'silkgauge.job.reported.v1' },
    data: {
      ...{ job: jobId(source, DIGEST), file: 'f', sha256: DIGEST, sequence, state: 'running' },
      ...{ startedAt, faults: [{ line: 2, rule: 'one-of', more: 'x' }] },
      counts: { lines: sequence, taken: 0, repeated: 0, refused: 0, more: 'x' },
    },
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return toKafkaRecord(checked.event);
}

async function reading(work: () => Promise<void>): Promise<void> {
  const reports = new JobReports({
    ...{ pool: readModel.pool, topics: kafkaTopics(kafka), topic },
    log: (message, { count }) => said.push(`${message}: ${String(count)}`),
  });
  reports.start();
  await work().finally(() => reports.stop());
}

const rows = () => readJobs(readModel.pool, {}, 1e12, null, 100);

it('reports become jobs, and what else stands on their topic becomes nothing', async () => {
  const SERIES = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
  await producer.send(topic, [
    ...records([figure(SERIES, '2020', { value: '120' })]).map(({ key, value }) => ({
      ...{ key, value, headers: { 'content-type': 'application/cloudevents+json' } },
    })),
    { key: 'k', value: 'no event' },
    { key: 'k', value: null },
    report('/one', 2),
    report('/one', 1),
    report('/two', 7),
    report('/leap', 1, '2016-12-31t23:59:60.5z'),
    report('/first', 1, '0001-01-01T00:00:00Z'),
    report('/last', 1, '9999-12-31T23:59:59.999Z'),
  ]);
  await reading(async () => {
    await eventually(async () => (await rows()).length === 5);
    await eventually(() => said.length > 0);
    await producer.send(topic, [report('/two', 8)]);
    await eventually(async () => (await rows()).some(({ counts }) => counts.includes('"lines":8')));
  });
  expect(Object.fromEntries((await rows()).map(({ source, counts }) => [source, counts]))).toEqual({
    '/one': '{"lines":2,"taken":0,"repeated":0,"refused":0}',
    '/two': '{"lines":8,"taken":0,"repeated":0,"refused":0}',
    ...Object.fromEntries(['/leap', '/first', '/last'].map((source) => [source, LEAST])),
  });
  const of = (wanted: string, all: Awaited<ReturnType<typeof rows>>) =>
    all.find(({ source }) => source === wanted);
  expect(of('/leap', await rows())?.started_at).toEqual(new Date('2016-12-31T23:59:59.999Z'));
  const one = of('/one', await rows());
  expect(one).toMatchObject({ faults: '[{"line":2,"rule":"one-of"}]' });
  expect(one?.started_at).toEqual(new Date('2025-12-31T16:00:00Z'));
  expect(Math.abs(Date.now() - Number(one?.updated_at))).toBeLessThan(600_000);
  // The producer may have written a record more than once, as the topic is new.
  expect(
    said.filter((line) => !/^records that are no reports of pushes were left out: [1-9]$/.test(line)),
  ).toEqual([]);
  const { rows: kept } = await readModel.pool.query('select from series union all select from event');
  expect([kept, await readPositions(readModel.pool)]).toEqual([[], []]);
});

it('an empty table is filled from the topic at the next start', async () => {
  await readModel.pool.query('delete from job');
  await reading(async () => {
    await eventually(async () => (await rows()).length === 5);
  });
});

it('an unreadable batch of reports is told of', async () => {
  const reports = new JobReports({
    ...{ pool: readModel.pool, topic },
    topics: {
      follow: (_, take) => {
        const unreadable = { first: 1n, next: 3n, bytes: Buffer.alloc(0), reason: 'no such codec' };
        return take({ topic, partition: 2, records: [], unreadable });
      },
    },
    log: (message, details) => said.push(`${message}: ${JSON.stringify(details)}`),
  });
  reports.start();
  await eventually(() => said.some((line) => line.startsWith('an unreadable batch')));
  await reports.stop();
  const details = { topic, partition: 2, from: '1', next: '3', reason: 'no such codec' };
  expect(said).toContain(`an unreadable batch of reports was passed over: ${JSON.stringify(details)}`);
});
