import { problemOfStatus } from '@silkgauge/contract';
import { runService, type RunningService } from '@silkgauge/service';
import type { Resolve } from './address/resolve-sink.ts';
import { AppModule } from './app.module.ts';
import type { NotifierConfig } from './config.ts';

/** `resolve` is the system's resolver unless a spec gives another one. */
export function start(config: NotifierConfig, resolve?: Resolve): Promise<RunningService> {
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
    prepare: (_app, logger) => {
      warn = (message, details) => {
        logger.warn(details, message);
      };
    },
  });
}
