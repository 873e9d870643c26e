import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster, BrokerNode, TopicMetadata } from '../broker/cluster.ts';
import { causedBy, Refused } from '../broker/errors.ts';
import { fetchFrom, type FetchedPartition, type FetchPosition } from './fetch-request.ts';
import { fetchedOf, type Fetched } from './fetched.ts';

export interface FetchTarget {
  readonly topic: string;
  readonly partition: number;
  /** The offset to fetch from; null while nothing is to be fetched. */
  readonly wanted: bigint | null;
  /** Last known end of the partition; null if unknown. */
  readonly end: bigint | null;
  /** Receives records from the offset that was wanted at the request; `wanted` may have changed since. */
  take(fetched: Fetched): void;
}

export interface FetcherOptions {
  /**
   * Pause after a fetch that brought little, in milliseconds. Without it each fetch of a trickle would bring
   * a few records, at nearly the cost of many.
   */
  readonly rest: number;
  /** Gets the reason why a broker is asked again later. */
  readonly onRetry: (reason: string) => void;
}

/** How long a broker holds a fetch without records, in milliseconds. */
const MAX_WAIT = 100;
/** Limit of one partition in one fetch, in bytes: a backlog comes in few pieces. */
const MOST_BYTES = 1024 * 1024;
/** Bytes below which a fetch is followed by a pause. */
const LITTLE = 65_536;
/** Shortest and longest pause after a failure, in milliseconds. */
const FIRST_PAUSE = 50;
const LAST_PAUSE = 1_000;

/** Error codes of a partition that has moved: the fetcher asks for metadata anew and goes on. */
const MOVED = new Set([3, 5, 6, 56, 74, 75, 78, 100, 103]);

/**
 * Fetches partitions of input topics from their leaders. Each broker has at most one request under way for
 * partitions known to have more records, and on another connection one for the others, which it may hold. The
 * error of one partition delays no other; a leader that moved is followed.
 */
export class Fetcher {
  readonly #cluster: Cluster;
  readonly #options: FetcherOptions;
  readonly #targets = new Set<FetchTarget>();
  /** Targets of requests under way, by connection and broker. */
  readonly #asked = new Map<string, ReadonlySet<FetchTarget>>();
  /** Targets whose last fetch reached the end of the partition or brought nothing. */
  readonly #atEnd = new WeakSet<FetchTarget>();
  readonly #pausedUntil = new Map<FetchTarget, number>();
  readonly #closing = new AbortController();
  #wake: () => void = () => undefined;
  #failures = 0;
  #running: Promise<void> | null = null;

  constructor(cluster: Cluster, options: FetcherOptions) {
    this.#cluster = cluster;
    this.#options = options;
  }

  add(target: FetchTarget): void {
    this.#targets.add(target);
    this.#running ??= this.#run();
    this.wake();
  }

  remove(target: FetchTarget): void {
    this.#targets.delete(target);
    this.#pausedUntil.delete(target);
  }

  /** To be called when `wanted` of a target has changed. */
  wake(): void {
    this.#wake();
  }

  /** Ends fetching; targets get nothing more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#targets.clear();
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      try {
        await this.#askAll();
        this.#failures = 0;
      } catch (error) {
        this.#options.onRetry(causedBy(error));
        await this.#pause();
        continue;
      }
      await woken;
    }
  }

  async #pause(): Promise<void> {
    const pause = Math.min(FIRST_PAUSE * 2 ** this.#failures, LAST_PAUSE);
    this.#failures += 1;
    await sleep(pause, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  /** Sends a request on each idle connection to a leader of wanted partitions. */
  async #askAll(): Promise<void> {
    const now = performance.now();
    const busy = new Set([...this.#asked.values()].flatMap((targets) => [...targets]));
    const wanting = [...this.#targets].filter(
      (target) => target.wanted !== null && !busy.has(target) && (this.#pausedUntil.get(target) ?? 0) <= now,
    );
    const topics = await this.#cluster.topics([...new Set(wanting.map(({ topic }) => topic))]);
    const byLeader = Map.groupBy(wanting, ({ topic, partition }) => leaderOf(topics.get(topic), partition));
    for (const [leader, ofLeader] of byLeader) {
      if (leader < 0) {
        this.#cluster.forget();
        this.#later(ofLeader, FIRST_PAUSE);
        continue;
      }
      const node = await this.#cluster.node(leader);
      const byLane = Map.groupBy(ofLeader, (target) => (this.#isBehind(target) ? 'data' : 'waiting'));
      for (const [lane, targets] of byLane) {
        const key = `${lane} ${String(leader)}`;
        if (!this.#asked.has(key)) void this.#ask(key, { ...node, lane }, targets, topics);
      }
    }
  }

  async #ask(
    key: string,
    node: BrokerNode,
    targets: readonly FetchTarget[],
    topics: ReadonlyMap<string, TopicMetadata>,
  ): Promise<void> {
    this.#asked.set(key, new Set(targets));
    let rest = 0;
    try {
      const positions = targets.flatMap((target) => positionOf(target, topics));
      const answers = await fetchFrom(this.#cluster, node, positions, {
        ...{ isolation: 'read-committed', maxWait: MAX_WAIT, partitionBytes: MOST_BYTES },
      });
      const bytes = answers.reduce((sum, { records }) => sum + records.length, 0);
      if (bytes > 0 && bytes < LITTLE) rest = this.#options.rest;
      for (const answer of answers) this.#hand(answer, targets, positions);
    } catch (error) {
      this.#options.onRetry(causedBy(error));
      this.#later(targets, error instanceof Refused ? FIRST_PAUSE : LAST_PAUSE / 4);
    }
    if (rest > 0) await sleep(rest, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    this.#asked.delete(key);
    this.wake();
  }

  #hand(
    answer: FetchedPartition,
    targets: readonly FetchTarget[],
    positions: readonly FetchPosition[],
  ): void {
    const isIts = ({ topic, partition }: { topic: string; partition: number }): boolean =>
      topic === answer.topic.name && partition === answer.partition;
    const target = targets.find(isIts);
    const asked = positions.find(({ topic, partition }) => isIts({ topic: topic.name, partition }));
    if (!target || !asked || !this.#targets.has(target)) return;
    if (MOVED.has(answer.errorCode)) {
      this.#cluster.forget();
      this.#later([target], FIRST_PAUSE);
      return;
    }
    // A served target goes behind the others, because an answer is bounded.
    if (answer.records.length > 0) {
      this.#targets.delete(target);
      this.#targets.add(target);
    }
    const fetched = fetchedOf(answer, asked.offset, true);
    if (fetched.next > asked.offset && fetched.next < fetched.highWatermark) this.#atEnd.delete(target);
    else this.#atEnd.add(target);
    target.take(fetched);
  }

  #isBehind(target: FetchTarget): boolean {
    const { wanted, end } = target;
    return !this.#atEnd.has(target) && wanted !== null && end !== null && wanted < end;
  }

  #later(targets: readonly FetchTarget[], milliseconds: number): void {
    const until = performance.now() + milliseconds;
    for (const target of targets) this.#pausedUntil.set(target, until);
    setTimeout(() => {
      this.wake();
    }, milliseconds + 1).unref();
  }
}

const leaderOf = (topic: TopicMetadata | undefined, partition: number): number =>
  topic?.partitions[partition]?.leader ?? -1;

const positionOf = (
  { topic, partition, wanted }: FetchTarget,
  topics: ReadonlyMap<string, TopicMetadata>,
): FetchPosition[] => {
  const metadata = topics.get(topic);
  return metadata && wanted !== null ? [{ topic: metadata, partition, offset: wanted }] : [];
};
