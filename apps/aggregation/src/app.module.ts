import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Seals } from '@silkgauge/embargo';
import { CLOCK_TOPIC, JOBS_TOPIC, OUTPUT_TOPICS, placeName } from '@silkgauge/contract';
import { kafkaTopics, openSender, SafeProducer, type KafkaConfig, type Reader } from '@silkgauge/kafka';
import {
  announce,
  Announcer,
  connect,
  createReadModel,
  databaseTime,
  isKnownServer,
  lockedEvents,
  type ChangeRow,
  type ReadModel,
} from '@silkgauge/read-model';
import { Readiness, Registry, type ReadinessCheck } from '@silkgauge/service';
import { BatchApplier } from './apply-batch.ts';
import type { AggregationConfig } from './config.ts';
import { AlertDesk } from './desk/alerts/alert-desk.ts';
import { BulletinDesk } from './desk/bulletin-desk.ts';
import { PrintedDesk } from './desk/printed/printed-desk.ts';
import { ReleaseDesk } from './desk/releases/release-desk.ts';
import { Desk } from './desk/desk.ts';
import { postgresDeskStore } from './desk/desk-store.ts';
import { JobReports } from './job-reports.ts';
import { ClaimsKeeper } from './left-claims.ts';
import { LogKeeper } from './keep-log-small.ts';
import { LogWatch } from './recover/log-watch.ts';
import { whatIsReadAgain } from './recover/read-again.ts';
import { topicOf } from './relay/relay-records.ts';
import { endsOn } from './relay/read-ends.ts';
import { LettersRelay } from './relay/letters-relay.ts';
import { Relay, REACH, REACH_BYTES } from './relay/relay.ts';
import { SourceTimes } from './source-times.ts';
import {
  countSetAside,
  isShown,
  measureDesk,
  measureLocked,
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
import { PreviewController } from './preview/preview.controller.ts';
import { Preview } from './preview/preview.ts';
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

/** What runs beside the consumers, from the start of the app to its end. */
interface BackgroundPart {
  start(): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** What ends after all else. */
interface Closed {
  close(): Promise<void>;
}

const READ_MODEL = Symbol('read model');
const PARTS = Symbol('all that runs beside the consumers');
const CLOSED = Symbol('what has connections, closed last');
const READER = Symbol('reader');

/** Wires consumers, relays, log keeper and watchdog; consumers stop before relays and pools close. */
@Module({})
export class AppModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #parts: readonly BackgroundPart[];
  readonly #watcher: ProgressWatcher;
  readonly #closed: readonly Closed[];

  constructor(
    @Inject(PARTS) parts: readonly BackgroundPart[],
    relay: Relay,
    desk: Desk,
    keeper: LogKeeper,
    watcher: ProgressWatcher,
    logWatch: LogWatch,
    sourceTimes: SourceTimes,
    @Inject(READ_MODEL) readModel: ReadModel,
    @Inject(CLOSED) closed: readonly Closed[],
    @Inject(READER) reader: Reader,
    readiness: Readiness,
    registry: Registry,
  ) {
    this.#parts = parts;
    this.#watcher = watcher;
    this.#closed = closed;
    readiness.add('database', async () => {
      await readModel.pool.query('select 1');
      return { ok: true };
    });
    readiness.add('log', () => logCheck(readModel, logWatch, reader));
    readiness.add('streams', () => streamsCheck(reader));
    // A desk that stands holds up no figure: its trouble is a detail.
    readiness.add('desk', () => ({ ok: true, ...desk.health }));
    readiness.add('embargo', () => embargoCheck(readModel));
    measureLocked(registry, readModel.pool);
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
      logWatch,
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
    const { identityWindow, smallBases, figureMegabytes, embargoKeys } = config;
    const onCommitted = (changes: readonly ChangeRow[], letters: number) => {
      relay.offer(changes);
      announcer.tell(changes, letters);
    };
    const sources = { db: deskModel.pool, smallBases };
    const releases = new ReleaseDesk(sources);
    const desk = new Desk({
      ...{ sessions: relaying.store, store: postgresDeskStore(deskModel), silenceMs, log, sources },
      parts: [
        new BulletinDesk(sources),
        new AlertDesk(sources, releases),
        releases,
        new PrintedDesk(sources),
      ],
      onCommitted: (changes) => {
        onCommitted(changes, 0);
      },
    });
    const sourceTimes = new SourceTimes();
    const seals = embargoKeys && new Seals(embargoKeys);
    const applier = new BatchApplier({
      ...{ store: postgresStore(readModel), salesStore: postgresStore(salesModel) },
      ...{ identityWindow, smallBases },
      figureBytes: figureMegabytes * 1024 * 1024,
      seals,
      clocks: { own: () => Date.now(), database: () => databaseTime(readModel.pool) },
      onCommitted,
      onClaimsLeft: (error) => {
        log('claims of committed batches were not judged; trying again', { error: String(error) });
      },
      onHeard: (seriesKey, appendedAt) => {
        sourceTimes.heard(seriesKey, appendedAt);
      },
      onTraced: traceBatch,
    });
    const claims = new ClaimsKeeper(() => applier.judgeLeftClaims());
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
    const ticker = new Ticker({
      pool: readModel.pool,
      isLeader: () => relay.leading,
      producer: new SafeProducer(kafka),
      topic: topicPrefix + CLOCK_TOPIC,
      generations: seals?.generations ?? [],
      log,
    });
    const preview = new Preview({
      readModel: createReadModel(databaseUrl, {
        ...{ applicationName: 'silkgauge-preview', max: 2 },
        ...{ statementMs: config.previewMs, silenceMs: config.previewMs + 1_000 },
      }),
      ...{ seals, producer: new SafeProducer(kafka), topicPrefix, smallBases, previewMs: config.previewMs },
    });
    const watcher = new ProgressWatcher({
      reader,
      askDatabase: () => askDatabase(config.databaseUrl),
      patienceMs: config.watchdogMinutes * 60_000,
      onStuck: onFatal,
    });
    return {
      module: AppModule,
      controllers: [StreamsController, PreviewController],
      providers: [
        { provide: READ_MODEL, useValue: readModel },
        {
          provide: PARTS,
          useValue: [relay, letters, desk, claims, keeper, jobs, ticker, takeOver] satisfies BackgroundPart[],
        },
        { provide: CLOSED, useValue: [readModel, salesModel, deskModel, announcements, preview] },
        { provide: READER, useValue: reader },
        { provide: Relay, useValue: relay },
        { provide: Preview, useValue: preview },
        { provide: Desk, useValue: desk },
        { provide: LogWatch, useValue: logWatch },
        { provide: SourceTimes, useValue: sourceTimes },
        { provide: LogKeeper, useValue: keeper },
        { provide: ProgressWatcher, useValue: watcher },
        { provide: BatchApplier, useValue: applier },
      ],
    };
  }

  onApplicationBootstrap(): void {
    for (const part of this.#parts) part.start();
    this.#watcher.start();
  }

  beforeApplicationShutdown(): void {
    this.#watcher.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.stop()));
    await Promise.all(this.#closed.map((one) => one.close()));
  }
}

function streamsCheck(reader: Reader): ReadinessCheck {
  const { ready, reason, partitions: all, ...health } = reader.health();
  const partitions = all.filter(isShown);
  const halted = partitions.flatMap((partition) =>
    partition.haltedAt === null
      ? []
      : [`${placeName(partition)} halted at offset ${String(partition.haltedAt)}: ${partition.reason ?? ''}`],
  );
  return { ok: ready, reason: halted.length > 0 ? halted.join('; ') : reason, ...health, partitions };
}

/** Events that wait for a key hold up no other: what is named here is for whoever has the key. */
async function embargoCheck({ pool }: ReadModel): Promise<ReadinessCheck> {
  return { ok: true, withoutKey: await lockedEvents(pool) };
}

async function logCheck(
  { pool }: ReadModel,
  { backwards }: LogWatch,
  reader: Reader,
): Promise<ReadinessCheck> {
  if (!(await isKnownServer(pool)))
    return { ok: false, reason: backwards ?? 'the database has started anew, and the topics are looked at' };
  const reason = await whatIsReadAgain(pool, reader.health());
  return { ok: reason === null, reason };
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
