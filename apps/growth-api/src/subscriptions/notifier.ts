import { readBody } from '@silkgauge/service';

/** Milliseconds to wait for the notifier, which asks the sink for its consent before it answers. */
const PATIENCE = 60_000;
/** Most bytes of an answer that are passed on; a subscription with every default has few thousand. */
const MOST_BYTES = 256 * 1024;

/** An answer of the notifier, to be passed on. */
export interface NotifierAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The notifier as the page reaches it: pages of other origins are let in by no service that writes. */
export class Notifier {
  readonly #url: string;

  /** `url` is empty where no notifier runs. */
  constructor(url: string) {
    this.#url = url;
  }

  get isThere(): boolean {
    return this.#url !== '';
  }

  /**
   * Sends the request of a caller for a subscription, with the credential of the caller.
   * @throws TypeError or DOMException where the notifier does not answer, RangeError for too long an answer
   */
  async subscribe(body: Buffer, headers: Readonly<Record<string, string>>): Promise<NotifierAnswer> {
    const answer = await fetch(`${this.#url}/v1/subscriptions`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const told = PASSED_ON.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const text = await readBody(answer, MOST_BYTES);
    if (text === null) throw new RangeError(`The answer has more than ${String(MOST_BYTES)} bytes`);
    return { status: answer.status, headers: Object.fromEntries(told), body: text };
  }
}

const PASSED_ON = [
  ...['content-type', 'cache-control', 'etag', 'location', 'retry-after', 'vary', 'www-authenticate'],
  ...['ratelimit', 'ratelimit-policy'],
];
