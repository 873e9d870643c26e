import { asyncApi, growthApiOpenApi, problemOfStatus } from '@silkgauge/contract';
import { runService, type RunningService } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import type { ApiConfig } from './config.ts';
import { linkAnswers } from './discovery/links.ts';
import { allowOrigins } from './http/cors.ts';
import { byAccept, negotiateList } from './http/negotiated.ts';
import { nameArea, underOneArea } from './http/one-area.ts';

export function start(config: ApiConfig): Promise<RunningService> {
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
      '/asyncapi.json': asyncApi(config.topicPrefix, config.brokers[0]),
    },
    problemOf: problemOfStatus,
    rewriteUrl: underOneArea(byAccept),
    prepare: (app, logger) => {
      warn = (what, error) => {
        logger.warn({ err: error }, `${what} failed and will be retried`);
      };
      const fastify = app.getHttpAdapter().getInstance();
      allowOrigins(app, config.corsOrigins);
      negotiateList(fastify);
      nameArea(fastify);
      linkAnswers(fastify);
    },
  });
}
