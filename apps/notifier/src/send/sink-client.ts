import { isIP } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { DeliveryError } from '@silkgauge/contract';
import { resolveSink, SinkAddressError, systemResolve, type Resolve } from '../address/resolve-sink.ts';
import type { SinkPolicy } from '../address/sink-policy.ts';

/** Bytes of an answer that are read; nothing of them is kept. */
const MOST_ANSWER = 16_384;
/** Milliseconds that an answer may take behind its head; the status counts all the same. */
const GRACE = 1_000;
const KEPT_ALIVE = 60_000;

/** What came of one request. */
export interface Answer {
  /** Status of the answer; null without one. */
  readonly status: number | null;
  /** Why there is no success; null with one. */
  readonly error: DeliveryError | null;
  /** Whether nobody listened at the address. */
  readonly nobody: boolean;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly ms: number;
}

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

/**
 * Requests to one sink over connections of its own. At each connection the name is resolved once, every address
 * is judged, and one of them is connected to. Redirects are not followed, nothing is decompressed, and proxies of
 * the environment are not used.
 */
export class SinkClient {
  readonly #agent: Agent;

  constructor(
    { policy, resolve = systemResolve }: SinkAccess,
    url: URL,
    connections: number,
    timeout: number,
  ) {
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
    this.#agent = new Agent({
      connections,
      allowH2: false,
      keepAliveTimeout: KEPT_ALIVE,
      keepAliveMaxTimeout: KEPT_ALIVE,
      maxHeaderSize: MOST_ANSWER,
      headersTimeout: 0,
      bodyTimeout: 0,
      // Node looks no address up that is written as one.
      connect: (options, done) => {
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
      },
    });
  }

  request(request: SinkRequest): Promise<Answer> {
    return new Promise((resolve) => {
      this.#agent.dispatch(
        {
          origin: request.url.origin,
          path: request.url.pathname + request.url.search,
          method: request.method,
          headers: request.headers,
          body: request.body,
        },
        new Exchange(request.timeout, resolve),
      );
    });
  }

  /** Ends connections once nothing is under way. */
  async close(): Promise<void> {
    await this.#agent.close();
  }

  /** Ends all connections, those in use too. */
  async destroy(): Promise<void> {
    await this.#agent.destroy();
  }
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #began = performance.now();
  readonly #settle: (answer: Answer) => void;
  readonly #deadline: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #grace: NodeJS.Timeout | undefined;
  #settled = false;
  #over = false;
  #bytes = 0;

  constructor(timeout: number, settle: (answer: Answer) => void) {
    this.#settle = settle;
    this.#deadline = setTimeout(() => {
      this.#end({ status: null, error: 'timeout', nobody: false, headers: {} });
      this.#cut();
    }, timeout);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) this.#cut();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Answer['headers'],
  ): void {
    if (status < 200) return;
    this.#end({ status, error: status < 300 ? null : 'status', nobody: false, headers });
    if (this.#over) return;
    this.#grace = setTimeout(() => {
      this.#cut();
    }, GRACE);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MOST_ANSWER) this.#cut();
  }

  onResponseEnd(): void {
    this.#over = true;
    clearTimeout(this.#grace);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#over = true;
    clearTimeout(this.#grace);
    this.#end({ status: null, headers: {}, ...faultOf(error) });
  }

  #cut(): void {
    this.#controller?.abort(new Error('cut off'));
  }

  #end(answer: Omit<Answer, 'ms'>): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#deadline);
    this.#settle({ ...answer, ms: Math.round(performance.now() - this.#began) });
  }
}

/** Codes of errors before a connection stands. */
const NOBODY = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTDOWN'];
const TIMEOUTS = ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'];
const UNREADABLE = ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_HTTP_PARSER'];

/** The word for an error, which tells nothing of the network. */
function faultOf(error: Error): Pick<Answer, 'error' | 'nobody'> {
  if (error instanceof SinkAddressError) return { error: error.code, nobody: true };
  const { code = '', errors } = error as { code?: string; errors?: readonly { code?: string }[] };
  const codes = [code, ...(errors ?? []).map((one) => one.code ?? '')];
  if (codes.some((one) => TIMEOUTS.includes(one))) return { error: 'timeout', nobody: true };
  if (codes.some((one) => NOBODY.includes(one))) return { error: 'unreachable', nobody: true };
  if (UNREADABLE.includes(code) || code.startsWith('HPE_')) return { error: 'status', nobody: false };
  if (/CERT|TLS|SSL|SELF_SIGNED|EPROTO|UNABLE_TO/.test(code)) return { error: 'tls', nobody: false };
  return { error: 'unreachable', nobody: false };
}
