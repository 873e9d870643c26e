import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Answers whose times are kept at most, some hundred bytes each. */
const MOST_KEPT = 10_000;
/** Request headers that choose between answers of one address. */
const CHOOSING = ['host', 'accept', 'accept-encoding', 'accept-language'] as const;

/** The answer of one address that was sent last. */
interface Sent {
  readonly tag: string;
  /** When the answer was new, in whole seconds, as milliseconds. */
  readonly at: number;
  /** Whether the handler knew the time; otherwise it is the time of the first such answer. */
  readonly isProved: boolean;
}

export interface LastChange {
  /** Date that is told with the answer, and with no other one of this address; undefined while it lies ahead. */
  readonly told: string | undefined;
  /** Date to tell now: never one that lies ahead. */
  readonly lastModified: string;
}

/**
 * When the answers of each address last changed, as far as this process has seen. What a filter leaves out may
 * change the log and not the answer, and of many answers no other time is known.
 */
export class LastChanges {
  readonly #sent = new Map<string, Sent>();
  readonly #most: number;

  constructor(most = MOST_KEPT) {
    this.#most = most;
  }

  /** @param given when the answer changed at the latest, where the handler knows that */
  of(
    request: Pick<FastifyRequest, 'url' | 'headers'>,
    tag: string,
    given: string | undefined,
    now = Date.now(),
  ): LastChange {
    const name = nameOf(request);
    const sent = sentNow(this.#sent.get(name), tag, given, now);
    this.#sent.delete(name);
    this.#sent.set(name, sent);
    for (const oldest of this.#sent.keys()) {
      if (this.#sent.size <= this.#most) break;
      this.#sent.delete(oldest);
    }
    return {
      told: sent.at > now ? undefined : new Date(sent.at).toUTCString(),
      lastModified: new Date(Math.min(sent.at, now)).toUTCString(),
    };
  }
}

function sentNow(before: Sent | undefined, tag: string, given: string | undefined, now: number): Sent {
  if (before?.tag === tag && (before.isProved || given === undefined)) return before;
  const isOther = before !== undefined && before.tag !== tag;
  const second = now - (now % 1_000);
  // Another answer may have been sent in this second: the new one is told with the next.
  const at = given === undefined ? second + (isOther ? 1_000 : 0) : Date.parse(given);
  return { tag, isProved: given !== undefined, at: isOther ? Math.max(at, before.at + 1_000) : at };
}

function nameOf({ url, headers }: Pick<FastifyRequest, 'url' | 'headers'>): string {
  return hash('sha256', JSON.stringify([url, ...CHOOSING.map((name) => headers[name])]), 'base64url');
}

/** The times of all answers of this process. */
export const LAST_CHANGES = new LastChanges();
