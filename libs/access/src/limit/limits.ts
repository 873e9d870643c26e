import type { LimitName } from '@silkgauge/contract';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { serializeList } from 'structured-headers';
import type { Limit } from '../record/shapes.ts';

/** What is counted: what has a limit in policies, and what has a limit that its service sets. */
type CountedName = LimitName | OwnLimit;

/** Limits that a service sets, which hold for whoever asks. */
export type OwnLimit = 'preview' | 'export' | 'rehearsal';

const AT_ONCE = 'concurrent-requests';

/** What a limit counts beside requests (draft-ietf-httpapi-ratelimit-headers). */
const UNITS: Readonly<Partial<Record<CountedName, string>>> = {
  'push-bytes': 'content-bytes',
  ...{ stream: AT_ONCE, export: AT_ONCE, rehearsal: AT_ONCE },
};

const isOfWindow = (name: CountedName): boolean => UNITS[name] !== AT_ONCE;

/** A caller, as it is counted, with the limit that holds for the caller. */
export interface Counted {
  readonly name: CountedName;
  readonly limit: Limit;
  /** A key, or an address. */
  readonly caller: string;
}

/** What is left after something was taken. */
export interface Left {
  readonly name: CountedName;
  readonly limit: Limit;
  readonly isOver: boolean;
  readonly remaining: number;
  /** Seconds, rounded up, until the whole limit is there again. */
  readonly seconds: number;
}

/** Callers that are counted each for itself; those beyond share a count until the longest window ends. */
const MOST_CALLERS = 50_000;
const OTHERS = 'others';

/** Counts what callers take, in this process. */
export class Limiters {
  /** By name and size: a caller whose limit changes begins anew. */
  readonly #windows = new Map<string, RateLimiterMemory>();
  /** The same by the objects of limits, which stay as long as a policy or a key does. */
  readonly #found = new WeakMap<Limit, Partial<Record<CountedName, RateLimiterMemory>>>();
  /** Requests that are open, by name and caller. */
  readonly #open = new Map<string, number>();
  #known = new Set<string>();
  #knownSince = 0;
  /** Milliseconds of the longest window. */
  #longest = 0;

  /** Takes `points` of a window. */
  async take({ name, limit, caller }: Counted, points = 1): Promise<Left> {
    const window = this.#window(name, limit);
    const result = await window.consume(this.#bounded(caller), points).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    return {
      name,
      limit,
      isOver: result.consumedPoints > limit.q,
      remaining: Math.max(0, result.remainingPoints),
      seconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
    };
  }

  /** Opens one of the requests at once; `end` gives its place back, and is safe to call again. */
  open({ name, limit, caller }: Counted): Left & { end(): void } {
    const key = `${name} ${this.#bounded(caller)}`;
    const before = this.#open.get(key) ?? 0;
    const isOver = before >= limit.q;
    if (!isOver) this.#open.set(key, before + 1);
    let isOpen = !isOver;
    const end = (): void => {
      if (!isOpen) return;
      isOpen = false;
      const now = (this.#open.get(key) ?? 1) - 1;
      if (now > 0) this.#open.set(key, now);
      else this.#open.delete(key);
    };
    return {
      name,
      limit,
      isOver,
      remaining: isOver ? 0 : limit.q - before - 1,
      seconds: name === 'stream' ? STREAM_WAIT : 1,
      end,
    };
  }

  #window(name: CountedName, limit: Limit): RateLimiterMemory {
    let found = this.#found.get(limit);
    if (!found) this.#found.set(limit, (found = {}));
    return (found[name] ??= this.#windowOf(name, limit));
  }

  #windowOf(name: CountedName, { q, w = 60 }: Limit): RateLimiterMemory {
    const id = `${name} ${String(q)} ${String(w)}`;
    let window = this.#windows.get(id);
    if (!window) {
      window = new RateLimiterMemory({ points: q, duration: w });
      this.#windows.set(id, window);
      this.#longest = Math.max(this.#longest, w * 1_000);
    }
    return window;
  }

  /** The caller, or the name that all share who come after too many others. */
  #bounded(caller: string): string {
    const now = Date.now();
    if (now - this.#knownSince > this.#longest) {
      this.#known = new Set();
      this.#knownSince = now;
    }
    if (this.#known.has(caller)) return caller;
    if (this.#known.size >= MOST_CALLERS) return OTHERS;
    this.#known.add(caller);
    return caller;
  }
}

/** Seconds after which a stream may be tried again: nobody knows when another one ends. */
const STREAM_WAIT = 10;

/** Headers of an answer that was counted, as structured fields (RFC 9651). */
export const limitHeaders = (left: readonly Left[]): { 'ratelimit-policy': string; ratelimit: string } => {
  let policy = '';
  let state = '';
  for (const { name, limit, remaining, seconds } of left) {
    const comma = policy === '' ? '' : ', ';
    policy += comma + policyOf(name, limit);
    // Names are words and need no escapes; an integer is its digits.
    state += `${comma}"${name}";r=${String(remaining)}${isOfWindow(name) ? `;t=${String(seconds)}` : ''}`;
  }
  return { 'ratelimit-policy': policy, ratelimit: state };
};

const policies = new WeakMap<Limit, Map<CountedName, string>>();

/** The policy of a limit, written once for as long as the limit holds. */
const policyOf = (name: CountedName, limit: Limit): string => {
  let ofLimit = policies.get(limit);
  if (!ofLimit) policies.set(limit, (ofLimit = new Map()));
  let text = ofLimit.get(name);
  if (text === undefined) {
    const unit = UNITS[name];
    const parts: [string, string | number][] = [['q', limit.q]];
    if (isOfWindow(name)) parts.push(['w', limit.w ?? 60]);
    if (unit !== undefined) parts.push(['qu', unit]);
    ofLimit.set(name, (text = serializeList([[name, new Map(parts)]])));
  }
  return text;
};
