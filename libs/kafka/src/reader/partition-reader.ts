import { placeName } from '@silkgauge/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { behind } from './batch-sink.ts';
import type { KafkaLog } from '../broker/client.ts';
import { causedBy, causes, Fenced, Halted, NotYet } from '../broker/errors.ts';
import type { Fetched } from './fetched.ts';
import type { FetchTarget } from './fetcher.ts';
import type { OffsetRange } from '../broker/offsets.ts';
import { RecordQueue } from './record-queue.ts';
import type { ClaimedOffset, LogBatch, PartitionClaim, OffsetStore, RecordSink } from '../wire/records.ts';

/** What a partition reader needs from its consumer. */
export interface PartitionDeps {
  readonly topic: string;
  readonly partition: number;
  readonly offsets: OffsetStore;
  readonly limits: ReaderLimits;
  readonly log: KafkaLog;
  /** Opens the sink for the records of a claim. */
  open(claim: PartitionClaim): Promise<RecordSink>;
  /** Offset range, partition count and topic id, asked of the broker now. */
  range(): Promise<OffsetRange & { readonly partitions: number; readonly topicId: string }>;
  /** The record batch of the log at an offset, asked now; null if none is there. */
  batchAt(offset: bigint): Promise<LogBatch | null>;
  /** To be called when `wanted` has changed. */
  wake(): void;
}

export interface ReaderLimits {
  /** Limit of records in one flush. */
  readonly maxBatchRecords: number;
  /** Bytes waiting for the sink above which fetching stops. */
  readonly maxWaitingBytes: number;
}

export type ReaderState = 'claiming' | 'reading' | 'retrying' | 'halted';

export interface PartitionHealth {
  readonly topic: string;
  readonly partition: number;
  readonly state: ReaderState;
  /** Next offset to process; null before the first claim that led to reading. */
  readonly position: bigint | null;
  /** Offset that the store has, by the last claim or flush; null while nothing is read. */
  readonly storedAt: bigint | null;
  /** Stored offset at which the reader halted; null unless halted. */
  readonly haltedAt: bigint | null;
  /** End of the partition when last asked. */
  readonly highWatermark: bigint | null;
  /**
   * When the oldest record that waits was appended, in milliseconds since 1970; null where none waits, or it was
   * not read yet.
   */
  readonly waitingSince: number | null;
  /** Why the reader is retrying or halted. */
  readonly reason: string | null;
  /** Time of the last flush, in milliseconds since 1970. */
  readonly lastProgress: number | null;
}

/** Pauses between attempts double from the first to the last, in milliseconds. */
const FIRST_PAUSE = 100;
const LAST_PAUSE = 10_000;
/** Records yet to be fetched below which a sink that is not full is flushed at once. */
const FAR_BEHIND = 2_000;
/** How long a sink that is not full waits for more of a backlog, in milliseconds. */
const FILL_PATIENCE = 500;
/** Records after which the reader yields to other work and checks that the partition is still its own. */
const LONG = 2_000;
/**
 * How long a log that ends before the stored offset is checked again, in milliseconds. A new leader answers
 * no offsets until it knows the committed end (KIP-207), so a log that stays short is another one.
 */
const SHORT_PATIENCE = 10_000;
/** Interval at which a halted partition looks for a move, in milliseconds. */
const HALTED_LOOK = 1_000;

/**
 * Reads one assigned partition: claims it, goes to the stored offset, adds records to a sink without a gap,
 * and flushes the sink. After any failure it claims again, since only the offset store knows the position;
 * Kafka's committed offset is never used.
 */
export class PartitionReader implements FetchTarget {
  readonly #deps: PartitionDeps;
  readonly #queue: RecordQueue;
  readonly #closing = new AbortController();
  #state: ReaderState = 'claiming';
  #reason: string | null = null;
  /** When a halted partition goes on by itself, in milliseconds since 1970. */
  #goesOnAt: number | null = null;
  #position: bigint | null = null;
  /** Records before this offset have been added to the sink. */
  #added = 0n;
  /** Records added since the last flush. */
  #unflushed = 0;
  /** The stored offset when last read, even if its records have gone. */
  #storedAt: bigint | null = null;
  #highWatermark: bigint | null = null;
  #lastProgress: number | null = null;
  #failures = 0;
  /** When the log was first seen to end before the stored offset; null if it does not. */
  #shortSince: number | null = null;
  /** Position at which the current flush, or the last failed one, begins. */
  #failedAt: bigint | null = null;
  #trouble: Error | null = null;
  /** Id of the topic read since the claim; null before the first fetch. */
  #topicId: string | null = null;
  /** The first record added since the last flush: the position before it, and its append time. */
  #oldest: { readonly position: bigint | null; readonly timestamp: string } | null = null;
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

  /** The stored offset, which only rises while the claim lasts; null while nothing is read. */
  get storedAt(): bigint | null {
    return this.#state === 'reading' ? this.#storedAt : null;
  }

  /** Claims again, as the store has fallen behind the position that its claim gave, such as by a restore. */
  fallBack(): void {
    this.#stumble(new Fenced('the stored position has fallen'));
  }

  /** Begins once `before` resolves: the end of the partition's previous reader. */
  start(before: Promise<void>): void {
    this.#done = before.then(() => this.#run());
  }

  /** Ends after the flush under way; resolves at the end. */
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
      storedAt: this.storedAt,
      haltedAt: this.#state === 'halted' ? this.#storedAt : null,
      highWatermark: this.#highWatermark,
      waitingSince: this.#waitingSince(),
      reason: this.#reason,
      lastProgress: this.#lastProgress,
    };
  }

  /** After a failure the oldest record is known from before, as its position is claimed again. */
  #waitingSince(): number | null {
    const position = this.#position ?? this.#storedAt;
    if (position === null || this.#highWatermark === null || position >= this.#highWatermark) return null;
    const [head] = this.#queue.head(1)?.records ?? [];
    const oldest = this.#oldest?.position === position ? this.#oldest : head;
    return oldest ? Number(oldest.timestamp) : null;
  }

  take(fetched: Fetched): void {
    // The request was sent before reading moved to another offset.
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

  /** Passes control records and aborted ones at the end of the queue if no record is under way. */
  #passOver(): void {
    if (this.#unflushed > 0 || this.#added !== this.#position) return;
    this.#added = this.#queue.end;
    this.#position = this.#added;
    this.#recover();
  }

  /** Begins reading anew once the queued records are processed. */
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

  /** Waits for an operator to move the stored offset, or for its time; repeats failed reads of the offset store. */
  async #untilMoved(): Promise<void> {
    const { topic, partition, offsets, log } = this.#deps;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await sleep(HALTED_LOOK, undefined, { signal }).catch(() => undefined);
      const isTime = this.#goesOnAt !== null && Date.now() >= this.#goesOnAt;
      const at = isTime ? this.#storedAt : await offsets.position?.(topic, partition).catch(() => undefined);
      if (at === undefined || at === null || (at === this.#storedAt && !isTime)) continue;
      this.#state = 'claiming';
      const what = isTime ? 'Its time has come' : 'Moved';
      log('warn', `${what}: ${placeName({ topic, partition })} goes on at offset ${String(at)}`, {
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
    const place = placeName({ topic, partition });
    const details = { topic, partition, position: this.#position?.toString(), error };
    if (error instanceof NotYet) {
      this.#failures = 1;
      this.#state = 'claiming';
      this.#reason = error.message;
      return;
    }
    this.#failures += 1;
    this.#failedAt ??= this.#position;
    this.#reason = causedBy(error);
    const halted = causes(error).find((cause) => cause instanceof Halted);
    if (halted) {
      this.#state = 'halted';
      this.#goesOnAt = halted.goesOnAt;
      const at = `at offset ${String(this.#storedAt)}`;
      log('error', `Halted: ${place} ${at}: ${this.#reason}`, details);
    } else if (error instanceof Fenced && this.#failures === 1) {
      this.#state = 'claiming';
      log('warn', `Fenced: ${place} is claimed again`, details);
    } else {
      this.#state = 'retrying';
      log('error', `Trying again: ${place}: ${this.#reason}`, details);
    }
  }

  /** Null when the partition was taken away meanwhile. */
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
    // Failures stay counted while the flush that failed is the next one.
    if (next !== this.#failedAt || next === high) this.#recover();
    return { topic, partition, partitions, epoch, position: next, heartbeat: this.#heartbeat };
  }

  /**
   * Checks that the record batch before the position still stands in the log; a byte-for-byte copy of the log
   * keeps its time and epoch, and passes. Where retention took the batch, the topic's id has to be the same.
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
    // Retention has taken the batch, or none was stored.
    if (isAnother && next > 0n)
      throw new Halted(`${REPLACED}: the topic's id was ${known}, and is ${topicId}`);
  }

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

  /** Adds waiting records, up to a limit; returns whether the sink is full. */
  #add(sink: RecordSink): boolean {
    const most = this.#deps.limits.maxBatchRecords;
    for (let added = 0; added < LONG;) {
      if (this.#unflushed >= most) return true;
      const run = this.#queue.head(most - this.#unflushed);
      if (!run) return false;
      const taken = sink.add(run);
      if (taken === 0) return true;
      const [first] = run.records;
      if (this.#unflushed === 0 && first)
        this.#oldest = { position: this.#position, timestamp: first.timestamp };
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

  /** Adds records while the flush waits to write, until the partition is taken away. */
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

  /** A reader far behind waits for more records: folded together, they are written once. */
  #isMoreToCome(): boolean {
    const left = (this.#highWatermark ?? 0n) - this.#queue.end;
    const isFar = left >= BigInt(Math.min(FAR_BEHIND, this.#deps.limits.maxBatchRecords));
    return isFar && !this.#trouble && !this.#closing.signal.aborted;
  }

  /** Limited, because the broker may have stopped sending. */
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
