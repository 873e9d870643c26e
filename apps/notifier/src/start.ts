import { guardService, type AccessTable } from '@silkgauge/access';
import { problemOfStatus } from '@silkgauge/contract';
import { Readiness, Registry, runService, type RunningService } from '@silkgauge/service';
import type { Resolve } from './address/resolve-sink.ts';
import { AppModule } from './app.module.ts';
import { NotifierGuard } from './caller.ts';
import type { NotifierConfig } from './config.ts';

/** What a spec gives in place of the topic of keys and the system's resolver. */
export interface InPlaceOf {
  readonly table?: AccessTable;
  readonly resolve?: Resolve;
}

export function start(config: NotifierConfig, { table, resolve }: InPlaceOf = {}): Promise<RunningService> {
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
    },
    resolve,
  );
  return runService({
    name: 'notifier',
    config,
    module,
    problemOf: problemOfStatus,
    prepare: async (app, logger) => {
      warn = (message, details) => {
        logger.warn(details, message);
      };
      const { access, brokers, security, topicPrefix } = config;
      const kafka = { brokers, security, clientId: 'silkgauge-notifier' };
      const fastify = app.getHttpAdapter().getInstance();
      const shell = { fastify, logger, readiness: app.get(Readiness), registry: app.get<Registry>(Registry) };
      await guardService({ guard: app.get(NotifierGuard), config: access, kafka, topicPrefix, table }, shell);
    },
  });
}
