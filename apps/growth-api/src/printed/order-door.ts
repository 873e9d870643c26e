import { passOn, type PassedOn } from '@silkgauge/service';

const PATIENCE = 30_000;
/** Most bytes of an answer that are passed on: a receipt, or a hundred faults. */
const MOST_BYTES = 256 * 1024;

/** The door that takes orders, policy-notice. */
export class OrderDoor {
  readonly #url: string;

  /** `url` is empty where none is known. */
  constructor(url: string) {
    this.#url = url;
  }

  get isThere(): boolean {
    return this.#url !== '';
  }

  /**
   * Pushes one event for a caller, with the credential of the caller, which the door judges.
   * @throws NotPassedOn
   */
  push(event: object, headers: Readonly<Record<string, string>>): Promise<PassedOn> {
    return passOn(`${this.#url}/v1/events`, {
      headers: [...Object.entries(headers), ['content-type', 'application/cloudevents+json']],
      ...{ body: Buffer.from(JSON.stringify(event)), answered: ANSWERED },
      ...{ patience: PATIENCE, mostBytes: MOST_BYTES },
    });
  }
}

const ANSWERED = [
  ...['content-type', 'cache-control', 'retry-after', 'vary', 'www-authenticate'],
  ...['ratelimit', 'ratelimit-policy'],
];
