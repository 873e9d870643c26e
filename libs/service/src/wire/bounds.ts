import type { Server } from 'node:http';
import type { BlockList, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { PROBLEM_MEDIA_TYPE, type ProblemOfStatus } from '../problem.ts';
import { isIn, LOOPBACK, networksOf } from './addresses.ts';

/** Bytes of all header fields of a request. */
const HEADER_BYTES = 16 * 1_024;
const HEADER_FIELDS = 100;

/** Milliseconds to receive all header fields. */
const HEADERS_TIMEOUT = 10_000;

/** Options of an HTTP server: Node looks every second for requests that are late. */
export const SERVER_OPTIONS = {
  maxHeaderSize: HEADER_BYTES,
  headersTimeout: HEADERS_TIMEOUT,
  connectionsCheckingInterval: 1_000,
} as const;

export const TOO_MANY_HEADERS = `A request has at most ${String(HEADER_FIELDS)} header fields, of ${String(HEADER_BYTES)} bytes together.`;

/** Refuses requests with more header fields; Node refuses more bytes. */
export const boundHeaders = (fastify: FastifyInstance, problemOf: ProblemOfStatus): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    // Names and values take turns.
    if (request.raw.rawHeaders.length <= 2 * HEADER_FIELDS) {
      done();
      return;
    }
    const problem = problemOf(431, TOO_MANY_HEADERS);
    void reply
      .code(431)
      .header('connection', 'close')
      .type(PROBLEM_MEDIA_TYPE)
      .send(Buffer.from(JSON.stringify(problem)));
  });
};

/** The most connections from other machines. */
export const MOST_CONNECTIONS = { perAddress: 256, inAll: 4_096 } as const;

interface ConnectionBounds {
  /** Networks of proxies, each of which speaks for many clients. */
  readonly trustedProxies: readonly string[];
  readonly registry: Registry;
  readonly most?: Readonly<Record<keyof typeof MOST_CONNECTIONS, number>>;
  /** Addresses whose connections are not counted. */
  readonly uncounted?: BlockList;
}

/** Ends connections beyond the bounds at once. Connections of this machine are not counted. */
export function boundConnections(
  server: Pick<Server, 'on'>,
  { trustedProxies, registry, most = MOST_CONNECTIONS, uncounted = LOOPBACK }: ConnectionBounds,
): void {
  const refused = new Counter({
    name: 'silkgauge_http_connections_refused_total',
    help: 'Connections ended at once: their address, or all addresses, had too many',
    labelNames: ['bound'],
    registers: [registry],
  });
  const proxies = networksOf(trustedProxies);
  const open = new Map<string, number>();
  let all = 0;
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isIn(uncounted, address)) return;
    const own = open.get(address) ?? 0;
    const bound =
      all >= most.inAll ? 'all' : own >= most.perAddress && !isIn(proxies, address) ? 'address' : null;
    if (bound !== null) {
      refused.inc({ bound });
      socket.destroy();
      return;
    }
    all += 1;
    open.set(address, own + 1);
    socket.once('close', () => {
      all -= 1;
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
