import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CLOCK_TOPIC, JOBS_TOPIC, OUTPUT_TOPICS, placeName } from '@silkgauge/contract';
import { kafkaTopics, openSender, SafeProducer, type KafkaConfig, type Reader } from '@silkgauge/kafka';
import {
  announce,
  Announcer,
  connect,
  createReadModel,
  isKnownServer,
  type ChangeRow,
  type ReadModel,
} from '@silkgauge/read-model';
import { Readiness, Registry, type ReadinessCheck } from '@silkgauge/service';
import { BatchApplier } from './apply-batch.ts';
import type { AggregationConfig } from './config.ts';
import { AlertDesk } from './desk/alerts/alert-desk.ts';
import { BulletinDesk } from './desk/bulletin-desk.ts';
import { ReleaseDesk } from './desk/releases/release-desk.ts';
import { Desk } from './desk/desk.ts';
import { postgresDeskStore } from './desk/desk-store.ts';
import { JobReports } from './job-reports.ts';
import { LogKeeper } from './keep-log-small.ts';
import { LogWatch } from './recover/log-watch.ts';
import { topicOf } from './relay/relay-records.ts';
import { endsOn } from './relay/read-ends.ts';
import { LettersRelay } from './relay/letters-relay.ts';
import { Relay, REACH, REACH_BYTES } from './relay/relay.ts';
import { SourceTimes } from './source-times.ts';
import {
  countSetAside,
  measureDesk,
  measureLog,
  measureLogWatch,
  measurePartitions,
  measurePublishing,
  measureSources,
} from './stream-metrics.ts';
import { StreamsController } from './streams.controller.ts';
import { postgresStore } from './store/postgres-store.ts';
import { postgresRelayStore } from './store/postgres-relay-store.ts';
import { traceBatch, traceSend } from './spans.ts';
import { Ticker } from './ticker.ts';
import { ProgressWatcher } from './watch-progress.ts';
import { TakeOver } from './take-over.ts';

export interface AggregationParts {
  readonly config: AggregationConfig;
  readonly kafka: KafkaConfig;
  readonly readModel: ReadModel;
  readonly reader: Reader;
  readonly takeOver: TakeOver;
  /** Ends the process with a failure. */
  readonly onFatal: (error: Error) => void;
}

const READ_MODEL = Symbol('read model');
const POOLS = Symbol('every pool of connections');
const READER = Symbol('reader');

/** Wires consumers, relays, log keeper and watchdog; consumers stop before relays and pools close. */
@Module({})
export class AppModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #relay: Relay;
  readonly #letters: LettersRelay;
  readonly #desk: Desk;
  readonly #keeper: LogKeeper;
  readonly #jobs: JobReports;
  readonly #ticker: Ticker;
  readonly #tickSender: SafeProducer;
  readonly #watcher: ProgressWatcher;
  readonly #takeOver: TakeOver;
  readonly #pools: readonly ReadModel[];

  constructor(
    relay: Relay,
    letters: LettersRelay,
    desk: Desk,
    keeper: LogKeeper,
    jobs: JobReports,
    ticker: Ticker,
    tickSender: SafeProducer,
    watcher: ProgressWatcher,
    takeOver: TakeOver,
    logWatch: LogWatch,
    sourceTimes: SourceTimes,
    @Inject(READ_MODEL) readModel: ReadModel,
    @Inject(POOLS) pools: readonly ReadModel[],
    @Inject(READER) reader: Reader,
    readiness: Readiness,
    registry: Registry,
  ) {
    this.#relay = relay;
    this.#letters = letters;
    this.#desk = desk;
    this.#keeper = keeper;
    this.#jobs = jobs;
    this.#ticker = ticker;
    this.#tickSender = tickSender;
    this.#watcher = watcher;
    this.#takeOver = takeOver;
    this.#pools = pools;
    readiness.add('database', async () => {
      await readModel.pool.query('select 1');
      return { ok: true };
    });
    readiness.add('log', () => logCheck(readModel, logWatch));
    readiness.add('streams', () => streamsCheck(reader));
    // A desk that stands holds up no figure: its trouble is a detail.
    readiness.add('desk', () => ({ ok: true, ...desk.health }));
    measureDesk(registry, desk);
    measureLogWatch(registry, logWatch);
    measurePartitions(registry, reader, watcher);
    measureLog(registry, () => keeper.figures);
    measureSources(registry, sourceTimes);
    const publishing = measurePublishing(registry);
    relay.onPublished = (seconds) => {
      publishing.observe(seconds);
    };
    const setAside = countSetAside(registry);
    relay.onSetAside = (changes) => {
      for (const change of changes) setAside.inc({ topic: topicOf(change) });
    };
  }

  static with({ config, kafka, readModel, reader, takeOver, onFatal }: AggregationParts): DynamicModule {
    const { topicPrefix, relayId, databaseUrl, sessionTimeout: silenceMs } = config;
    const log = (message: string, details: Record<string, unknown>) => {
      kafka.log?.('warn', message, details);
    };
    const topics = kafkaTopics(kafka);
    const readEnds = endsOn(topics, REACH_BYTES);
    const logWatch = new LogWatch({
      ...{ readModel, topics, readEnds, topicPrefix, reach: REACH },
      recoversByItself: config.recovers === 'auto',
      log: (message, details) => {
        kafka.log?.('error', message, details);
      },
    });
    const relaying = { store: postgresRelayStore(readModel, databaseUrl), readEnds, silenceMs, log };
    const relay = new Relay({
      ...{ ...relaying, topicPrefix, traceSend },
      settle: (isOver) => logWatch.settle(isOver),
      openSender: () =>
        openSender({
          ...kafka,
          transactionalId: topicPrefix + relayId,
          topics: OUTPUT_TOPICS.map((topic) => topicPrefix + topic),
        }),
    });
    const letters = new LettersRelay({
      ...relaying,
      openSender: () =>
        openSender({ ...kafka, transactionalId: `${topicPrefix}${relayId}-letters`, topics: [] }),
    });
    const deskModel = createReadModel(databaseUrl, {
      applicationName: 'silkgauge-desk',
      max: 2,
      silenceMs: config.transactionSilence,
    });
    const salesModel = createReadModel(config.databaseUrl, {
      applicationName: 'silkgauge-aggregation',
      silenceMs: config.transactionSilence,
      byKey: true,
    });
    const announcements = createReadModel(config.databaseUrl, {
      applicationName: 'silkgauge-announce',
      max: 1,
      unsynced: true,
    });
    const announcer = new Announcer((told) => announce(announcements.pool, told));
    const { identityWindow, smallBases, figureMegabytes } = config;
    const onCommitted = (changes: readonly ChangeRow[], letters: number) => {
      relay.offer(changes);
      announcer.tell(changes, letters);
    };
    const desk = new Desk({
      ...{ sessions: relaying.store, store: postgresDeskStore(deskModel), silenceMs, log },
      parts: [
        new BulletinDesk({ db: deskModel.pool, smallBases }),
        new AlertDesk({ db: deskModel.pool, smallBases }),
        new ReleaseDesk({ db: deskModel.pool }),
      ],
      onCommitted: (changes) => {
        onCommitted(changes, 0);
      },
    });
    const sourceTimes = new SourceTimes();
    const applier = new BatchApplier({
      ...{ store: postgresStore(readModel), salesStore: postgresStore(salesModel) },
      ...{ identityWindow, smallBases },
      figureBytes: figureMegabytes * 1024 * 1024,
      onCommitted,
      onHeard: (seriesKey, appendedAt) => {
        sourceTimes.heard(seriesKey, appendedAt);
      },
      onTraced: traceBatch,
    });
    const keeper = new LogKeeper({
      readModel,
      keepMs: config.salesHistoryHours * 3_600_000,
      log: (message, details) => {
        kafka.log?.('info', message, details);
      },
    });
    const jobs = new JobReports({
      ...{ pool: readModel.pool, topics, topic: topicPrefix + JOBS_TOPIC, log },
    });
    const tickSender = new SafeProducer(kafka);
    const ticker = new Ticker({
      pool: readModel.pool,
      isLeader: () => relay.leading,
      send: (record) => tickSender.send(topicPrefix + CLOCK_TOPIC, [record]),
      log,
    });
    const watcher = new ProgressWatcher({
      reader,
      askDatabase: () => askDatabase(config.databaseUrl),
      patienceMs: config.watchdogMinutes * 60_000,
      onStuck: onFatal,
    });
    return {
      module: AppModule,
      controllers: [StreamsController],
      providers: [
        { provide: READ_MODEL, useValue: readModel },
        { provide: POOLS, useValue: [readModel, salesModel, deskModel, announcements] },
        { provide: READER, useValue: reader },
        { provide: Relay, useValue: relay },
        { provide: LettersRelay, useValue: letters },
        { provide: Desk, useValue: desk },
        { provide: LogWatch, useValue: logWatch },
        { provide: SourceTimes, useValue: sourceTimes },
        { provide: LogKeeper, useValue: keeper },
        { provide: JobReports, useValue: jobs },
        { provide: Ticker, useValue: ticker },
        { provide: SafeProducer, useValue: tickSender },
        { provide: ProgressWatcher, useValue: watcher },
        { provide: TakeOver, useValue: takeOver },
        { provide: BatchApplier, useValue: applier },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.#relay.start();
    this.#letters.start();
    this.#desk.start();
    this.#keeper.start();
    this.#jobs.start();
    this.#ticker.start();
    this.#watcher.start();
    this.#takeOver.start();
  }

  beforeApplicationShutdown(): void {
    this.#watcher.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    const parts = [
      this.#desk,
      this.#relay,
      this.#letters,
      this.#keeper,
      this.#jobs,
      this.#ticker,
      this.#takeOver,
    ];
    await Promise.all(parts.map((part) => part.stop()));
    await this.#tickSender.close();
    await Promise.all(this.#pools.map((pool) => pool.close()));
  }
}

function streamsCheck(reader: Reader): ReadinessCheck {
  const { ready, reason, ...health } = reader.health();
  const halted = health.partitions.flatMap((partition) =>
    partition.haltedAt === null
      ? []
      : [`${placeName(partition)} halted at offset ${String(partition.haltedAt)}: ${partition.reason ?? ''}`],
  );
  return { ok: ready, reason: halted.length > 0 ? halted.join('; ') : reason, ...health };
}

async function logCheck({ pool }: ReadModel, { backwards }: LogWatch): Promise<ReadinessCheck> {
  if (await isKnownServer(pool)) return { ok: true };
  return { ok: false, reason: backwards ?? 'the database has started anew, and the topics are looked at' };
}

/** Resolves if batches can be written. A connection of its own: in a full pool it would wait for others. */
async function askDatabase(url: string): Promise<void> {
  const session = await connect(url, 'silkgauge-watchdog');
  try {
    if (!(await isKnownServer(session))) throw new Error('batches cannot be written yet');
  } finally {
    await session.end();
  }
}
