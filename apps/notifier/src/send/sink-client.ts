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
  /** Who waits for a connection, which ends its answer first. */
  readonly #waiting: ((connection: Connection) => void)[] = [];

  constructor(access: SinkAccess, url: URL, connections: number, timeout: number) {
    this.#origin = url.origin;
    this.#connect = connectorTo(access, url, timeout);
    this.#most = connections;
  }

  async request({ url, method, headers, body, timeout }: SinkRequest): Promise<Answer> {
    // The wait for a connection is no time of the sink's.
    const connection = this.#free.pop() ?? this.#another() ?? (await this.#next());
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
          this.#give(connection);
        },
      });
      client.dispatch({ path: url.pathname + url.search, method, headers, body }, exchange);
    });
  }

  /** Ends connections once nothing is under way. */
  async close(): Promise<void> {
    // In turn: those that wait are under way, too.
    if (this.#waiting.length > 0) this.#give(await this.#next());
    await Promise.all(this.#all.map(({ client }) => client.close()));
  }

  /** Ends all connections, those in use too. */
  async destroy(): Promise<void> {
    await Promise.all(this.#all.map(({ client }) => client.destroy()));
  }

  #next(): Promise<Connection> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #give(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#free.push(connection);
  }

  /** A new connection; undefined where there are as many as allowed. */
  #another(): Connection | undefined {
    if (this.#all.length >= this.#most) return undefined;
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
