import { AccessGuard, guardService, ProcessAccess } from '@silkgauge/access';
import { accessOpenApi, ACCESS_TOPIC, AUDIT_TOPIC, problemOfStatus } from '@silkgauge/contract';
import { ReplicationProbe, type KafkaConfig } from '@silkgauge/kafka';
import { Readiness, Registry, runService, type RunningService } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import type { AccessServiceConfig } from './config.ts';
import { LiveUses } from './keys/live-uses.ts';

/** Limit of a request body in bytes: a policy has key sets. */
const MOST_BYTES = 256 * 1024;

/** Starts the access service. */
export const runAccess = async (config: AccessServiceConfig): Promise<RunningService> => {
  // Clients of the broker exist before the service's logger.
  let log: NonNullable<KafkaConfig['log']> = () => undefined;
  const kafka: KafkaConfig = {
    brokers: config.brokers,
    security: config.security,
    clientId: 'silkgauge-access',
    log: (...entry) => {
      log(...entry);
    },
  };
  const topics = [ACCESS_TOPIC, AUDIT_TOPIC].map((name) => config.topicPrefix + name);
  const replication = new ReplicationProbe(kafka, topics, config.replication);
  await replication.refuseLess();
  const warn = (details: Record<string, unknown>, message: string) => {
    log('warn', message, details);
  };
  return runService({
    name: 'access',
    config,
    module: AppModule.with(config, kafka, { warn }),
    bodyLimit: MOST_BYTES,
    problemOf: problemOfStatus,
    documents: { '/openapi.json': accessOpenApi() },
    prepare: async (app, logger) => {
      log = (level, message, details) => {
        logger[level](details, message);
      };
      const readiness = app.get(Readiness);
      readiness.add('replication', async () => ({ ...(await replication.check()) }));
      app.get(LiveUses).start();
      const { topicPrefix, access } = config;
      await guardService(
        { guard: app.get(AccessGuard), config: access, kafka, topicPrefix, access: app.get(ProcessAccess) },
        { fastify: app.getHttpAdapter().getInstance(), readiness, registry: app.get(Registry), logger },
      );
    },
  });
};
