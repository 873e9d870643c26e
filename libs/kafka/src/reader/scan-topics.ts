import { placeName, type TopicPartition } from '@silkgauge/contract';
import type { KafkaConfig } from '../broker/client.ts';
import { Cluster } from '../broker/cluster.ts';
import type { Fetched } from './fetched.ts';
import { Fetcher, type FetchTarget } from './fetcher.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InRecord } from '../wire/records.ts';
import { copyRecords, type UnreadableBatch } from '../wire/stored-batch.ts';

/** Part of a partition, `until` not included. */
export interface ScanRange extends TopicPartition {
  readonly from: bigint;
  readonly until: bigint;
}

/** What a scan comes upon, in order within a partition. */
export interface Scanned extends TopicPartition {
  readonly records: readonly InRecord[];
  /** A batch behind the records that cannot be read, and why. */
  readonly unreadable: (UnreadableBatch & { readonly reason: string }) | null;
}

/**
 * What to do next with the partition: an offset to go on at; false when enough of it was seen; anything else to go on
 * where it is, which behind an unreadable batch is the end of it.
 */
export type ScanNext = boolean | bigint | undefined;

export interface ScanListener {
  /** While it waits for the answer, nothing more of the partition is fetched. */
  take(found: Scanned): ScanNext | Promise<ScanNext>;
  /** The partition was read to where the scan ends; it may have had nothing at all. */
  ended?(topic: string, partition: number): void;
}

export interface ScanOptions {
  /** Of input topics: a batch that carries its producer's clock cannot be read, as it cannot where they are worked on. */
  readonly ofInput?: boolean;
}

/** Without anything new for so long a scan gives up, in milliseconds: a transaction that stays open hides its records. */
const IDLE_LIMIT = 30_000;

/**
 * Reads parts of topics once, with records as they stand there, and commits nothing. Aborted transactions are left
 * out. An error of the listener ends the scan.
 *
 * @throws when the broker does not answer, a topic is missing, or records are not there any more
 */
export const scanTopics = async (
  kafka: KafkaConfig,
  ranges: readonly ScanRange[],
  listener: ScanListener | ScanListener['take'],
  { ofInput = false }: ScanOptions = {},
): Promise<void> => {
  const scan = new Scan(ranges, typeof listener === 'function' ? { take: listener } : listener);
  if (scan.isDone) return;
  const cluster = new Cluster(kafka);
  const fetcher = new Fetcher(cluster, { rest: 0, ofInput });
  try {
    await requireTopics(cluster, [...new Set(ranges.filter(isAny).map(({ topic }) => topic))]);
    scan.begin(fetcher);
    await scan.finished;
  } finally {
    scan.end();
    await fetcher.close();
    await cluster.close();
  }
};

/** How long the broker may take until it answers and knows the topics, in milliseconds. */
const START_LIMIT = 10_000;

const requireTopics = async (cluster: Cluster, names: readonly string[]): Promise<void> => {
  for (const limit = performance.now() + START_LIMIT; ; await sleep(100)) {
    try {
      const known = await cluster.topics(names);
      const missing = names.filter((name) => !known.has(name));
      if (missing.length === 0) return;
      throw new Error(`no topic ${missing.join(', ')}`);
    } catch (error) {
      if (performance.now() > limit) throw error;
      cluster.forget();
    }
  }
};

/** What is left of a range, and where what is fetched of it goes. */
class Left implements FetchTarget {
  readonly range: ScanRange;
  readonly #take: (left: Left, fetched: Fetched) => void;
  at: bigint;
  /** The listener was asked and has not answered. */
  isAsking = false;

  constructor(range: ScanRange, take: (left: Left, fetched: Fetched) => void) {
    this.range = range;
    this.at = range.from;
    this.#take = take;
  }

  get topic(): string {
    return this.range.topic;
  }

  get partition(): number {
    return this.range.partition;
  }

  get wanted(): bigint | null {
    return this.isAsking ? null : this.at;
  }

  get end(): bigint {
    return this.range.until;
  }

  take(fetched: Fetched): void {
    if (fetched.from === this.wanted) this.#take(this, fetched);
  }
}

class Scan {
  #fetcher: Fetcher | null = null;
  readonly finished: Promise<void>;
  readonly #left = new Map<string, Left>();
  readonly #listener: ScanListener;
  /** How many answers are waited for. */
  #asking = 0;
  #isOver = false;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #idle: NodeJS.Timeout | undefined;

  constructor(ranges: readonly ScanRange[], listener: ScanListener) {
    this.#listener = listener;
    for (const range of ranges) {
      if (isAny(range)) this.#left.set(placeName(range), new Left(range, this.#fetched));
      else listener.ended?.(range.topic, range.partition);
    }
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.finished.catch(() => undefined);
    if (!this.isDone) this.#stillGoing();
  }

  get isDone(): boolean {
    return this.#left.size === 0;
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#idle);
  }

  begin(fetcher: Fetcher): void {
    this.#fetcher = fetcher;
    for (const left of this.#left.values()) fetcher.add(left);
  }

  /** Whatever goes wrong ends the scan. */
  readonly #fetched = (left: Left, fetched: Fetched): void => {
    try {
      this.#accept(left, fetched);
    } catch (error) {
      this.#reject(error as Error);
    }
  };

  #accept(left: Left, fetched: Fetched): void {
    const { range } = left;
    const { topic, partition } = range;
    const { trouble } = fetched;
    if (trouble && !trouble.batch)
      throw new Error(`${placeName(range)} at ${String(left.at)}: ${trouble.reason}`);
    this.#stillGoing();
    left.at = fetched.next;
    // Their memory is used again, and a listener may keep them.
    const records = [...copyRecords(fetched.records)].filter(({ offset }) => offset < range.until);
    const inRange = trouble?.batch && trouble.batch.first < range.until ? trouble.batch : null;
    const unreadable = inRange && trouble ? { ...inRange, reason: trouble.reason } : null;
    const isNews = records.length > 0 || unreadable !== null;
    const answer = isNews ? this.#listener.take({ topic, partition, records, unreadable }) : undefined;
    const isStuck = trouble !== null;
    if (answer instanceof Promise) this.#wait(left, answer, isStuck);
    else this.#isLeft(left, answer, isStuck);
  }

  /** Takes the answer in: whether there is more to read of the partition. */
  #isLeft(left: Left, next: ScanNext, isStuck: boolean): boolean {
    if (typeof next === 'bigint') left.at = next;
    const isOver = next === false || left.at >= left.range.until || (isStuck && typeof next !== 'bigint');
    if (isOver) this.#finish(left);
    return !isOver;
  }

  /** Fetches nothing more of the partition until the answer is there. */
  #wait(left: Left, answer: Promise<ScanNext>, isStuck: boolean): void {
    left.isAsking = true;
    this.#asking += 1;
    clearTimeout(this.#idle);
    answer
      .then((next) => {
        left.isAsking = false;
        this.#asking -= 1;
        if (this.#isOver) return;
        this.#stillGoing();
        if (this.#isLeft(left, next, isStuck)) this.#fetcher?.wake();
      })
      .catch((error: unknown) => {
        this.#reject(error as Error);
      });
  }

  #finish(left: Left): void {
    const { topic, partition } = left.range;
    this.#left.delete(placeName(left.range));
    this.#fetcher?.remove(left);
    this.#listener.ended?.(topic, partition);
    if (this.isDone) this.#resolve();
  }

  #stillGoing(): void {
    clearTimeout(this.#idle);
    // Whoever takes may take his time.
    if (this.#asking > 0) return;
    this.#idle = setTimeout(() => {
      const where = [...this.#left.values()].map(({ range, at }) => `${placeName(range)} at ${String(at)}`);
      this.#reject(
        new Error(
          `nothing more could be read within ${String(IDLE_LIMIT / 1000)} s from ${where.join(', ')}`,
        ),
      );
    }, IDLE_LIMIT);
  }
}

const isAny = ({ from, until }: ScanRange): boolean => from < until;
