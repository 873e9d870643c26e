import { asyncApi, growthApiOpenApi } from '@silkgauge/contract';
import { runService, type RunningService } from '@silkgauge/service';
import { AppModule } from './app.module.ts';
import type { ApiConfig } from './config.ts';
import { tagAnswers } from './http/entity-tag.ts';

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
    prepare: (app, logger) => {
      warn = (what, error) => {
        logger.warn({ err: error }, `${what} failed and will be retried`);
      };
      tagAnswers(app.getHttpAdapter().getInstance());
    },
  });
}
