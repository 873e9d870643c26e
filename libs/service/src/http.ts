import { STATUS_CODES, type IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Socket } from 'node:net';
import {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { Histogram, type Registry } from 'prom-client';
import type { AllowedMethods } from './allowed-methods.ts';
import { PROBLEM_MEDIA_TYPE, type ProblemOfStatus, type WriteProblem } from './problem.ts';
import type { Readiness } from './readiness.ts';
import { SERVER_OPTIONS, TOO_MANY_HEADERS } from './wire/bounds.ts';
import { JSON_HEADERS } from './wire/secure-headers.ts';
import { LEAST_TLS, type TlsMaterial } from './wire/tls-files.ts';

/** Series keys and periods are path segments longer than Fastify's default of 100. */
const MAX_PARAMETER_LENGTH = 2_048;

/** Milliseconds to receive a whole request, headers and body: bounds slow senders. */
const REQUEST_TIMEOUT = 30_000;

/** Connections whose present request may take as long as it likes. */
const unlimited = new WeakSet<Socket>();

/**
 * Lifts the limit of time from a request whose body is read at its own pace; `silence` milliseconds without a
 * byte in either direction end the connection.
 */
export const withoutTimeLimit = ({ request, raw }: FastifyReply, silence: number): void => {
  const { socket } = request.raw;
  unlimited.add(socket);
  // Node sets the time anew for the next request.
  socket.setTimeout(silence);
  raw.once('close', () => {
    unlimited.delete(socket);
  });
};

/** The path and query by which a request is routed. */
export type RewriteUrl = (request: IncomingMessage) => string;

export const createHttpAdapter = ({
  rewriteUrl,
  ...options
}: {
  logger: Logger;
  bodyLimit: number;
  allowed: AllowedMethods;
  problemOf: ProblemOfStatus;
  writeProblem?: WriteProblem;
  rewriteUrl?: RewriteUrl;
  tls: TlsMaterial | null;
  trustedProxies: readonly string[];
}): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    ...serverOptions(options.tls),
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit,
    requestTimeout: REQUEST_TIMEOUT,
    ...(rewriteUrl && { rewriteUrl }),
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    // A malformed URL reaches no route and no filter of Nest.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const status = error.statusCode ?? 400;
      const problem = options.problemOf(status, 'The URL cannot be read.');
      const written = options.writeProblem?.(request, { ...problem, status }, error);
      void reply
        .code(status)
        .headers({ ...JSON_HEADERS, ...written?.headers })
        .type(written?.type ?? PROBLEM_MEDIA_TYPE)
        .send(Buffer.from(written?.body ?? JSON.stringify(problem)));
    },
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) => {
      answerUnreadable(error, socket, options.problemOf);
    },
  });
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.addHook('onRoute', (route) => {
    // A route for every path, as preflights have, serves no path of its own.
    if (route.url !== '*') options.allowed.add(route.url, [route.method].flat());
  });
  // Handlers check encoding and content of a body, and report faults.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  return adapter;
};

/** Milliseconds for the handshake of a new connection. */
const HANDSHAKE_TIMEOUT = 10_000;

const serverOptions = (tls: TlsMaterial | null) =>
  tls === null
    ? { http: SERVER_OPTIONS }
    : {
        https: {
          ...SERVER_OPTIONS,
          ...{ cert: tls.cert, key: tls.key, ca: tls.ca },
          ...(tls.ca !== undefined && { requestCert: true, rejectUnauthorized: true }),
          minVersion: LEAST_TLS,
          handshakeTimeout: HANDSHAKE_TIMEOUT,
        },
      };

/** Answers requests that Node's parser rejects: bad syntax, large headers, timeouts. */
const answerUnreadable = (
  error: Error & { code?: string },
  socket: Socket,
  problemOf: ProblemOfStatus,
): void => {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && unlimited.has(socket)) return;
  // Whoever fails in the handshake, or leaves, reads no answer.
  if (!/^(?:HPE|ERR_HTTP)_/.test(error.code ?? '') || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] = UNREADABLE[error.code ?? ''] ?? [400, 'The request cannot be read.'];
  const body = JSON.stringify(problemOf(status, detail));
  const headers = Object.entries(JSON_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'Error'}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\n` +
      `${headers.join('')}Content-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
  );
};

const UNREADABLE: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, TOO_MANY_HEADERS],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'The request came too slowly: its header fields have 10 seconds, all of it has 30.',
  ],
};

/**
 * Closes each connection after its answer while the service stops. Fastify closes only idle connections by
 * itself; a connection that was in use would stay open and delay the stop.
 */
export const endConnectionsWhenStopping = (fastify: FastifyInstance, readiness: Readiness): void => {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (readiness.stopping) reply.header('connection', 'close');
    done(null, payload);
  });
};

/** The path and query of a request for logs, without credentials that do not belong there. */
export const shownUrl = (url: string): string =>
  url.replaceAll(/([?&](?:access_token|api_key|token)=)[^&]*/gi, '$1...');

/** Settings of a route whose requests no log, span or measure tells of. */
export const UNTOLD = { isUntold: true } as const;

const untold = new WeakSet<FastifyRequest>();

/** From now on no log, span or measure tells of a request. */
export const leaveUntold = (request: FastifyRequest): void => {
  untold.add(request);
};

export const isUntold = (request: FastifyRequest): boolean =>
  untold.has(request) ||
  (request.routeOptions.config as Partial<typeof UNTOLD> | undefined)?.isUntold === true;

export const measureRequests = (fastify: FastifyInstance, registry: Registry): void => {
  const durations = new Histogram({
    name: 'silkgauge_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (isUntold(request)) {
      done();
      return;
    }
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    request.log.debug(
      {
        ...{ method: request.method, url: shownUrl(request.url), address: request.ip },
        ...{ status: reply.statusCode, ms: reply.elapsedTime },
      },
      'answered',
    );
    done();
  });
};
