import { AccessGuard, guardService, NOBODY } from '@silkgauge/access';
import { INPUT_TOPICS, OUTPUT_TOPICS, placeName } from '@silkgauge/contract';
import {
  KafkaBatchStrategy,
  lacksAcls,
  PUSHED_BY,
  ReplicationProbe,
  type KafkaConfig,
} from '@silkgauge/kafka';
import {
  clearDatabase,
  createReadModel,
  findPosition,
  keepTopicId,
  readPositions,
  type ReadModel,
} from '@silkgauge/read-model';
import { main, readConfig, Readiness, Registry, runService, type ServiceOptions } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import { variables, type AggregationConfig } from './config.ts';
import { hasOwnSecret } from './preview/preview.controller.ts';
import { claimWhenKnown } from './recover/claim-when-known.ts';
import { TakeOver } from './take-over.ts';

main(async () => {
  const config = readConfig(process.env, variables);
  // Entries before `prepare` are dropped: the logger of the service does not exist yet.
  let log: NonNullable<KafkaConfig['log']> = () => undefined;
  const kafka: KafkaConfig = {
    brokers: config.brokers,
    security: config.security,
    clientId: 'silkgauge-aggregation',
    log: (...entry) => {
      log(...entry);
    },
  };
  const topics = [...INPUT_TOPICS, ...OUTPUT_TOPICS].map((topic) => config.topicPrefix + topic);
  const replication = new ReplicationProbe(kafka, topics, config.replication);
  await replication.refuseLess();
  const readModel = createReadModel(config.databaseUrl, {
    applicationName: 'silkgauge-aggregation',
    silenceMs: config.transactionSilence,
    preferIndexes: true,
  });
  const { strategy, takeOver } = consumersOf(config, kafka, readModel);
  return runService({
    name: 'aggregation',
    config,
    module: AppModule.with({ config, kafka, readModel, reader: strategy, takeOver, onFatal }),
    prepare: async (app, logger) => {
      log = (level, message, details) => {
        logger[level](details, message);
      };
      app.get(Readiness).add('replication', async () => ({ ...(await replication.check()) }));
      warnOfOpenness(config, kafka, logger);
      await guard(app, config, kafka, logger);
      app.connectMicroservice({ strategy }, { inheritAppConfig: false });
    },
  });
});

type Prepared = Parameters<NonNullable<ServiceOptions['prepare']>>;
type App = Prepared[0];
type Logger = Prepared[1];

/** The consumers, whose positions are in the read model, and what takes over from a member that hangs. */
function consumersOf(config: AggregationConfig, kafka: KafkaConfig, readModel: ReadModel) {
  const { databaseUrl, topicPrefix, sessionTimeout, fetchRest } = config;
  const groupId = topicPrefix + config.group;
  const takeOver = new TakeOver({
    ...{ databaseUrl, groupId },
    dismiss: (memberId) => strategy.dismiss(memberId),
    log: (message, details) => {
      kafka.log?.('warn', message, details);
    },
  });
  const strategy = new KafkaBatchStrategy({
    ...{ kafka, groupId, topicPrefix, sessionTimeout, fetchRest },
    offsets: {
      claim: (topic, partition) => claimWhenKnown(readModel, topic, partition),
      keepTopicId: (topic, partition, epoch, id) =>
        keepTopicId(readModel.pool, { topic, partition, epoch }, id),
      position: (topic, partition) => findPosition(readModel.pool, topic, partition),
      positions: async () =>
        new Map((await readPositions(readModel.pool)).map((at) => [placeName(at), BigInt(at.next)])),
    },
    onMemberId: (memberId) => takeOver.standFor(memberId),
    onFatal,
  });
  return { strategy, takeOver };
}

/** What an installation leaves open is said once. */
function warnOfOpenness({ databaseUrl }: AggregationConfig, kafka: KafkaConfig, logger: Logger): void {
  void lacksAcls(kafka).then((isOpen) => {
    if (isOpen)
      logger.warn(`the brokers have no ACLs: whoever reaches them may write any event, and its ${PUSHED_BY}`);
  });
  const clear = clearDatabase(databaseUrl);
  if (clear !== null) logger.warn(clear);
}

async function guard(
  app: App,
  { access, topicPrefix }: AggregationConfig,
  kafka: KafkaConfig,
  logger: Logger,
): Promise<void> {
  const registry = app.get<Registry>(Registry);
  const accessGuard = new AccessGuard({
    ...{ config: access, registry, needsOf: () => NOBODY },
    judgesItself: hasOwnSecret,
  });
  const fastify = app.getHttpAdapter().getInstance();
  await guardService(
    { guard: accessGuard, config: access, kafka, topicPrefix },
    { fastify, logger, readiness: app.get(Readiness), registry },
  );
}

/** Throws outside of any handler on purpose: a consumer that cannot go on ends the process. */
function onFatal(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}
