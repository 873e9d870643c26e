import { setTimeout as sleep } from 'node:timers/promises';
import { placeName, type TopicPartition } from '@silkgauge/contract';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { KafkaConfig, KafkaLog } from '../broker/client.ts';
import { Cluster } from '../broker/cluster.ts';
import { causedBy } from '../broker/errors.ts';
import { batchAt } from './fetched.ts';
import { Fetcher } from './fetcher.ts';
import { GroupMember } from './group-member.ts';
import { offsetRanges, type OffsetRange } from '../broker/offsets.ts';
import { PartitionReader, type PartitionHealth } from './partition-reader.ts';
import type { PatternExtras } from './batch-pattern.ts';
import { BatchSink } from './batch-sink.ts';
import type { PartitionClaim, OffsetStore, RecordSink } from '../wire/records.ts';

export interface BatchStrategyOptions {
  readonly kafka: KafkaConfig;
  readonly groupId: string;
  readonly offsets: OffsetStore;
  /** Called once when reading cannot go on; the process should end with a failure. */
  readonly onFatal: (error: Error) => void;
  /** Prefix of the handlers' patterns in topic names. */
  readonly topicPrefix?: string;
  /** Limit of records in one batch or flush; default 40,000. */
  readonly maxBatchRecords?: number;
  /** Milliseconds without a heartbeat after which the group reassigns the partitions; default 30,000. */
  readonly sessionTimeout?: number;
  /** Pause between fetches of few records, in milliseconds; default 6. A longer one is cheaper and later. */
  readonly fetchRest?: number;
  /**
   * Gets each member id that the group assigns to this process, to stand for the id while the process lives.
   * The process takes part in the group once the promise resolves.
   */
  readonly onMemberId?: (memberId: string) => Promise<void>;
}

export interface StrategyHealth {
  /** Whether the process is in the group and reads every assigned partition. */
  readonly ready: boolean;
  readonly joined: boolean;
  /** Why the process is not in the group. */
  readonly reason: string | null;
  readonly partitions: readonly PartitionHealth[];
}

/** Position of a partition by its reader, and its end by the broker. */
export type PartitionProgress = Pick<
  PartitionHealth,
  'topic' | 'partition' | 'state' | 'position' | 'reason'
> & { readonly end: bigint };

/** The strategy as monitoring sees it. */
export type Reader = Pick<KafkaBatchStrategy, 'health' | 'progress' | 'brokerAnswers' | 'dismiss'>;

/** Interval of offset commits to Kafka, in milliseconds. */
const COMMIT_MS = 5_000;
/** Interval at which stored positions are compared with those of the readers, in milliseconds. */
const FALLEN_LOOK = 1_000;
const MOST_RECORDS = 40_000;
/** Limit of a batch for a `@BatchPattern` handler, in bytes. */
const MOST_BATCH_BYTES = 4 * 1024 * 1024;
/** Limit of waiting bytes of all partitions together, and the least share of one partition. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
const LEAST_WAITING_BYTES = 256 * 1024;

/** How long `close` waits for handlers, in milliseconds. Uncommitted work of handlers has no effect. */
const CLOSE_LIMIT = 5_000;

/**
 * Delivers whole batches to `@BatchPattern` handlers, and records to the sinks that `@SinkPattern` handlers
 * open. Partitions run side by side, each in order and without a gap from its stored offset on.
 *
 * - On assignment each partition is claimed in the offset store. A partition halts if records from its
 *   position on have gone from the broker; the others go on.
 * - After an error of a handler, `Fenced` included, the partition is claimed again after a growing pause, and
 *   the handler gets the same records again; meanwhile health says not ready.
 * - Kafka's committed offsets are written for monitoring of the group's lag, and never read.
 */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  readonly #options: BatchStrategyOptions;
  readonly #log: KafkaLog;
  readonly #stopping = new AbortController();
  readonly #readers = new Map<string, PartitionReader>();
  /** Ends of readers that are closing. */
  readonly #ending = new Map<string, Promise<void>>();
  readonly #ranges = new Map<string, Promise<Map<number, OffsetRange>>>();
  readonly #committed = new Map<string, bigint>();
  readonly #cluster: Cluster;
  readonly #fetcher: Fetcher;
  #member: GroupMember | null = null;
  #joined = false;
  #reason: string | null = 'not started';
  #fatal = false;
  #commitTimer: NodeJS.Timeout | undefined;
  #closed: Promise<void> | null = null;

  constructor(options: BatchStrategyOptions) {
    super();
    this.#options = options;
    this.#log = options.kafka.log ?? (() => undefined);
    this.#cluster = new Cluster(options.kafka);
    this.#fetcher = new Fetcher(this.#cluster, {
      rest: options.fetchRest ?? 6,
      onRetry: (reason) => {
        this.#log('warn', `Fetching again: ${reason}`, {});
      },
    });
  }

  /** Returns at once: a broker that is away makes the service not ready, but lets it start. */
  override listen(callback: (error?: unknown) => void): void {
    this.#commitTimer = setInterval(() => {
      void this.#commitHint();
    }, COMMIT_MS);
    this.#commitTimer.unref();
    void this.#watchPositions();
    this.#start();
    callback();
  }

  /** Stops reading, waits for running handlers, leaves the group. Later calls wait for the same end. */
  override close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  health(): StrategyHealth {
    const partitions = [...this.#readers.values()].map((reader) => reader.health());
    const ready = this.#joined && !this.#fatal && partitions.every(({ state }) => state === 'reading');
    return { ready, joined: this.#joined, reason: this.#reason, partitions };
  }

  /**
   * Positions of the assigned partitions, and their ends as the broker reports them now: a reader whose
   * fetching died would not know of new records.
   *
   * @throws when the broker does not answer
   */
  async progress(): Promise<PartitionProgress[]> {
    const readers = [...this.#readers.values()];
    return Promise.all(
      readers.map(async (reader) => {
        const { topic, partition } = reader.health();
        const { high: end } = await this.#range(topic, partition);
        const { state, position, reason } = reader.health();
        return { topic, partition, state, position, reason, end };
      }),
    );
  }

  /** Whether the broker answers: tells a failure of the broker from one of the group. */
  async brokerAnswers(): Promise<boolean> {
    const [pattern] = this.messageHandlers.keys();
    if (pattern === undefined) return false;
    return offsetRanges(this.#cluster, (this.#options.topicPrefix ?? '') + pattern).then(
      () => true,
      () => false,
    );
  }

  override on(): never {
    throw new Error('The strategy emits no events; ask health().');
  }

  override unwrap(): never {
    throw new Error('The consumer is not shared.');
  }

  /**
   * Removes a dead member from the group, so that its partitions are reassigned at once. A living member
   * joins again, and claims fence its writes meanwhile.
   */
  async dismiss(memberId: string): Promise<void> {
    await this.#member?.dismiss(memberId);
  }

  #start(): void {
    const { kafka, groupId, topicPrefix = '', sessionTimeout = 30_000, onMemberId } = this.#options;
    const topics = [...this.messageHandlers.keys()].map((pattern) => topicPrefix + pattern);
    const options = { kafka, groupId, topics, sessionTimeout, ...(onMemberId && { onMemberId }) };
    this.#member = new GroupMember(this.#cluster, options, {
      joined: (assignment) => {
        this.#join(assignment);
      },
      stayed: () => {
        this.#joined = true;
        this.#reason = null;
      },
      left: (why) => {
        this.#leave(why);
        this.#log('warn', `Not in the group: ${why}`, { topics });
      },
      crashed: (error) => {
        this.#crash(error);
      },
    });
    this.#member.start();
  }

  /** Starts from the stored offsets, since the owners in between are unknown. */
  #join(assignment: readonly TopicPartition[]): void {
    this.#endReaders();
    this.#joined = true;
    this.#reason = null;
    if (this.#stopping.signal.aborted) return;
    const { offsets, maxBatchRecords = MOST_RECORDS } = this.#options;
    const maxWaitingBytes = Math.max(MOST_WAITING_BYTES / assignment.length, LEAST_WAITING_BYTES);
    for (const { topic, partition } of assignment) {
      const key = placeName({ topic, partition });
      const reader = new PartitionReader({
        topic,
        partition,
        offsets,
        limits: { maxBatchRecords, maxWaitingBytes },
        log: this.#log,
        open: (claim) => this.#open(claim),
        range: () => this.#range(topic, partition),
        batchAt: (offset) => batchAt(this.#cluster, { topic, partition }, offset),
        wake: () => {
          this.#fetcher.wake();
        },
      });
      this.#fetcher.add(reader);
      this.#readers.set(key, reader);
      reader.start(this.#ending.get(key) ?? Promise.resolve());
    }
  }

  #leave(why: string): void {
    this.#joined = false;
    this.#reason = why;
  }

  #crash(error: Error): void {
    this.#leave(error.message);
    if (this.#stopping.signal.aborted) return;
    this.#endReaders();
    this.#fatal = true;
    this.#log('error', `Reading from Kafka has stopped: ${causedBy(error)}`, { error });
    this.#options.onFatal(error);
  }

  #endReaders(): void {
    for (const [key, reader] of this.#readers) {
      this.#fetcher.remove(reader);
      const before = this.#ending.get(key);
      const ended = Promise.all([before, reader.close()]).then(() => {
        if (this.#ending.get(key) === ended) this.#ending.delete(key);
      });
      this.#ending.set(key, ended);
    }
    this.#readers.clear();
  }

  /** Opens the handler's sink, or a `BatchSink` for a handler of whole batches. */
  async #open(claim: PartitionClaim): Promise<RecordSink> {
    const pattern = claim.topic.slice((this.#options.topicPrefix ?? '').length);
    // Nest's own lookup would parse the pattern at each call.
    const handler = this.messageHandlers.get(pattern);
    if (!handler) throw new Error(`Nothing handles ${claim.topic}.`);
    const call = async (payload: unknown): Promise<unknown> => {
      const result: unknown = await handler(payload);
      return lastValueFrom(this.transformToObservable(Promise.resolve(result)), { defaultValue: undefined });
    };
    const extras: PatternExtras = handler.extras ?? {};
    if (extras.opensSink) return (await call(claim)) as RecordSink;
    const records = this.#options.maxBatchRecords ?? MOST_RECORDS;
    return new BatchSink(claim, { records, bytes: MOST_BATCH_BYTES }, call);
  }

  async #range(
    topic: string,
    partition: number,
  ): Promise<OffsetRange & { partitions: number; topicId: string }> {
    let asked = this.#ranges.get(topic);
    if (!asked) {
      asked = offsetRanges(this.#cluster, topic).finally(() => this.#ranges.delete(topic));
      this.#ranges.set(topic, asked);
    }
    const ranges = await asked;
    const range = ranges.get(partition);
    if (!range) throw new Error(`The broker does not know ${placeName({ topic, partition })}.`);
    const { id } = await this.#cluster.topic(topic);
    return { ...range, partitions: ranges.size, topicId: id };
  }

  /** Has partitions claimed again whose stored position has fallen: without a new record no flush would find out. */
  async #watchPositions(): Promise<void> {
    const { signal } = this.#stopping;
    const { offsets } = this.#options;
    while (offsets.positions && !signal.aborted) {
      await sleep(FALLEN_LOOK, undefined, { signal, ref: false }).catch(() => undefined);
      const held = [...this.#readers.values()].map((reader) => ({ reader, at: reader.storedAt }));
      // Without an answer nothing is known: the store may be away.
      const stored = await offsets.positions().catch(() => null);
      for (const { reader, at } of stored ? held : []) {
        const now = reader.storedAt;
        const hasFallen = at !== null && (stored?.get(placeName(reader)) ?? 0n) < at;
        // Claimed anew meanwhile, it may stand lower by now.
        if (hasFallen && now !== null && now >= at) reader.fallBack();
      }
    }
  }

  async #commitHint(): Promise<void> {
    const moved = this.health().partitions.flatMap(({ topic, partition, position }) => {
      const key = placeName({ topic, partition });
      return position === null || this.#committed.get(key) === position
        ? []
        : [{ topic, partition, key, position }];
    });
    if (!this.#joined || !this.#member || moved.length === 0) return;
    try {
      await this.#member.commit(
        moved.map(({ topic, partition, position: offset }) => ({ topic, partition, offset })),
      );
      for (const { key, position } of moved) this.#committed.set(key, position);
    } catch (error) {
      this.#log('debug', `Kafka's offsets were not brought up to date: ${causedBy(error)}`, {});
    }
  }

  async #close(): Promise<void> {
    clearInterval(this.#commitTimer);
    this.#stopping.abort();
    const closing = [...this.#readers.values()].map((reader) => reader.close());
    await Promise.race([
      Promise.all([...closing, ...this.#ending.values()]),
      sleep(CLOSE_LIMIT, undefined, { ref: false }),
    ]);
    await this.#commitHint();
    this.#leave('closed');
    await this.#member?.close();
    await this.#fetcher.close();
    await this.#cluster.close();
  }
}
