import type { LookupAddress } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import { buildConnector, Client } from 'undici';
import { resolveSink, systemResolve, type Resolve } from '../address/resolve-sink.ts';
import type { SinkPolicy } from '../address/sink-policy.ts';
import { Exchange, MOST_ANSWER, type Answer } from './exchange.ts';
import { StatusLine } from './status-line.ts';

export type { Answer } from './exchange.ts';

const KEPT_ALIVE = 60_000;

export interface SinkRequest {
  readonly url: URL;
  readonly method: 'POST' | 'OPTIONS';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Milliseconds for all, connecting included. */
  readonly timeout: number;
}

/** Where sinks may be, and how names are resolved. */
export interface SinkAccess {
  policy(): SinkPolicy;
  readonly resolve?: Resolve;
}

/** A connection for one request at a time. */
interface Connection {
  readonly client: Client;
  readonly line: StatusLine;
}

/**
 * Requests to one sink over connections of its own. At each connection the name is resolved once, every address
 * is judged, and one of them is connected to. Redirects are not followed, nothing is decompressed, and proxies of
 * the environment are not used.
 */
export class SinkClient {
  readonly #origin: string;
  readonly #connect: buildConnector.connector;
  readonly #most: number;
  readonly #all: Connection[] = [];
  readonly #free: Connection[] = [];
  #turn = 0;

  constructor(access: SinkAccess, url: URL, connections: number, timeout: number) {
    this.#origin = url.origin;
    this.#connect = connectorTo(access, url, timeout);
    this.#most = connections;
  }

  request({ url, method, headers, body, timeout }: SinkRequest): Promise<Answer> {
    const connection = this.#free.pop() ?? this.#another();
    const { client, line } = connection;
    return new Promise((settled) => {
      const exchange = new Exchange({
        timeout,
        settled,
        begun: () => {
          line.begin();
        },
        statusSoFar: () => line.status,
        over: () => {
          if (!this.#free.includes(connection)) this.#free.push(connection);
        },
      });
      client.dispatch({ path: url.pathname + url.search, method, headers, body }, exchange);
    });
  }

  /** Ends connections once nothing is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map(({ client }) => client.close()));
  }

  /** Ends all connections, those in use too. */
  async destroy(): Promise<void> {
    await Promise.all(this.#all.map(({ client }) => client.destroy()));
  }

  /** A new connection, or where there are as many as allowed the next one, which ends its answer first. */
  #another(): Connection {
    if (this.#all.length >= this.#most) {
      const next = this.#all[(this.#turn += 1) % this.#all.length];
      if (next) return next;
    }
    const line = new StatusLine();
    const client = new Client(this.#origin, {
      allowH2: false,
      keepAliveTimeout: KEPT_ALIVE,
      keepAliveMaxTimeout: KEPT_ALIVE,
      maxHeaderSize: MOST_ANSWER,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (options, done) => {
        this.#connect(options, (...answer) => {
          const [, socket] = answer;
          if (socket) listen(socket, line);
          done(...answer);
        });
      },
    });
    const connection = { client, line };
    this.#all.push(connection);
    return connection;
  }
}

/** Looks at what comes before its reader, until the status line has come: undici tells of whole heads alone. */
function listen(socket: Socket, line: StatusLine): void {
  socket.on('readable', () => {
    if (!line.isHearing) return;
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return;
    line.hear(chunk);
    socket.unshift(chunk);
  });
}

function connectorTo(
  { policy, resolve = systemResolve }: SinkAccess,
  url: URL,
  timeout: number,
): buildConnector.connector {
  const judged = (): Promise<readonly LookupAddress[]> => resolveSink(url, policy(), resolve);
  const connect = buildConnector({
    allowH2: false,
    timeout,
    lookup: (_hostname, { all }, done) => {
      judged().then(
        (addresses) => {
          const [first] = addresses;
          if (all === true) done(null, [...addresses]);
          else done(null, first?.address ?? '', first?.family);
        },
        (error: unknown) => {
          done(error as NodeJS.ErrnoException, '', 0);
        },
      );
    },
  });
  // Node looks no address up that is written as one.
  return (options, done) => {
    if (isIP(options.hostname) === 0) connect(options, done);
    else
      judged().then(
        () => {
          connect(options, done);
        },
        (error: unknown) => {
          done(error as Error, null);
        },
      );
  };
}
