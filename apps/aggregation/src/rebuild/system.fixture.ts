import { join } from 'node:path';
import { INPUT_TOPICS, topics, type GrowthState, type InputTopic } from '@silkgauge/contract';
import { ensureTopics, latestOffsets, SafeProducer, scanTopics, type KafkaConfig } from '@silkgauge/kafka';
import { createReadModel, readPositions, type ReadModel } from '@silkgauge/read-model';
import {
  eventually,
  newDataFolder,
  startApp,
  startProcess,
  testBrokers,
  testDatabase,
  topicPrefix,
  type RunningApp,
  type RunningProcess,
  type TestDatabase,
} from '@silkgauge/testing';
import { records, type SpecEvent } from '../batches.fixture.ts';
import { runOperator, scriptOf, type Command, type CommandResult } from '../ops/run-command.fixture.ts';
import { builderConfig, type BuilderConfig } from './builder.ts';

/** Topics and a migrated database of its own; no service runs at first. */
export interface System {
  readonly prefix: string;
  readonly kafka: KafkaConfig;
  readonly readModel: ReadModel;
  readonly env: Readonly<Record<string, string>>;
  readonly config: BuilderConfig;
  /** Last started aggregation. */
  readonly aggregation: RunningApp;
  /** Starts an aggregation in a new consumer group, so that no session of a killed one delays it. */
  startAggregation(): Promise<void>;
  send(events: readonly (SpecEvent & { readonly topic: InputTopic })[]): Promise<void>;
  /** Waits until all sent records are processed. */
  caughtUp(): Promise<void>;
  /** Processed records of all partitions. */
  progress(): Promise<bigint>;
  /** Rows of a query on the live read model. */
  rows<T extends object>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  run(command: Command, ...args: string[]): Promise<CommandResult>;
  /** Starts the command as a process that can be killed. */
  begin(command: Command, ...args: string[]): RunningProcess;
  /** Published states, by topic in order. */
  published(): Promise<GrowthState[]>;
  stop(): Promise<void>;
}

/** Database users of the processes; the owner of the database by default. */
export interface DatabaseAs {
  readonly database: TestDatabase;
  readonly aggregation: string;
  readonly operator: string;
}

export async function newSystem(partitions: number, as?: DatabaseAs): Promise<System> {
  const prefix = topicPrefix();
  const brokers = testBrokers();
  const kafka = { brokers: brokers.split(',') };
  const database = as?.database ?? (await testDatabase());
  const counts = Object.fromEntries(INPUT_TOPICS.map((name) => [name, partitions]));
  await ensureTopics(kafka, topics(prefix, counts));
  // The answer waits until every partition has a leader; a producer does not.
  await Promise.all(INPUT_TOPICS.map((name) => latestOffsets(kafka, prefix + name)));
  const readModel = createReadModel(database.url, { max: 4 });
  const producer = new SafeProducer(kafka);
  const env = {
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: prefix,
    DATABASE_URL: as?.operator ?? database.url,
    LOG_LEVEL: 'warn',
    SALES_WINDOW_EVENTS: '1000',
  };
  const started: RunningApp[] = [];
  const begun: RunningProcess[] = [];
  const progress = async (): Promise<bigint> =>
    (await readPositions(readModel.pool)).reduce((sum, { next }) => sum + BigInt(next), 0n);
  return {
    prefix,
    kafka,
    readModel,
    env,
    config: builderConfig(env),
    get aggregation() {
      const last = started.at(-1);
      if (!last) throw new Error('no aggregation was started');
      return last;
    },
    startAggregation: async () => {
      const group = `${prefix}group-${String(started.length)}`;
      started.push(
        await startApp('aggregation', {
          ...env,
          DATABASE_URL: as?.aggregation ?? database.url,
          KAFKA_GROUP: group,
        }),
      );
    },
    send: async (events) => {
      for (const topic of INPUT_TOPICS) {
        const list = records(events.filter((event) => event.topic === topic));
        if (list.length === 0) continue;
        const out = list.map(({ key, value, headers }) => ({
          key,
          value,
          headers: Object.fromEntries(headers),
        }));
        await producer.send(prefix + topic, out);
      }
    },
    progress,
    caughtUp: async () => {
      let sent = 0n;
      for (const topic of INPUT_TOPICS)
        for (const end of (await latestOffsets(kafka, prefix + topic)).values()) sent += end;
      await eventually(async () => (await progress()) === sent);
    },
    rows: async (sql, values = []) => (await readModel.pool.query(sql, [...values])).rows,
    run: (command, ...args) => runOperator(command, args, env),
    begin: (command, ...args) => {
      const running = startProcess({
        name: command,
        command: process.execPath,
        args: [scriptOf(command), ...args],
        env: { ...process.env, NODE_OPTIONS: '', ...env },
        log: join(newDataFolder('command'), `${command}.log`),
        stopSignal: 'SIGKILL',
      });
      begun.push(running);
      return running;
    },
    published: () => readStates(kafka, prefix),
    stop: async () => {
      await Promise.all([...begun.map((one) => one.stop()), ...started.map((one) => one.stop())]);
      await producer.close();
      await readModel.close();
      await database.drop();
    },
  };
}

async function readStates(kafka: KafkaConfig, prefix: string): Promise<GrowthState[]> {
  const states: GrowthState[] = [];
  for (const name of ['growth-updated.customs', 'growth-updated.platform']) {
    const topic = prefix + name;
    const ends = await latestOffsets(kafka, topic);
    const ranges = [...ends].map(([partition, until]) => ({ topic, partition, from: 0n, until }));
    await scanTopics(kafka, ranges, ({ records: found }) => {
      states.push(...found.map(({ value }) => JSON.parse(String(value)) as GrowthState));
      return true;
    });
  }
  return states;
}
