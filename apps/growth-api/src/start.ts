import { AccessGuard, guardService, type AccessTable } from '@silkgauge/access';
import { asyncApi, growthApiOpenApi, problemOfStatus } from '@silkgauge/contract';
import { clearDatabase } from '@silkgauge/read-model';
import { Readiness, Registry, runService, type RunningService } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import type { ApiConfig } from './config.ts';
import { linkAnswers } from './discovery/links.ts';
import { boundReads } from './http/bound-reads.ts';
import { allowOrigins } from './http/cors.ts';
import { byAccept, negotiateList } from './http/negotiated.ts';
import { nameArea, underOneArea } from './http/one-area.ts';
import { takePushes } from './rehearsals/take-pushes.ts';
import { writeSdmxProblem } from './sdmx/problems.ts';

/** Starts the API; `table` has keys and policy in place of those of the topic. */
export function start(config: ApiConfig, table?: AccessTable): Promise<RunningService> {
  // `prepare` sets the logger before the feed can report trouble.
  let warn: (what: string, error: unknown) => void = () => undefined;
  const module = AppModule.with(config, (what, error) => {
    warn(what, error);
  });
  return runService({
    name: 'growth-api',
    config,
    module,
    documents: {
      '/openapi.json': growthApiOpenApi(),
      '/asyncapi.json': asyncApi(config.topicPrefix, config.brokers[0] ?? '127.0.0.1:9092'),
    },
    problemOf: problemOfStatus,
    writeProblem: writeSdmxProblem,
    rewriteUrl: underOneArea(byAccept),
    prepare: async (app, logger) => {
      warn = (what, error) => {
        logger.warn({ err: error }, `${what} failed and will be retried`);
      };
      const fastify = app.getHttpAdapter().getInstance();
      takePushes(fastify);
      allowOrigins(app, config.corsOrigins);
      const { access, brokers, security, topicPrefix } = config;
      const kafka = { brokers, security, clientId: 'silkgauge-growth-api' };
      const shell = { fastify, logger, readiness: app.get(Readiness), registry: app.get<Registry>(Registry) };
      const clear = clearDatabase(config.databaseUrl);
      if (clear !== null) logger.warn(clear);
      await guardService({ guard: app.get(AccessGuard), config: access, kafka, topicPrefix, table }, shell);
      boundReads(fastify, config.readsAtOnce);
      negotiateList(fastify);
      nameArea(fastify);
      linkAnswers(fastify);
    },
  });
}
