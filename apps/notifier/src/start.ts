import { guardService, ProcessAccess, type AccessTable, type AuditWriter } from '@silkgauge/access';
import { notifierOpenApi, problemOfStatus } from '@silkgauge/contract';
import { clearDatabase } from '@silkgauge/read-model';
import {
  Readiness,
  Registry,
  runService,
  type RunningService,
  type ServiceOptions,
} from '@silkgauge/service';
import type { Resolve } from './address/resolve-sink.ts';
import { SubscriptionAudit } from './audit/subscription-audit.ts';
import { AppModule } from './app.module.ts';
import { NotifierGuard } from './caller.ts';
import type { NotifierConfig } from './config.ts';

/** What a spec gives in place of the topics of keys and of the audit, and the system's resolver. */
export interface InPlaceOf {
  readonly table?: AccessTable;
  readonly audit?: AuditWriter;
  readonly resolve?: Resolve;
}

type Prepared = Parameters<NonNullable<ServiceOptions['prepare']>>;

export function start(config: NotifierConfig, inPlaceOf: InPlaceOf = {}): Promise<RunningService> {
  // `prepare` sets the logger before the engine can report trouble.
  let warn: (message: string, details: object) => void = () => undefined;
  const module = AppModule.with(
    config,
    {
      onTrouble: (what, error) => {
        warn(`${what} failed and will be retried`, { err: error });
      },
      onDisabled: (subscription, because) => {
        warn('a subscription is disabled', { subscription, because });
      },
      onUnreadable: (subscription, error) => {
        warn('a subscription is not delivered, as its secrets cannot be read', { subscription, err: error });
      },
    },
    inPlaceOf.resolve,
  );
  return runService({
    name: 'notifier',
    config,
    module,
    documents: { '/openapi.json': notifierOpenApi() },
    problemOf: problemOfStatus,
    prepare: async (...prepared) => {
      const [, logger] = prepared;
      warn = (message, details) => {
        logger.warn(details, message);
      };
      await guard(prepared, config, inPlaceOf);
    },
  });
}

/** Lets in who may, by the topic of keys, and has what subscriptions go through told to the audit. */
async function guard(
  [app, logger]: Prepared,
  { access, brokers, databaseUrl, security, topicPrefix }: NotifierConfig,
  { table, audit }: InPlaceOf,
): Promise<void> {
  const kafka = { brokers, security, clientId: 'silkgauge-notifier' };
  const fastify = app.getHttpAdapter().getInstance();
  const registry = app.get<Registry>(Registry);
  const own =
    table || brokers.length === 0
      ? undefined
      : new ProcessAccess({
          ...{ name: kafka.clientId, kafka, topicPrefix, registry, logger },
          publicKeys: access.publicKeys,
        });
  const writer = audit ?? own?.audit;
  if (writer) app.get(SubscriptionAudit).writeBy(writer);
  const clear = clearDatabase(databaseUrl);
  if (clear !== null) logger.warn(clear);
  await guardService(
    { guard: app.get(NotifierGuard), config: access, kafka, topicPrefix, table, access: own },
    { fastify, logger, readiness: app.get(Readiness), registry },
  );
}
