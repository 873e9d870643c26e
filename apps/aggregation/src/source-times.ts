/** Reporters with a label of their own; the newest append of all others counts to {@link OTHERS}. */
const MOST_REPORTERS = 500;

/** No code of a reporter begins like this. */
const OTHERS = '_other';

/** When each reporter was last heard of: the newest append time of its accepted records. */
export class SourceTimes {
  readonly #most: number;
  /** Milliseconds since 1970, by reporter. */
  readonly #newest = new Map<string, number>();

  constructor(most = MOST_REPORTERS) {
    this.#most = most;
  }

  /** `appendedAt`: milliseconds since 1970, by the broker. */
  heard(seriesKey: string, appendedAt: number): void {
    const reporter = seriesKey.slice(0, seriesKey.indexOf('.'));
    const known = this.#newest.get(reporter);
    if (known !== undefined && known >= appendedAt) return;
    const isOwn = known !== undefined || this.#newest.size < this.#most;
    if (isOwn) this.#newest.set(reporter, appendedAt);
    else this.#newest.set(OTHERS, Math.max(appendedAt, this.#newest.get(OTHERS) ?? 0));
  }

  /** Reporters, each with milliseconds since 1970. */
  entries(): Iterable<readonly [reporter: string, appendedAt: number]> {
    return this.#newest;
  }
}
