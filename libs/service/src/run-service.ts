import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Logger } from 'nestjs-pino';
import type { Logger as Pino } from 'pino';
import { Registry } from 'prom-client';
import { AllowedMethods } from './allowed-methods.ts';
import { ConfigError } from './config.ts';
import { serveDocument } from './document.ts';
import { createHttpAdapter, endConnectionsWhenStopping, measureRequests, type RewriteUrl } from './http.ts';
import { collectProcessMetrics } from './process-metrics.ts';
import { createLogger, logWarnings } from './logger.ts';
import { ProblemFilter } from './problem-filter.ts';
import { plainProblem, type ProblemOfStatus, type WriteProblem } from './problem.ts';
import { Readiness } from './readiness.ts';
import { ServiceModule } from './service-module.ts';
import type { ServiceConfig } from './service-variables.ts';
import { tagAnswers } from './tag-answers.ts';
import { openTracer } from './trace/open-tracer.ts';
import { traceRequests } from './trace/trace-requests.ts';
import { useTracer } from './trace/tracer.ts';
import { boundConnections, boundHeaders } from './wire/bounds.ts';
import { renewTls } from './wire/renew-tls.ts';
import { insistOnTls, secureAnswers } from './wire/secure-headers.ts';
import { plainWarning } from './wire/settings.ts';
import { materialFor, type TlsMaterial } from './wire/tls-files.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly config: ServiceConfig;
  readonly module: Type | DynamicModule;
  /** Maximum bytes of a request body (413 beyond); default 64 KiB. */
  readonly bodyLimit?: number;
  /** Makes problems for statuses such as 404; default {@link plainProblem}. */
  readonly problemOf?: ProblemOfStatus;
  /** Writes the problems of some paths in another form than problem details. */
  readonly writeProblem?: WriteProblem;
  /** Constant JSON documents by path, such as `/openapi.json`. */
  readonly documents?: Readonly<Record<string, unknown>>;
  /** Routes a request by another path, such as by its `Accept`. */
  readonly rewriteUrl?: RewriteUrl;
  /** Runs before the service listens: adds routes, hooks or a microservice. */
  readonly prepare?: (app: NestFastifyApplication, logger: Pino) => void | Promise<void>;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Address of the service, such as `http://127.0.0.1:4101`. */
  readonly url: string;
  readonly logger: Pino;
  readonly readiness: Readiness;
  /** Stops the service once; later calls wait for the same end. */
  stop(): Promise<void>;
}

/**
 * Builds and starts a service. Order of shutdown: not ready; `beforeApplicationShutdown` hooks (consumers
 * stop); HTTP ends its requests; `onApplicationShutdown` hooks (producers and pools close).
 */
export const runService = async (options: ServiceOptions): Promise<RunningService> => {
  const { name, config, problemOf = plainProblem } = options;
  const { tls: files, trustedProxies } = config;
  const tls = tlsOf(config);
  const logger = createLogger(name, config.logLevel);
  logWarnings(logger);
  const warning = plainWarning(config);
  if (warning !== null) logger.warn(warning);
  const readiness = new Readiness();
  const registry = new Registry();
  const allowed = new AllowedMethods();
  collectProcessMetrics(registry);
  const opened =
    config.tracing &&
    (await openTracer(name, config.tracing, (why) => {
      logger.warn({ why }, 'spans are lost, the service goes on');
    }));
  useTracer(opened);

  const app = await createApp(options, { readiness, registry, logger, allowed, tls, trustedProxies });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  measureRequests(fastify, registry);
  // Before the guard, whose refusals are answers, too.
  traceRequests(fastify);
  boundConnections(fastify.server, { trustedProxies, registry });
  if (tls) insistOnTls(fastify.server);
  boundHeaders(fastify, problemOf);
  secureAnswers(fastify);
  endConnectionsWhenStopping(fastify, readiness);
  for (const [path, document] of Object.entries(options.documents ?? {})) serveDocument(app, path, document);
  await options.prepare?.(app, logger);
  // Last, because hooks after it would see compressed answers.
  tagAnswers(fastify, problemOf);
  await app.startAllMicroservices();
  await app.listen(config.port, config.host);
  const endRenewal = tls && files ? renewTls(tls, { server: fastify.server, files, registry, logger }) : null;

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    readiness.stop();
    endRenewal?.();
    stopped ??= closeInTime(app).finally(() => opened?.close());
    return stopped;
  };
  const plain = (await app.getUrl()).replace('[::1]', 'localhost');
  const url = tls ? plain.replace(/^http:/, 'https:') : plain;
  logger.info({ url }, `${name} listens at ${url}`);
  return { app, url, logger, readiness, stop };
};

/** What a service answers with. */
type Answers = Pick<ServiceOptions, 'module' | 'bodyLimit' | 'problemOf' | 'writeProblem' | 'rewriteUrl'>;

interface Shell {
  readonly readiness: Readiness;
  readonly registry: Registry;
  readonly logger: Pino;
  readonly allowed: AllowedMethods;
  readonly tls: TlsMaterial | null;
  readonly trustedProxies: readonly string[];
}

async function createApp(
  { module, bodyLimit = 64 * 1024, problemOf = plainProblem, writeProblem, rewriteUrl }: Answers,
  { readiness, registry, ...shell }: Shell,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    ServiceModule.around(module, { readiness, registry, logger: shell.logger }),
    createHttpAdapter({
      ...shell,
      ...{ bodyLimit, problemOf },
      ...(rewriteUrl && { rewriteUrl }),
      ...(writeProblem && { writeProblem }),
    }),
    { bufferLogs: true, bodyParser: false, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  app.useGlobalFilters(new ProblemFilter(shell.allowed, problemOf, writeProblem));
  return app;
}

/**
 * Answers as a service does, for another thread of it in place of a network: it listens nowhere, guards nothing, and
 * takes the address that was asked from `x-forwarded-host` and `x-forwarded-proto`.
 */
export async function createAnswers(
  options: Answers & Pick<ServiceOptions, 'name'> & Pick<ServiceConfig, 'logLevel'>,
): Promise<NestFastifyApplication> {
  const app = await createApp(options, {
    ...{ readiness: new Readiness(), registry: new Registry(), allowed: new AllowedMethods() },
    ...{ logger: createLogger(options.name, options.logLevel), tls: null, trustedProxies: ['127.0.0.1'] },
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** @throws ConfigError for files that cannot be served with */
const tlsOf = ({ tls, host }: ServiceConfig): TlsMaterial | null => {
  if (!tls) return null;
  try {
    return materialFor(tls, host);
  } catch (error) {
    throw error instanceof RangeError ? new ConfigError(error.message.split('\n')) : error;
  }
};

/** Milliseconds from the start of the shutdown after which open requests are cut off. */
const DRAIN_LIMIT = 6_500;

/** A client that never ends its request, or never reads its answer, must not delay the stop. */
const closeInTime = async (app: NestFastifyApplication): Promise<void> => {
  const { server } = app.getHttpAdapter().getInstance();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_LIMIT);
  await app.close().finally(() => {
    clearTimeout(cut);
  });
};
