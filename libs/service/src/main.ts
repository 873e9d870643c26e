import { setFlagsFromString } from 'node:v8';
import { ConfigError } from './config.ts';
import type { RunningService } from './run-service.ts';

/** Milliseconds to close everything; then the process exits. */
const SHUTDOWN_LIMIT = 9_000;

/**
 * Starts a service and stops it on SIGTERM or SIGINT. Exits with code 1 after a refused configuration, a
 * failed start or an uncaught error. `ownFlags`, flags of V8, win over those of the environment (`V8_FLAGS`).
 */
export const main = (start: () => Promise<RunningService>, ownFlags = ''): void => {
  // Flags that NODE_OPTIONS refuses. V8 reads the flags of its collector anew at each collection.
  for (const flags of [process.env['V8_FLAGS'], ownFlags]) if (flags) setFlagsFromString(flags);
  void start().then(stopOnSignals, (error: unknown) => {
    if (error instanceof ConfigError) console.error(error.message);
    else console.error(error);
    process.exit(1);
  });
};

const stopOnSignals = (service: RunningService): void => {
  let stopping = false;
  const end = (code: number, why: string): void => {
    if (stopping) return;
    stopping = true;
    service.logger.info({ why }, 'stopping');
    setTimeout(() => {
      service.logger.error(`not stopped after ${String(SHUTDOWN_LIMIT)} ms, cutting off`);
      process.exit(1);
    }, SHUTDOWN_LIMIT).unref();
    service.stop().then(
      () => {
        service.logger.info('stopped');
        process.exit(code);
      },
      (error: unknown) => {
        service.logger.error({ err: error }, 'failed to stop');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      end(0, signal);
    });
  }
  const die = (error: unknown): void => {
    service.logger.fatal({ err: error }, 'uncaught error');
    end(1, 'uncaught error');
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
};
