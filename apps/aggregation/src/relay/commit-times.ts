/** Transactions that are remembered while the relay is behind; more are not measured. */
const MOST = 1_000;

interface CommittedRun {
  /** Last sequence of the transaction. */
  readonly last: bigint;
  /** By `performance.now()`. */
  readonly at: number;
}

/** When transactions of this process were committed, until all their changes are on the topics. */
export class CommitTimes {
  #waiting: CommittedRun[] = [];
  #published = 0n;

  /** A transaction that the relay read from the log and published before is not measured. */
  committed(last: bigint, now: number): void {
    if (last > this.#published && this.#waiting.length < MOST) this.#waiting.push({ last, at: now });
  }

  /** Seconds from the commit of each transaction whose changes are now published, up to `sequence`. */
  published(sequence: bigint, now: number): number[] {
    this.#published = sequence;
    const isPublished = ({ last }: CommittedRun): boolean => last <= sequence;
    const seconds = this.#waiting.filter(isPublished).map(({ at }) => (now - at) / 1_000);
    if (seconds.length > 0) this.#waiting = this.#waiting.filter((run) => !isPublished(run));
    return seconds;
  }

  clear(): void {
    this.#waiting = [];
  }
}
