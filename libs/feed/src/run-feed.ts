import { AccessGuard, guardService, type AccessTable } from '@silkgauge/access';
import { feedOpenApi, problemOfStatus } from '@silkgauge/contract';
import { ReplicationProbe, type KafkaConfig } from '@silkgauge/kafka';
import {
  Readiness,
  Registry,
  runService,
  type RunningService,
  type ServiceOptions,
} from '@silkgauge/service';
import { neededTopics, type FeedDefinition } from './check-push.ts';
import type { FeedConfig } from './config.ts';
import { LINES_TYPE } from './content-mode.ts';
import { bodyLimitOf, guardDoor } from './door.ts';
import type { FeedKafka } from './feed-module.ts';

export interface FeedOptions {
  readonly definition: FeedDefinition;
  readonly config: FeedConfig;
  /** Keys and policy in place of those of the topic. */
  readonly table?: AccessTable;
  /** Makes the application's module. */
  readonly module: (kafka: FeedKafka) => ServiceOptions['module'];
}

/** Starts a feed: service, checks of its door, and description. */
export const runFeed = async ({
  definition,
  config,
  table,
  module,
}: FeedOptions): Promise<RunningService> => {
  // The producer exists before the service's logger.
  let log: NonNullable<KafkaConfig['log']> = () => undefined;
  const kafka: KafkaConfig = {
    brokers: config.brokers,
    security: config.security,
    clientId: `silkgauge-${definition.feed}`,
    log: (...entry) => {
      log(...entry);
    },
  };
  const topics = neededTopics(definition, config);
  const replication = new ReplicationProbe(kafka, topics, config.replication);
  await replication.refuseLess();
  return runService({
    name: definition.feed,
    config,
    module: module(kafka),
    bodyLimit: bodyLimitOf(config),
    problemOf: problemOfStatus,
    documents: { '/openapi.json': feedOpenApi(definition.feed, config) },
    prepare: async (app, logger) => {
      log = (level, message, details) => {
        logger[level](details, message);
      };
      app.get(Readiness).add('replication', async () => ({ ...(await replication.check()) }));
      const fastify = app.getHttpAdapter().getInstance();
      const shell = { fastify, logger, readiness: app.get(Readiness), registry: app.get<Registry>(Registry) };
      const { access, topicPrefix } = config;
      await guardService({ guard: app.get(AccessGuard), config: access, kafka, topicPrefix, table }, shell);
      guardDoor(fastify, config);
      // The handler reads an upload of lines itself, a chunk at a time.
      fastify.addContentTypeParser(LINES_TYPE, (_request, payload, done) => {
        done(null, payload);
      });
    },
  });
};
