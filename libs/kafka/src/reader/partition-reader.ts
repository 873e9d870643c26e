import { setTimeout as sleep } from 'node:timers/promises';

import { behind } from './batch-sink.ts';
import type { KafkaLog } from '../broker/client.ts';
import { causedBy, Fenced } from '../broker/errors.ts';
import type { Fetched } from './fetched.ts';
import type { FetchTarget } from './fetcher.ts';
import type { OffsetRange } from '../broker/offsets.ts';
import { RecordQueue } from './record-queue.ts';
import type { ClaimedOffset, LogBatch, PartitionClaim, OffsetStore, RecordSink } from '../wire/records.ts';

/** What reading one partition needs from the consumer it is part of. */
export interface PartitionDeps {
  readonly topic: string;
  readonly partition: number;
  readonly offsets: OffsetStore;
  readonly limits: ReaderLimits;
  readonly log: KafkaLog;
  /** Where the records of a claim go. */
  open(claim: PartitionClaim): Promise<RecordSink>;
  /** What of the partition is there, how many partitions the topic has, and its id, asked now. */
  range(): Promise<OffsetRange & { readonly partitions: number; readonly topicId: string }>;
  /** The record batch of the log at an offset, asked now; null where nothing is there. */
  batchAt(offset: bigint): Promise<LogBatch | null>;
  /** What the reader wants to have fetched has changed. */
  wake(): void;
}

export interface ReaderLimits {
  /** The most records that are flushed at once. */
  readonly maxBatchRecords: number;
  /** Fetching stops above so many bytes that wait for a sink. */
  readonly maxWaitingBytes: number;
}

export type ReaderState = 'claiming' | 'reading' | 'retrying' | 'halted';

export interface PartitionHealth {
  readonly topic: string;
  readonly partition: number;
  readonly state: ReaderState;
  /** Everything before it is dealt with; null before the first claim that led to reading. */
  readonly position: bigint | null;
  /** Where it halted; null unless it did. */
  readonly haltedAt: bigint | null;
  /** The broker's end of the partition when last read. */
  readonly highWatermark: bigint | null;
  /** Why it is retrying or halted. */
  readonly reason: string | null;
  /** Epoch ms of the last batch done. */
  readonly lastProgress: number | null;
}

/** No pause and no claim repairs it: somebody has to look. */
class Halted extends Error {}

/** Pauses between attempts double from the first to the last, in milliseconds. */
const FIRST_PAUSE = 100;
const LAST_PAUSE = 10_000;
/** With fewer records between what is here and the end of the partition, a sink that is not full is flushed at once. */
const FAR_BEHIND = 2_000;
/** How long a sink that is not full waits for more of a backlog, in milliseconds. */
const FILL_PATIENCE = 500;
/** After so many records other work has its turn, and it is asked whether the partition is still ours. */
const LONG = 2_000;
/**
 * How long a log that ends before the stored offset is looked at again, in milliseconds. A leader that was elected a moment ago hears
 * from its followers how far the log is committed; Kafka's own tells nothing until then (KIP-207), so that what lasts is another log.
 */
const SHORT_PATIENCE = 10_000;
/** How often a halted partition looks whether somebody has moved it, in milliseconds. */
const HALTED_LOOK = 1_000;

/**
 * Reads one assigned partition: claims it, goes to the stored offset, fills a sink without a gap and flushes it, and
 * begins again with a claim after anything that goes wrong, since only the offset store knows what has been dealt with.
 * Kafka's own idea of the position is never used.
 */
export class PartitionReader implements FetchTarget {
  readonly #deps: PartitionDeps;
  readonly #queue: RecordQueue;
  readonly #closing = new AbortController();
  #state: ReaderState = 'claiming';
  #reason: string | null = null;
  #position: bigint | null = null;
  /** Everything before it has been added to the sink. */
  #added = 0n;
  /** How many records were added since the last flush. */
  #unflushed = 0;
  /** The stored offset when last heard of, records still there or not. */
  #storedAt: bigint | null = null;
  #highWatermark: bigint | null = null;
  #lastProgress: number | null = null;
  #failures = 0;
  /** When the log was first seen to end before the stored offset; null where it does not. */
  #shortSince: number | null = null;
  /** Where the flush at hand, or the last one that failed, begins. */
  #failedAt: bigint | null = null;
  #trouble: Error | null = null;
  /** Of the topic that is read since the claim; null before the first fetch. */
  #topicId: string | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(deps: PartitionDeps) {
    this.#deps = deps;
    this.#queue = new RecordQueue(deps.limits.maxWaitingBytes);
  }

  get topic(): string {
    return this.#deps.topic;
  }

  get partition(): number {
    return this.#deps.partition;
  }

  get wanted(): bigint | null {
    return this.#closing.signal.aborted || this.#trouble ? null : this.#queue.wanted;
  }

  get end(): bigint | null {
    return this.#highWatermark;
  }

  /** Begins once `before`, the previous reader of the same partition, has ended. */
  start(before: Promise<void>): void {
    this.#done = before.then(() => this.#run());
  }

  /** Ends after the flush at hand; resolves when it has ended. */
  close(): Promise<void> {
    this.#closing.abort();
    this.#queue.wake();
    return this.#done;
  }

  health(): PartitionHealth {
    const { topic, partition } = this.#deps;
    return {
      topic,
      partition,
      state: this.#state,
      position: this.#position,
      haltedAt: this.#state === 'halted' ? this.#storedAt : null,
      highWatermark: this.#highWatermark,
      reason: this.#reason,
      lastProgress: this.#lastProgress,
    };
  }

  take(fetched: Fetched): void {
    // It was asked for before reading went on elsewhere.
    if (fetched.from !== this.wanted) return;
    this.#highWatermark = fetched.highWatermark;
    if (this.#topicId !== null && this.#topicId !== fetched.topicId) {
      this.#stumble(new Error('the topic was deleted and made again under its name'));
      return;
    }
    this.#topicId = fetched.topicId;
    this.#queue.push(fetched);
    if (this.#queue.isEmpty) this.#passOver();
    const { trouble } = fetched;
    if (trouble) this.#stumble(trouble.batch ? new Halted(trouble.reason) : new Error(trouble.reason));
  }

  /** Nothing but control records and aborted ones lies before the end of the queue: where nothing is under way, it is dealt with. */
  #passOver(): void {
    if (this.#unflushed > 0 || this.#added !== this.#position) return;
    this.#added = this.#queue.end;
    this.#position = this.#added;
    this.#recover();
  }

  /** Reading has to begin anew, once what is queued is dealt with. */
  #stumble(error: Error): void {
    this.#trouble = error;
    this.#queue.wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const claim = await this.#claim();
        if (claim) await this.#read(await this.#deps.open(claim), claim);
      } catch (error) {
        if (signal.aborted) return;
        this.#queue.shut();
        this.#fail(error);
        if (this.#state === 'halted') {
          await this.#untilMoved();
          continue;
        }
        const pause = Math.min(FIRST_PAUSE * 2 ** (this.#failures - 1), LAST_PAUSE);
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Halted until an operator has looked and moved the stored offset; an offset store that does not answer is asked again. */
  async #untilMoved(): Promise<void> {
    const { topic, partition, offsets, log } = this.#deps;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await sleep(HALTED_LOOK, undefined, { signal }).catch(() => undefined);
      const at = await offsets.position?.(topic, partition).catch(() => undefined);
      if (at === undefined || at === null || at === this.#storedAt) continue;
      this.#state = 'claiming';
      log('warn', `Moved: ${topic}/${String(partition)} goes on at offset ${String(at)}`, {
        topic,
        partition,
      });
      return;
    }
  }

  #recover(): void {
    this.#failures = 0;
    this.#failedAt = null;
    this.#state = 'reading';
    this.#reason = null;
  }

  #fail(error: unknown): void {
    const { topic, partition, log } = this.#deps;
    const details = { topic, partition, position: this.#position?.toString(), error };
    this.#failures += 1;
    this.#failedAt ??= this.#position;
    this.#reason = causedBy(error);
    if (error instanceof Halted) {
      this.#state = 'halted';
      const at = `at offset ${String(this.#storedAt)}`;
      log('error', `Halted: ${topic}/${String(partition)} ${at}: ${this.#reason}`, details);
    } else if (error instanceof Fenced && this.#failures === 1) {
      this.#state = 'claiming';
      log('warn', `Fenced: ${topic}/${String(partition)} is claimed again`, details);
    } else {
      this.#state = 'retrying';
      log('error', `Trying again: ${topic}/${String(partition)}: ${this.#reason}`, details);
    }
  }

  /** Null when the partition is gone meanwhile. */
  async #claim(): Promise<PartitionClaim | null> {
    const { topic, partition, offsets } = this.#deps;
    this.#queue.shut();
    this.#trouble = null;
    this.#topicId = null;
    const claimed = await offsets.claim(topic, partition);
    const { epoch, next } = claimed;
    this.#storedAt = next;
    const { low, high, partitions, topicId } = await this.#deps.range();
    if (next < low) {
      const gone = `the records from ${String(next)} to ${String(low - 1n)} are no longer on the broker`;
      throw new Halted(`${gone}, and they have not been dealt with`);
    }
    await this.#requireSame(claimed, { low, high }, topicId);
    if (next > high) throw new Error(shortText(next, high));
    this.#shortSince = null;
    if (topicId !== claimed.topicId) await offsets.keepTopicId?.(topic, partition, epoch, topicId);
    if (this.#closing.signal.aborted) return null;
    this.#highWatermark = high;
    this.#goTo(next);
    // A flush that failed and still is the next one to come keeps its failures.
    if (next !== this.#failedAt || next === high) this.#recover();
    return { topic, partition, partitions, epoch, position: next, heartbeat: this.#heartbeat };
  }

  /**
   * The record batch that stood before the position has to stand there still: else this is another log than the one that was read. It
   * stands in a copy of the log, too, byte for byte with its time and epoch, and a copy is read on. Where it is gone the topic's id has
   * to be the same.
   */
  async #requireSame(
    { last, next, topicId: known }: ClaimedOffset,
    { low, high }: OffsetRange,
    topicId: string,
  ): Promise<void> {
    const isAnother = known && known !== topicId;
    if (last && last.offset >= low) {
      const there = await this.#deps.batchAt(last.offset);
      if (there && isSameBatch(there, last)) return;
      this.#shortSince ??= performance.now();
      if (!there && !isAnother && performance.now() - this.#shortSince < SHORT_PATIENCE)
        throw new Error(shortText(next, high));
      const found = there ? `found ${describe(there)}` : 'found nothing there';
      throw new Halted(`${REPLACED}: expected ${describe(last)}, ${found}`);
    }
    // Retention has taken it, or there was none.
    if (isAnother && next > 0n)
      throw new Halted(`${REPLACED}: the topic's id was ${known}, and is ${topicId}`);
  }

  /** Reads on from there. */
  #goTo(position: bigint): void {
    this.#position = position;
    this.#added = position;
    this.#unflushed = 0;
    this.#queue.open(position);
    this.#deps.wake();
  }

  async #read(sink: RecordSink, { heartbeat }: PartitionClaim): Promise<void> {
    let patience = 0;
    while (!this.#closing.signal.aborted) {
      if (this.#unflushed === 0) patience = performance.now() + FILL_PATIENCE;
      const isFull = this.#add(sink);
      if (!isFull && !this.#queue.isEmpty) {
        await heartbeat();
        continue;
      }
      const left = patience - performance.now();
      if (this.#unflushed > 0 && (isFull || left <= 0 || !this.#isMoreToCome())) await this.#flush(sink);
      else if (this.#unflushed > 0) await this.#arrivalWithin(left);
      else if (this.#trouble) throw this.#trouble;
      else await this.#queue.arrival();
    }
  }

  /** Adds what waits, some of it where that is much; returns whether the sink takes no more. */
  #add(sink: RecordSink): boolean {
    const most = this.#deps.limits.maxBatchRecords;
    for (let added = 0; added < LONG;) {
      if (this.#unflushed >= most) return true;
      const run = this.#queue.head(most - this.#unflushed);
      if (!run) return false;
      const taken = sink.add(run);
      if (taken === 0) return true;
      this.#added = behind(run, taken);
      this.#unflushed += taken;
      if (this.#queue.drop(taken)) this.#deps.wake();
      if (taken < run.records.length) return true;
      added += taken;
    }
    return false;
  }

  async #flush(sink: RecordSink): Promise<void> {
    this.#failedAt = this.#position;
    const position = await this.#addUntil(sink.flush(), sink);
    this.#unflushed = 0;
    this.#storedAt = position;
    this.#lastProgress = Date.now();
    if (position !== this.#added) {
      if (!this.#closing.signal.aborted) this.#goTo(position);
      return;
    }
    this.#position = position;
    this.#recover();
    if (this.#queue.isEmpty) this.#passOver();
  }

  /** While the sink waits to write, what comes is added. Not after the partition is gone: that is somebody else's. */
  async #addUntil(flushed: Promise<bigint>, sink: RecordSink): Promise<bigint> {
    let isOver = false;
    const over = (): void => {
      isOver = true;
      this.#queue.wake();
    };
    flushed.then(over, over);
    while (!isOver && !this.#closing.signal.aborted) {
      if (this.#add(sink) || this.#queue.isEmpty) await this.#queue.arrival();
      else await new Promise((resolve) => setImmediate(resolve));
    }
    return flushed;
  }

  /** Far behind: what is folded together is written once. */
  #isMoreToCome(): boolean {
    const left = (this.#highWatermark ?? 0n) - this.#queue.end;
    const isFar = left >= BigInt(Math.min(FAR_BEHIND, this.#deps.limits.maxBatchRecords));
    return isFar && !this.#trouble && !this.#closing.signal.aborted;
  }

  /** The broker may have stopped sending. */
  async #arrivalWithin(milliseconds: number): Promise<void> {
    const patience = new AbortController();
    const over = sleep(milliseconds, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#queue.arrival(), over]);
    patience.abort();
  }

  readonly #heartbeat = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#closing.signal.aborted) throw new Fenced('The partition has been taken away.');
  };
}

const REPLACED = 'log-replaced: the log is another one than was read';

const isSameBatch = (a: LogBatch, b: LogBatch): boolean =>
  a.offset === b.offset &&
  a.leaderEpoch === b.leaderEpoch &&
  a.crc === b.crc &&
  a.appendTime === b.appendTime;

const shortText = (next: bigint, high: bigint): string =>
  `the stored offset is ${String(next)}, beyond the end of the partition at ${String(high)}`;

const describe = ({ offset, leaderEpoch, crc, appendTime }: LogBatch): string =>
  `the batch at ${String(offset)} with checksum ${crc.toString(16)}, epoch ${String(leaderEpoch)}, time ${appendTime}`;
