import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from '@silkgauge/access';
import { listenForChanges } from '@silkgauge/read-model';
import { Readiness, Registry } from '@silkgauge/service';
import { AlertsFeedController } from './atom/alerts-feed.controller.ts';
import { AtomController } from './atom/atom.controller.ts';
import { BulletinsFeedController } from './atom/bulletins-feed.controller.ts';
import type { ApiConfig } from './config.ts';
import { AvailabilityController } from './states/availability.controller.ts';
import { AvailableStates } from './states/available-states.ts';
import { AlertPagesController } from './alerts/alerts-page.controller.ts';
import { OrderDoor } from './printed/order-door.ts';
import { WorldFrom } from './printed/told-uses.ts';
import { RegistrationsController } from './printed/registrations.controller.ts';
import { PrintedController } from './printed/printed.controller.ts';
import { AlertsController } from './alerts/alerts.controller.ts';
import { HeadlineController } from './bulletins/headline.controller.ts';
import { ReleasePagesController } from './releases/releases-page.controller.ts';
import { ReleasesController } from './releases/releases.controller.ts';
import { Bulletins } from './bulletins/bulletins.ts';
import { BulletinPagesController } from './bulletins/bulletins-page.controller.ts';
import { BulletinsController } from './bulletins/bulletins.controller.ts';
import { CodesController } from './registers/codes.controller.ts';
import { Database } from './database.ts';
import { DiscoveryController } from './discovery/discovery.controller.ts';
import { LlmsText } from './discovery/llms-text.ts';
import { KeptCopies } from './explain/kept-copies.ts';
import { DraftsController } from './drafts/drafts.controller.ts';
import { DatabaseAway } from './http/database-away.ts';
import { needsOfApi } from './http/needs.ts';
import { LogAnswers } from './http/log-answers.ts';
import { JoinedStates } from './states/joined-states.ts';
import { GrowthController } from './states/growth.controller.ts';
import { JobsController, JobSilence } from './log/jobs.controller.ts';
import { LogController } from './log/log.controller.ts';
import { NoticeBoard } from './registers/notice-board.ts';
import { PageController } from './page/page.controller.ts';
import { PageFiles } from './page/page-files.ts';
import { PlainPages } from './page/plain-pages.ts';
import { PlainStyleController } from './page/plain-style.controller.ts';
import { Publications } from './published/published-figures.ts';
import { RehearsalsController } from './rehearsals/rehearsals.controller.ts';
import { RehearsalThreads } from './rehearsals/rehearsal-threads.ts';
import { RegistersController } from './registers/registers.controller.ts';
import { ReportersController } from './registers/reporters.controller.ts';
import { RevisionsController } from './published/revisions.controller.ts';
import { SdmxBounds } from './sdmx/sdmx-bounds.ts';
import { SdmxController } from './sdmx/sdmx.controller.ts';
import { UsedCodes } from './sdmx/used-codes.ts';
import { SelectionsController } from './selections/selections.controller.ts';
import { Notifier } from './subscriptions/notifier.ts';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.ts';
import { StreamController } from './stream/stream.controller.ts';
import { ChangeFeed, type ChangeFeedOptions } from './stream/change-feed.ts';
import { StreamTimeouts } from './stream/follow.ts';
import { DataDoor } from './sdmx/data-door.ts';
import { ExportThread } from './exports/export-thread.ts';
import { ExportedData } from './exports/exported-data.ts';
import { Exports } from './exports/exports.ts';
import { ExportsController } from './exports/exports.controller.ts';
import { MetadataController } from './table/metadata.controller.ts';
import { StateSources } from './table/whole-states.ts';
import { TransformationsController } from './transformations/transformations.controller.ts';

/** Programs of threads, as deep below the app as this file and its bundle. */
const REHEARSAL_THREAD = new URL('../bundle/rehearsal-thread.js', import.meta.url);
const EXPORT_THREAD = new URL('../bundle/export-thread.js', import.meta.url);

const CONTROLLERS = [
  GrowthController,
  ExportsController,
  MetadataController,
  AtomController,
  SdmxController,
  AvailabilityController,
  TransformationsController,
  RevisionsController,
  RegistersController,
  CodesController,
  ReportersController,
  SelectionsController,
  BulletinsController,
  BulletinsFeedController,
  AlertsFeedController,
  BulletinPagesController,
  HeadlineController,
  AlertsController,
  AlertPagesController,
  PrintedController,
  RegistrationsController,
  ReleasesController,
  ReleasePagesController,
  DraftsController,
  RehearsalsController,
  SubscriptionsController,
  LogController,
  JobsController,
  StreamController,
  DiscoveryController,
  PageController,
  PlainStyleController,
];

/** Wires controllers to the read model; the change feed alone runs between requests. */
@Module({})
export class AppModule {
  constructor(database: Database, readiness: Readiness) {
    readiness.add('database', async () => {
      await database.pool.query('select 1');
      return { ok: true };
    });
  }

  static with(config: ApiConfig, onTrouble: ChangeFeedOptions['onTrouble']): DynamicModule {
    const database = Database.at(config);
    return {
      module: AppModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: Database, useValue: database },
        ...ofStates(database, config),
        ...ofThreads(config),
        ...ofSettings(config),
        { provide: ChangeFeed, useValue: changeFeed(database, config, onTrouble) },
        { provide: WorldFrom, useValue: new WorldFrom(database.searches, config.smallBases) },
        {
          provide: AccessGuard,
          useFactory: (registry: Registry) =>
            new AccessGuard({ config: config.access, registry, needsOf: needsOfApi }),
          inject: [Registry],
        },
        { provide: APP_INTERCEPTOR, useClass: DatabaseAway },
        { provide: APP_INTERCEPTOR, useClass: LogAnswers },
      ],
    };
  }
}

/** States, as they are and as they were published. */
function ofStates(database: Database, { smallBases, workMs }: ApiConfig): Provider[] {
  const notices = new NoticeBoard(database.pool);
  const publications = new Publications(database.searches, smallBases, workMs);
  const joined = new JoinedStates(database.pool, notices);
  return [
    { provide: NoticeBoard, useValue: notices },
    { provide: Publications, useValue: publications },
    { provide: JoinedStates, useValue: joined },
    { provide: StateSources, useValue: new StateSources(database.searches, publications, joined) },
    { provide: Bulletins, useValue: new Bulletins(database, publications) },
    { provide: AvailableStates, useValue: new AvailableStates(database.searches) },
    { provide: UsedCodes, useValue: new UsedCodes(database.searches) },
  ];
}

/** Work that threads do, so that no other answer waits for it. */
function ofThreads(config: ApiConfig): Provider[] {
  const { databaseUrl, topicPrefix, smallBases, rehearsalMs } = config;
  const { exportConnections, statementMs, workMs, sdmxJsonStates, logLevel } = config;
  const { exportsPerCaller: perCaller, exportsAtOnce: atOnce, exportBytes: bytes } = config;
  const rehearsals = { databaseUrl, topicPrefix, smallBases, rehearsalMs };
  const exports = {
    ...{ databaseUrl, exportConnections, statementMs, workMs, smallBases, sdmxJsonStates, logLevel },
  };
  return [
    { provide: RehearsalThreads, useValue: new RehearsalThreads(REHEARSAL_THREAD, rehearsals) },
    {
      provide: Exports,
      useFactory: (guard: AccessGuard, patience: StreamTimeouts) => {
        const thread = new ExportThread(EXPORT_THREAD, exports, config.exportFolder);
        return new Exports(thread, { perCaller, atOnce, bytes }, guard, patience);
      },
      inject: [AccessGuard, StreamTimeouts],
    },
    { provide: DataDoor, useClass: ExportedData },
  ];
}

/** What is made of settings alone. */
const ofSettings = (config: ApiConfig): Provider[] => [
  { provide: KeptCopies, useValue: new KeptCopies(config.copiesFolder) },
  { provide: JobSilence, useValue: new JobSilence(config.jobSilence) },
  { provide: SdmxBounds, useValue: new SdmxBounds(config.sdmxJsonStates) },
  { provide: LlmsText, useValue: new LlmsText(config.mcpUrl) },
  { provide: PageFiles, useValue: PageFiles.in(config.pageFolder) },
  { provide: OrderDoor, useValue: new OrderDoor(config.policyNoticeUrl) },
  { provide: Notifier, useValue: new Notifier(config.notifierUrl, config.access.access === 'keys') },
  PlainPages,
  { provide: StreamTimeouts, useValue: new StreamTimeouts(config.heartbeatEvery, config.stalledAfter) },
];

const changeFeed = (
  database: Database,
  { databaseUrl, pollEvery, ringBytes }: ApiConfig,
  onTrouble: ChangeFeedOptions['onTrouble'],
): ChangeFeed =>
  new ChangeFeed({
    db: database.pool,
    listen: (onChange, onLost) => listenForChanges(databaseUrl, onChange, onLost),
    ...{ pollEvery, ringBytes, onTrouble },
  });
