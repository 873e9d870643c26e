import pg from 'pg';
import { Kafka, logLevel } from 'kafkajs';
import { emptyDatabase } from './database.ts';
import { startKafka } from './embedded-kafka.ts';
import { startPostgres } from './embedded-postgres.ts';
import { newDataFolder } from './places.ts';
import { testBrokers, testServerUrl } from './run-services.ts';
import { eventually } from './eventually.ts';
import { topicPrefix } from './unique-names.ts';
import { rmSync } from 'node:fs';

const client = (brokers: string) =>
  new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 20, retries: 20 } });

async function ask(url: string, statement: string): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: url });
  connection.on('error', () => undefined);
  await connection.connect();
  try {
    return (await connection.query({ text: statement, rowMode: 'array' })).rows;
  } finally {
    await connection.end();
  }
}

describe('the services of a run', () => {
  it('is PostgreSQL 18 with text in code point order', async () => {
    const database = await emptyDatabase();
    const [row] = await ask(
      database.url,
      `select current_setting('server_version_num')::int / 10000, array(select unnest(array['b','B','é','a']) order by 1)`,
    );
    expect(row).toEqual([18, ['B', 'a', 'b', 'é']]);
    await database.drop();
    await expect(ask(database.url, 'select 1')).rejects.toThrow('does not exist');
  });

  it('is a Kafka that returns its records', async () => {
    const topic = `${topicPrefix()}echo`;
    const kafka = client(testBrokers());
    expect(await written(kafka, topic)).toBe('0');
    expect(await written(kafka, topic)).toBe('1');
  });

  it('gives every spec its own database', async () => {
    const [one, other] = await Promise.all([emptyDatabase(testServerUrl()), emptyDatabase(testServerUrl())]);
    await ask(one.url, 'create table here (x int)');
    await expect(ask(other.url, 'select * from here')).rejects.toThrow('does not exist');
    await Promise.all([one.drop(), other.drop()]);
  });
});

async function written(kafka: Kafka, topic: string): Promise<string | undefined> {
  const admin = kafka.admin();
  const producer = kafka.producer();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await producer.connect();
  try {
    const [answer] = await producer.send({ topic, acks: -1, messages: [{ value: 'x' }] });
    return answer?.baseOffset;
  } finally {
    await producer.disconnect();
    await admin.disconnect();
  }
}

describe('a service of a single spec', () => {
  it('keeps committed rows of PostgreSQL across a kill and a restart on the same data', async () => {
    const dir = newDataFolder('kill-postgres');
    const first = await startPostgres({ dir });
    await ask(first.databaseUrl, 'create table kept as select 42 as answer');
    await first.kill();
    await expect(ask(first.databaseUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
    const second = await startPostgres({ dir, port: first.port });
    expect(second.databaseUrl).toBe(first.databaseUrl);
    expect(await ask(second.databaseUrl, 'select answer from kept')).toEqual([[42]]);
    await second.stop();
    rmSync(dir, { recursive: true });
  });

  it('keeps acknowledged records of Kafka across a kill and a restart on the same data and port', async () => {
    const dir = newDataFolder('kill-kafka');
    const first = await startKafka({ dir });
    expect(await written(client(first.brokers), 'kept')).toBe('0');
    await first.kill();
    const second = await startKafka({ dir, port: first.port });
    expect(second.brokers).toBe(first.brokers);
    expect(await eventually(() => written(client(second.brokers), 'kept'))).toBe('1');
    await second.stop();
    rmSync(dir, { recursive: true });
  });
});
