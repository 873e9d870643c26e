import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Seals } from '@silkgauge/embargo';
import type { Reader } from '@silkgauge/kafka';
import type { ReadModel } from '@silkgauge/read-model';
import { Readiness, Registry } from '@silkgauge/service';
import { BatchApplier } from './apply-batch.ts';
import { Desk } from './desk/desk.ts';
import { LogKeeper } from './keep-log-small.ts';
import { ClaimsKeeper } from './left-claims.ts';
import { PreviewController } from './preview/preview.controller.ts';
import { Preview } from './preview/preview.ts';
import { LogWatch } from './recover/log-watch.ts';
import { topicOf } from './relay/relay-records.ts';
import { Relay } from './relay/relay.ts';
import { SourceTimes } from './source-times.ts';
import {
  countSetAside,
  measureDesk,
  measureLocked,
  measureLog,
  measureLogWatch,
  measurePartitions,
  measurePublishing,
  measureSources,
} from './stream-metrics.ts';
import { StreamsController } from './streams.controller.ts';
import { ProgressWatcher } from './watch-progress.ts';
import { applierOf } from './wiring/applier.ts';
import { addChecks } from './wiring/checks.ts';
import { deskOf } from './wiring/desk.ts';
import { groundOf, type AggregationParts } from './wiring/ground.ts';
import { publishingOf } from './wiring/publishing.ts';
import { previewOf, upkeepOf, watcherOf } from './wiring/upkeep.ts';

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

/** Consumers, relays, desk, log keeper and watchdog; consumers stop before relays and pools close. `wiring/` makes them. */
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
    addChecks(readiness, { readModel, logWatch, reader, desk });
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

  static with(parts: AggregationParts): DynamicModule {
    const ground = groundOf(parts);
    const { readModel, readModels, reader, takeOver, config } = ground;
    const { logWatch, relay, letters, onCommitted, sessions } = publishingOf(ground);
    const seals = config.embargoKeys && new Seals(config.embargoKeys);
    const desk = deskOf(ground, { sessions, onCommitted });
    const sourceTimes = new SourceTimes();
    const applier = applierOf(ground, { seals, sourceTimes, onCommitted });
    const claims = new ClaimsKeeper(() => applier.judgeLeftClaims());
    const { keeper, jobs, ticker } = upkeepOf(ground, { relay, seals });
    const preview = previewOf(ground, seals);
    const background = [relay, letters, desk, claims, keeper, jobs, ticker, takeOver];
    const closed = [readModel, readModels.sales, readModels.desk, readModels.announcements, preview];
    return {
      module: AppModule,
      controllers: [StreamsController, PreviewController],
      providers: [
        { provide: READ_MODEL, useValue: readModel },
        { provide: PARTS, useValue: background satisfies BackgroundPart[] },
        { provide: CLOSED, useValue: closed satisfies Closed[] },
        { provide: READER, useValue: reader },
        { provide: Relay, useValue: relay },
        { provide: Preview, useValue: preview },
        { provide: Desk, useValue: desk },
        { provide: LogWatch, useValue: logWatch },
        { provide: SourceTimes, useValue: sourceTimes },
        { provide: LogKeeper, useValue: keeper },
        { provide: ProgressWatcher, useValue: watcherOf(ground) },
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
