import { deleteGroupsV2 } from '@platformatic/kafka';
import { randomUUID } from 'node:crypto';
import type { KafkaConfig } from './client.ts';
import { withCluster } from './cluster.ts';
import { GroupConsumer } from './group-consumer.ts';
import type { Fetched } from './partition-reader.ts';
import type { UnreadableBatch } from './stored-batch.ts';
import type { InRecord } from './records.ts';

/** Part of a partition, `until` not included. */
export interface ScanRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  readonly until: bigint;
}

/** What a scan comes upon, in order within a partition. */
export interface Scanned {
  readonly topic: string;
  readonly partition: number;
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
): Promise<void> => {
  const scan = new Scan(ranges, typeof listener === 'function' ? { take: listener } : listener);
  if (scan.isDone) return;
  const groupId = `silkgauge-scan-${randomUUID()}`;
  const topics = [...new Set(ranges.filter(isAny).map(({ topic }) => topic))];
  const consumer = new GroupConsumer({ kafka, groupId, topics, sessionTimeout: 10_000, rest: 0 }, scan);
  scan.consumer = consumer;
  try {
    await consumer.start();
    await scan.finished;
  } finally {
    scan.end();
    await consumer.disconnect();
    await forgetGroup(kafka, groupId);
  }
};

/** An empty group goes by itself in a while; this only tidies up. */
const forgetGroup = async (kafka: KafkaConfig, groupId: string): Promise<void> => {
  await withCluster(kafka, async (cluster) => {
    const coordinator = await cluster.coordinator('group', groupId);
    await cluster.request(coordinator, deleteGroupsV2.api, [groupId]);
  }).catch(() => undefined);
};

/** What is left of a range. */
interface Left {
  readonly range: ScanRange;
  at: bigint;
  isAsking: boolean;
}

class Scan {
  consumer: GroupConsumer | null = null;
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
      if (isAny(range))
        this.#left.set(keyOf(range.topic, range.partition), { range, at: range.from, isAsking: false });
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

  joined(assignment: readonly { topic: string; partition: number }[]): void {
    for (const { topic, partition } of assignment) {
      const left = this.#left.get(keyOf(topic, partition));
      if (!left || left.isAsking) continue;
      this.#goOn(left);
    }
  }

  left(): void {
    // It comes back and goes on where it was.
  }

  crashed(error: Error): void {
    this.#reject(error);
  }

  /** Whatever goes wrong ends the scan; kafkajs would fetch the same again. */
  fetched(topic: string, partition: number, fetched: Fetched): boolean {
    try {
      return this.#accept(topic, partition, fetched);
    } catch (error) {
      this.#reject(error as Error);
      return false;
    }
  }

  #accept(topic: string, partition: number, fetched: Fetched): boolean {
    const left = this.#left.get(keyOf(topic, partition));
    if (!left || left.isAsking || fetched.from !== left.at) return false;
    const { range } = left;
    const { trouble } = fetched;
    if (trouble && !trouble.batch) {
      this.#reject(new Error(`${keyOf(topic, partition)} at ${String(left.at)}: ${trouble.reason}`));
      return false;
    }
    this.#stillGoing();
    left.at = fetched.next;
    const records = [...fetched.records].filter(({ offset }) => offset < range.until);
    const inRange = trouble?.batch && trouble.batch.first < range.until ? trouble.batch : null;
    const unreadable = inRange && trouble ? { ...inRange, reason: trouble.reason } : null;
    const isNews = records.length > 0 || unreadable !== null;
    const answer = isNews ? this.#listener.take({ topic, partition, records, unreadable }) : undefined;
    const isStuck = trouble !== null;
    if (answer instanceof Promise) this.#wait(left, answer, isStuck);
    else if (this.#isLeft(left, answer, isStuck) && typeof answer === 'bigint') this.#goOn(left);
    return true;
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
    const { topic, partition } = left.range;
    left.isAsking = true;
    this.#asking += 1;
    clearTimeout(this.#idle);
    this.consumer?.pause(topic, [partition]);
    answer
      .then((next) => {
        left.isAsking = false;
        this.#asking -= 1;
        if (this.#isOver) return;
        this.#stillGoing();
        if (this.#isLeft(left, next, isStuck)) this.#goOn(left);
      })
      .catch((error: unknown) => {
        this.#reject(error as Error);
      });
  }

  #goOn({ range: { topic, partition }, at }: Left): void {
    this.consumer?.seek(topic, partition, at);
    this.consumer?.resume(topic, [partition]);
  }

  #finish({ range: { topic, partition } }: Left): void {
    this.#left.delete(keyOf(topic, partition));
    this.consumer?.pause(topic, [partition]);
    this.#listener.ended?.(topic, partition);
    if (this.isDone) this.#resolve();
  }

  #stillGoing(): void {
    clearTimeout(this.#idle);
    // Whoever takes may take his time.
    if (this.#asking > 0) return;
    this.#idle = setTimeout(() => {
      const where = [...this.#left.values()].map(
        ({ range, at }) => `${keyOf(range.topic, range.partition)} at ${String(at)}`,
      );
      this.#reject(
        new Error(
          `nothing more could be read within ${String(IDLE_LIMIT / 1000)} s from ${where.join(', ')}`,
        ),
      );
    }, IDLE_LIMIT);
  }
}

const isAny = ({ from, until }: ScanRange): boolean => from < until;

const keyOf = (topic: string, partition: number): string => `${topic}/${String(partition)}`;
