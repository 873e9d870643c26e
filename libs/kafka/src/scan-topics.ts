import { randomUUID } from 'node:crypto';
import { createKafka, type KafkaConfig } from './client.ts';
import { GroupConsumer } from './group-consumer.ts';
import type { Fetched } from './partition-reader.ts';
import type { UnreadableBatch } from './record-view.ts';
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
  /** A batch behind the records that cannot be read, and why; the scan of its partition ends there. */
  readonly unreadable: (UnreadableBatch & { readonly reason: string }) | null;
}

/** Without anything new for so long a scan gives up, in milliseconds: a transaction that stays open hides its records. */
const IDLE_LIMIT = 30_000;

/**
 * Reads parts of topics once, with records as they stand there, and commits nothing. Aborted transactions are left
 * out. `take` returns false when it has seen enough of a partition.
 *
 * @throws when the broker does not answer, a topic is missing, or records are not there any more
 */
export const scanTopics = async (
  kafka: KafkaConfig,
  ranges: readonly ScanRange[],
  take: (found: Scanned) => boolean | undefined,
): Promise<void> => {
  const scan = new Scan(ranges, take);
  if (scan.isDone) return;
  const groupId = `silkgauge-scan-${randomUUID()}`;
  const topics = [...new Set(ranges.map(({ topic }) => topic))];
  const consumer = new GroupConsumer({ kafka, groupId, topics, sessionTimeout: 10_000 }, scan);
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
  const admin = createKafka({ brokers: kafka.brokers }).admin();
  try {
    await admin.connect();
    await admin.deleteGroups([groupId]);
  } catch {
    // The broker will.
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

class Scan {
  consumer: GroupConsumer | null = null;
  readonly finished: Promise<void>;
  readonly #left = new Map<string, { range: ScanRange; at: bigint }>();
  readonly #take: (found: Scanned) => boolean | undefined;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #idle: NodeJS.Timeout | undefined;

  constructor(ranges: readonly ScanRange[], take: (found: Scanned) => boolean | undefined) {
    this.#take = take;
    for (const range of ranges) {
      if (range.from < range.until)
        this.#left.set(keyOf(range.topic, range.partition), { range, at: range.from });
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
    clearTimeout(this.#idle);
  }

  joined(assignment: readonly { topic: string; partition: number }[]): void {
    for (const { topic, partition } of assignment) {
      const left = this.#left.get(keyOf(topic, partition));
      if (!left) continue;
      this.consumer?.seek(topic, partition, left.at);
      this.consumer?.resume(topic, [partition]);
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
    if (fetched.from !== left?.at) return false;
    const { range } = left;
    const { trouble } = fetched;
    if (trouble && !trouble.batch) {
      this.#reject(new Error(`${keyOf(topic, partition)} at ${String(left.at)}: ${trouble.reason}`));
      return false;
    }
    this.#stillGoing();
    left.at = fetched.to;
    const records = fetched.records.filter(({ offset }) => offset < range.until);
    const inRange = trouble?.batch && trouble.batch.first < range.until ? trouble.batch : null;
    const unreadable = inRange && trouble ? { ...inRange, reason: trouble.reason } : null;
    const enough =
      records.length + Number(unreadable !== null) > 0 &&
      this.#take({ topic, partition, records, unreadable }) === false;
    if (enough || trouble || left.at >= range.until) {
      this.#left.delete(keyOf(topic, partition));
      this.consumer?.pause(topic, [partition]);
      if (this.isDone) this.#resolve();
    }
    return true;
  }

  #stillGoing(): void {
    clearTimeout(this.#idle);
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

const keyOf = (topic: string, partition: number): string => `${topic}/${String(partition)}`;
