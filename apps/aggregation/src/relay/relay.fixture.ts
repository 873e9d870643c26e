import { OUTPUT_TOPICS, topics, type GrowthState } from '@silkgauge/contract';
import { ensureTopics, kafkaTopics, openSender, type InRecord, type KafkaConfig } from '@silkgauge/kafka';
import {
  claimPosition,
  createReadModel,
  readChanges,
  changeJson,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  readTopic,
  records,
  sale,
  testBrokers,
  testDatabase,
  topicPrefix,
} from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { endsOn } from './read-ends.ts';
import { LettersRelay } from './letters-relay.ts';
import { Relay, REACH_BYTES, type RelayOptions } from './relay.ts';
import { postgresRelayStore } from '../store/postgres-relay-store.ts';

/** The relays of changes and of dead letters of one process. */
export interface Relays {
  /** Whether the relay of changes leads; the other leads independently. */
  readonly leading: boolean;
  start(): void;
  stop(): Promise<void>;
}

/** A database, topics and relays between them. */
export interface RelayWorld {
  readonly prefix: string;
  readonly kafka: KafkaConfig;
  readonly databaseUrl: string;
  readonly readModel: ReadModel;
  /** Creates a relay; all share one transactional id. */
  relay(options?: Pick<RelayOptions, 'mostRecordBytes'>): Relays;
  /** Whether relays are offered the commits of `sell`, as in one process; false at the start. */
  handOver(is: boolean): void;
  /** Commits one batch: `count` sales over fifteen years, then the `poison` records. */
  sell(count: number, poison?: readonly Buffer[]): Promise<void>;
  /** All versions in commit order. */
  committed(): Promise<GrowthState[]>;
  /** Records of the topic of platform states, in order of each partition. */
  published(): Promise<InRecord[]>;
  letters(): Promise<InRecord[]>;
  /** Last record of each key on the topic of platform states. */
  lastRecords(): Promise<Map<string, GrowthState | null>>;
  /** Present version of each key. */
  present(): Promise<Map<string, GrowthState>>;
  close(): Promise<void>;
}

export async function startRelayWorld(): Promise<RelayWorld> {
  const prefix = topicPrefix();
  const kafka: KafkaConfig = { brokers: testBrokers().split(',') };
  const database = await testDatabase();
  const readModel = createReadModel(database.url);
  await ensureTopics(kafka, topics(prefix));
  const read = (name: string) => readTopic(kafka, prefix + name);
  const published = () => read('growth-updated.platform');
  const relays: Relay[] = [];
  let isHandedOver = false;
  const applier = new BatchApplier({
    store: postgresStore(readModel),
    identityWindow: 1_000,
    onCommitted: (changes) => {
      if (isHandedOver) for (const relay of relays) relay.offer(changes);
    },
  });
  let next = 0n;

  const committed = async () =>
    (await readChanges(readModel.pool, '0', 100_000, Number.MAX_SAFE_INTEGER)).map(
      (row) => JSON.parse(changeJson(row)) as GrowthState,
    );
  return {
    prefix,
    kafka,
    databaseUrl: database.url,
    readModel,
    handOver: (is) => {
      isHandedOver = is;
    },
    relay: (options = {}) => {
      const open = (name: string, topics: readonly string[]) => () =>
        openSender({ ...kafka, transactionalId: prefix + name, topics });
      const both = {
        ...{
          store: postgresRelayStore(readModel, database.url),
          readEnds: endsOn(kafkaTopics(kafka), REACH_BYTES),
          topicPrefix: prefix,
        },
        ...{ silenceMs: 3_000, log: () => undefined, pageSize: 10, ...options },
      };
      const outputs = OUTPUT_TOPICS.map((topic) => prefix + topic);
      const relay = new Relay({ ...both, openSender: open('relay', outputs) });
      const letters = new LettersRelay({ ...both, openSender: open('letters', []) });
      relays.push(relay);
      return {
        get leading() {
          return relay.leading;
        },
        start: () => {
          relay.start();
          letters.start();
        },
        stop: async () => {
          await Promise.all([relay.stop(), letters.stop()]);
        },
      };
    },
    sell: async (count, poison = []) => {
      const topic = `${prefix}platform.sales`;
      const { epoch } = await claimPosition(readModel.pool, topic, 0);
      const events = Array.from({ length: count }, (_, i) =>
        sale({
          amount: '1.50',
          orderedAt: `20${String(10 + (i % 15))}-0${String(1 + (i % 9))}-01T00:00:00Z`,
        }),
      );
      const good = records(events, next);
      const bad = poison.map((value, i) => ({
        offset: next + BigInt(count + i),
        timestamp: '1767225600000',
        key: Buffer.from('k'),
        value,
        headers: [['ce_id', Buffer.from('one')] as const, ['ce_id', Buffer.from([0xff])] as const],
      }));
      const batch = { ...batchOf('platform.sales', [...good, ...bad], { epoch, expected: next }), topic };
      await applier.apply('platform.sales', batch);
      next = batch.next;
    },
    committed,
    published,
    letters: () => read('platform.sales.dlq'),
    lastRecords: async () =>
      new Map(
        (await published()).map(({ key, value }) => [
          String(key),
          value && (JSON.parse(String(value)) as GrowthState),
        ]),
      ),
    present: async () => new Map((await committed()).map((state) => [state.key, state])),
    close: async () => {
      await readModel.close();
      await database.drop();
    },
  };
}
