import type { Dispatcher } from 'undici';
import type { DeliveryError } from '@silkgauge/contract';
import { SinkAddressError } from '../address/resolve-sink.ts';
import { inTurn } from './in-turn.ts';

/** Bytes of an answer that are read; nothing of them is kept. */
export const MOST_ANSWER = 16_384;
/** Bytes of a status line, about. */
const INTERIM_LINE = 20;
/** Milliseconds that an answer may take behind its head; the status counts all the same. */
const GRACE = 1_000;

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

export interface ExchangeParts {
  /** Milliseconds for all, connecting included. */
  readonly timeout: number;
  /** The request is about to be sent. */
  begun(): void;
  /** Status of an answer whose head has not ended; null where no status line has come. */
  statusSoFar(): number | null;
  settled(answer: Answer): void;
  /** The connection may take another request. */
  over(): void;
}

/** One request and its answer, of which the status alone counts. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #parts: ExchangeParts;
  readonly #began = performance.now();
  readonly #deadline: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #grace: NodeJS.Timeout | undefined;
  #settled = false;
  #over = false;
  #bytes = 0;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#deadline = setTimeout(() => {
      inTurn(() => {
        this.#endTooLate();
      });
    }, parts.timeout);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) this.#cut();
    else this.#parts.begun();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Answer['headers'],
  ): void {
    if (status < 200) {
      this.#countInterim(headers);
      return;
    }
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
    this.#finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(faultOf(error));
    this.#finish();
  }

  /** Interim answers are read like a head, which has a limit of its own each time. */
  #countInterim(headers: Answer['headers']): void {
    this.#bytes += INTERIM_LINE + JSON.stringify(headers).length;
    if (this.#bytes <= MOST_ANSWER) return;
    this.#fail({ error: 'status', nobody: false });
    this.#cut();
  }

  #endTooLate(): void {
    if (this.#settled) return;
    this.#fail({ error: 'timeout', nobody: false });
    this.#cut();
  }

  #cut(): void {
    this.#controller?.abort(new Error('cut off'));
  }

  /** The head of the answer has not ended; its first line counts all the same. */
  #fail(fault: Pick<Answer, 'error' | 'nobody'>): void {
    const status = this.#settled || !this.#controller ? null : this.#parts.statusSoFar();
    const isSuccess = status !== null && status < 300;
    if (status === null) this.#end({ status, headers: {}, ...fault });
    else this.#end({ status, headers: {}, error: isSuccess ? null : 'status', nobody: false });
  }

  #finish(): void {
    clearTimeout(this.#grace);
    if (this.#over) return;
    this.#over = true;
    this.#parts.over();
  }

  #end(answer: Omit<Answer, 'ms'>): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#deadline);
    this.#parts.settled({ ...answer, ms: Math.round(performance.now() - this.#began) });
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
