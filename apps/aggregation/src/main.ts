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
} from '@silkgauge/read-model';
import { main, readConfig, Readiness, Registry, runService } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import { variables } from './config.ts';
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
  const groupId = config.topicPrefix + config.group;
  const takeOver = new TakeOver({
    databaseUrl: config.databaseUrl,
    groupId,
    dismiss: (memberId) => strategy.dismiss(memberId),
    log: (message, details) => {
      log('warn', message, details);
    },
  });
  const strategy = new KafkaBatchStrategy({
    kafka,
    groupId,
    topicPrefix: config.topicPrefix,
    sessionTimeout: config.sessionTimeout,
    fetchRest: config.fetchRest,
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
  return runService({
    name: 'aggregation',
    config,
    module: AppModule.with({ config, kafka, readModel, reader: strategy, takeOver, onFatal }),
    prepare: async (app, logger) => {
      log = (level, message, details) => {
        logger[level](details, message);
      };
      const readiness = app.get(Readiness);
      readiness.add('replication', async () => ({ ...(await replication.check()) }));
      const { access, topicPrefix } = config;
      const registry = app.get<Registry>(Registry);
      const guard = new AccessGuard({
        ...{ config: access, registry, needsOf: () => NOBODY },
        judgesItself: hasOwnSecret,
      });
      void lacksAcls(kafka).then((isOpen) => {
        if (isOpen)
          logger.warn(
            `the brokers have no ACLs: whoever reaches them may write any event, and its ${PUSHED_BY}`,
          );
      });
      const clear = clearDatabase(config.databaseUrl);
      if (clear !== null) logger.warn(clear);
      await guardService(
        { guard, config: access, kafka, topicPrefix },
        { fastify: app.getHttpAdapter().getInstance(), logger, readiness, registry },
      );
      app.connectMicroservice({ strategy }, { inheritAppConfig: false });
    },
  });
});

/** Throws outside of any handler on purpose: a consumer that cannot go on ends the process. */
function onFatal(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}
