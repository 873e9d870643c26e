import type { SplitMix64 } from '../workload/split-mix.ts';

/** The events of one partition, made as they are asked for; times are microseconds. */
export class Arrivals {
  readonly #gap: () => number;
  readonly #waiting: number[] = [];
  #next: number;

  /** `rate` is events a microsecond. */
  constructor(rate: number, kind: 'poisson' | 'steady', random: SplitMix64) {
    this.#gap = kind === 'steady' ? () => 1 / rate : () => -Math.log1p(-random.unit()) / rate;
    // Steady partitions do not all begin at once.
    this.#next = rate > 0 ? this.#gap() * (kind === 'steady' ? random.unit() : 1) : Infinity;
  }

  /** When the next one comes that nobody has waited for yet. */
  get next(): number {
    return this.#next;
  }

  /** When the first that waits came, at `now`; null when none does. */
  oldest(now: number): number | null {
    const first = this.#waiting[0] ?? this.#next;
    return first <= now ? first : null;
  }

  /** What has come up to `now`, the oldest first, `limit` at most. */
  take(now: number, limit: number): number[] {
    for (; this.#next <= now; this.#next += this.#gap()) this.#waiting.push(this.#next);
    return this.#waiting.splice(0, limit);
  }
}
