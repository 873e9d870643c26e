import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaLog } from './client.ts';
import { causedBy, Fenced, ReadAgain } from './errors.ts';
import type { Frame } from './frame-memory.ts';
import { RecordQueue, type QueueLimits, type Taken } from './record-queue.ts';
import type { Trouble } from './fetched-run.ts';
import type { PartitionLedger, RecordBatch, RecordList } from './records.ts';
import type { OffsetRange } from './topics.ts';

/** What reading one partition needs from the consumer it is part of. */
export interface PartitionDeps {
  readonly topic: string;
  readonly partition: number;
  readonly ledger: PartitionLedger;
  readonly limits: QueueLimits;
  readonly log: KafkaLog;
  handle(batch: RecordBatch): Promise<void>;
  /** What of the partition is there, asked now. */
  range(): Promise<OffsetRange>;
  /** These three do nothing while the consumer is out of the group; the reader is closed soon after. */
  seek(offset: bigint): void;
  pause(): void;
  resume(): void;
}

/** What one fetch brought, by kafkajs's account. */
export interface Fetched {
  /** The offset that was asked for. */
  readonly from: bigint;
  /** The position behind everything it brought, control records and aborted ones included. */
  readonly to: bigint;
  readonly records: RecordList;
  /** The memory they are in; null where it is their own. */
  readonly frame: Frame | null;
  /** Memory they take. */
  readonly bytes: number;
  readonly highWatermark: bigint;
  /** Why the records from `to` on cannot be read. */
  readonly trouble: Trouble | null;
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
class Halt extends Error {}

/** Pauses between attempts double from the first to the last, in milliseconds. */
const FIRST_PAUSE = 100;
const LAST_PAUSE = 10_000;
/** Records between what is here and the end of the partition; with fewer, and less than a batch, it is as large as it happens to be. */
const FAR_BEHIND = 2_000;
/** How long a batch that is not full waits for more of a backlog, in milliseconds. */
const FILL_PATIENCE = 500;
/** How often a halted partition looks whether somebody has moved it, in milliseconds. */
const HALTED_LOOK = 1_000;

/**
 * Reads one assigned partition: claims it, goes to the ledger's position, hands over batches without a gap, and
 * begins again with a claim after anything that goes wrong, since only the ledger knows what has been dealt with.
 * Kafka's own idea of the position is never used.
 */
export class PartitionReader {
  readonly #deps: PartitionDeps;
  readonly #queue: RecordQueue;
  readonly #closing = new AbortController();
  #state: ReaderState = 'claiming';
  #reason: string | null = null;
  #position: bigint | null = null;
  /** Where the ledger stood when last heard of, records still there or not. */
  #ledgerAt: bigint | null = null;
  #highWatermark: bigint | null = null;
  #lastProgress: number | null = null;
  #failures = 0;
  /** Where the batch at hand, or the last one that failed, begins. */
  #failedAt: bigint | null = null;
  /** Where the last one that failed ends: until there records stay, so that what is wrong with one of them can be found. */
  #failedUntil = 0n;
  #trouble: Error | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(deps: PartitionDeps) {
    this.#deps = deps;
    this.#queue = new RecordQueue(deps.limits);
  }

  /** Begins once `before`, the previous reader of the same partition, has ended. */
  start(before: Promise<void>): void {
    this.#done = before.then(() => this.#run());
  }

  /** Ends after the batch at hand; resolves when the handler has returned. */
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
      haltedAt: this.#state === 'halted' ? this.#ledgerAt : null,
      highWatermark: this.#highWatermark,
      reason: this.#reason,
      lastProgress: this.#lastProgress,
    };
  }

  /** Takes what a fetch brought; false when it is of no use, and then kafkajs must not count it as read. */
  accept(fetched: Fetched): boolean {
    if (this.#closing.signal.aborted || this.#trouble || !this.#queue.isOpen) return false;
    this.#highWatermark = fetched.highWatermark;
    const first = fetched.records.at(0)?.offset ?? fetched.from;
    if (fetched.from !== this.#queue.end || first < fetched.from) {
      const { end } = this.#queue;
      this.#stumble(new Error(`expected records from ${String(end)}, got them from ${String(fetched.from)}`));
      return false;
    }
    this.#queue.push(fetched, fetched.to);
    const { trouble } = fetched;
    if (trouble) this.#stumble(trouble.lasting ? new Halt(trouble.reason) : new Error(trouble.reason));
    else if (this.#queue.isEmpty) this.#recover();
    else if (this.#queue.isFull) this.#deps.pause();
    return true;
  }

  /** Reading has to begin anew, once what is queued is dealt with. */
  #stumble(error: Error): void {
    this.#trouble = error;
    this.#deps.pause();
    this.#queue.wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#read(await this.#claim());
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

  /** Halted until an operator has looked and moved the ledger; a ledger that does not answer is asked again. */
  async #untilMoved(): Promise<void> {
    const { topic, partition, ledger, log } = this.#deps;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await sleep(HALTED_LOOK, undefined, { signal }).catch(() => undefined);
      const at = await ledger.position?.(topic, partition).catch(() => undefined);
      if (at === undefined || at === null || at === this.#ledgerAt) continue;
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
    if (error instanceof Halt) {
      this.#state = 'halted';
      const at = `at offset ${String(this.#ledgerAt)}`;
      log('error', `Halted: ${topic}/${String(partition)} ${at}: ${this.#reason}`, details);
    } else if (error instanceof Fenced && this.#failures === 1) {
      this.#state = 'claiming';
      log('warn', `Fenced: ${topic}/${String(partition)} is claimed again`, details);
    } else if (error instanceof ReadAgain && this.#failures === 1) {
      this.#state = 'claiming';
      log('info', `Read again: ${topic}/${String(partition)}: ${this.#reason}`, details);
    } else {
      this.#state = 'retrying';
      log('error', `Trying again: ${topic}/${String(partition)}: ${this.#reason}`, details);
    }
  }

  async #claim(): Promise<bigint> {
    const { topic, partition, ledger } = this.#deps;
    this.#deps.pause();
    this.#trouble = null;
    const { epoch, next } = await ledger.claim(topic, partition);
    this.#ledgerAt = next;
    const { low, high } = await this.#deps.range();
    if (next < low) {
      const gone = `the records from ${String(next)} to ${String(low - 1n)} are no longer on the broker`;
      throw new Halt(`${gone}, and they have not been dealt with`);
    }
    if (next > high) {
      throw new Error(
        `the ledger stands at ${String(next)}, beyond the end of the partition at ${String(high)}`,
      );
    }
    if (this.#closing.signal.aborted) return epoch;
    this.#position = next;
    this.#highWatermark = high;
    this.#queue.open(next);
    // A batch that failed and still is the next one to come keeps its failures.
    if (next !== this.#failedAt || next === high) this.#recover();
    this.#deps.seek(next);
    this.#deps.resume();
    return epoch;
  }

  async #read(epoch: bigint): Promise<void> {
    const { topic, partition } = this.#deps;
    while (!this.#closing.signal.aborted) {
      const taken = this.#queue.take();
      if (!taken) {
        if (this.#trouble) throw this.#trouble;
        await this.#queue.arrival();
        continue;
      }
      this.#makeRoom();
      const expected = this.#position ?? 0n;
      const { records, next } = taken;
      const batch = { topic, partition, epoch, expected, records, next, heartbeat: this.#heartbeat };
      if (expected >= this.#failedUntil) Object.assign(batch, this.#moving(batch, taken));
      this.#failedAt = expected;
      try {
        await this.#deps.handle(batch);
      } catch (error) {
        this.#failedUntil = batch.next;
        throw error;
      }
      this.#position = batch.next;
      this.#ledgerAt = batch.next;
      this.#lastProgress = Date.now();
      this.#recover();
      this.#makeRoom();
    }
  }

  /** How a batch moves on. Not after the partition is gone: what follows is somebody else's. */
  #moving(
    batch: { records: RecordList; next: bigint },
    first: Taken,
  ): Required<Pick<RecordBatch, 'moveOn' | 'fill' | 'endBefore'>> {
    const { maxBatchRecords } = this.#deps.limits;
    const patience = performance.now() + FILL_PATIENCE;
    let at: Taken | null = first;
    let count = batch.records.length;
    const letGo = (): void => {
      for (const { frame } of at?.pieces ?? []) frame?.letGo();
      at = null;
      batch.records = [];
    };
    const endBefore = (index: number): void => {
      const rest = at?.records.at(index);
      if (at && rest) {
        count -= at.records.length - index;
        batch.next = rest.offset;
        this.#queue.putBack(at, index);
      }
      letGo();
    };
    const moveOn = (): boolean => {
      letGo();
      const room = maxBatchRecords - count;
      at = room > 0 && !this.#closing.signal.aborted ? this.#queue.take(room) : null;
      if (!at) return false;
      count += at.records.length;
      batch.records = at.records;
      batch.next = at.next;
      this.#makeRoom();
      return true;
    };
    const fill = async (): Promise<boolean> => {
      while (!moveOn()) {
        const left = patience - performance.now();
        if (count >= maxBatchRecords || left <= 0 || !this.#isMoreToCome()) return false;
        await this.#arrivalWithin(left);
      }
      return true;
    };
    return { moveOn, fill, endBefore };
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

  #makeRoom(): void {
    if (this.#queue.hasRoomAgain && !this.#trouble && !this.#closing.signal.aborted) this.#deps.resume();
  }

  readonly #heartbeat = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#closing.signal.aborted) throw new Fenced('The partition has been taken away.');
  };
}
