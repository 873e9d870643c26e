import { passOn, type PassedOn } from '@silkgauge/service';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../atom/origin-of.ts';

/** Milliseconds to wait for the notifier, which asks the sink for its consent before it answers. */
const PATIENCE = 60_000;
/** Most bytes of an answer that are passed on; a subscription with every default has few thousand. */
const MOST_BYTES = 256 * 1024;

/** Where subscriptions are made. */
export interface SubscriptionDoor {
  readonly url: string;
  readonly needsKey: boolean;
}

/** The notifier as the page reaches it: pages of other origins are let in by no service that writes. */
export class Notifier {
  readonly #url: string;
  readonly #needsKey: boolean;

  /** `url` is empty where no notifier runs. */
  constructor(url: string, needsKey: boolean) {
    this.#url = url;
    this.#needsKey = needsKey;
  }

  get isThere(): boolean {
    return this.#url !== '';
  }

  /** Where the client of a request can make subscriptions; null where it cannot. */
  doorFor(request: FastifyRequest): SubscriptionDoor | null {
    if (!this.isThere) return null;
    return { url: `${originOf(request)}/v1/subscriptions`, needsKey: this.#needsKey };
  }

  /**
   * Sends the request of a caller for a subscription, with the credential of the caller.
   * @throws NotPassedOn
   */
  subscribe(body: Buffer, headers: Readonly<Record<string, string>>): Promise<PassedOn> {
    return passOn(`${this.#url}/v1/subscriptions`, {
      ...{ headers: Object.entries(headers), body },
      ...{ answered: ANSWERED, patience: PATIENCE, mostBytes: MOST_BYTES },
    });
  }
}

const ANSWERED = [
  ...['content-type', 'cache-control', 'etag', 'location', 'retry-after', 'vary', 'www-authenticate'],
  ...['ratelimit', 'ratelimit-policy'],
];
