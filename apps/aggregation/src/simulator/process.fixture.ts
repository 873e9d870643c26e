import type { InputTopic } from '@silkgauge/contract';
import type { RecordBatch } from '@silkgauge/kafka';
import { claimPosition, type ReadModel } from '@silkgauge/read-model';
import { BatchApplier } from '../apply-batch.ts';
import { Relay } from '../relay.ts';
import type { Broker } from './broker.fixture.ts';
import type { Database } from './database.fixture.ts';
import type { InputPartition } from './input-log.fixture.ts';
import type { Actor } from './clock.fixture.ts';
import type { Scheduler } from './scheduler.fixture.ts';

export interface ProcessParts {
  readonly scheduler: Scheduler;
  readonly database: Database;
  readonly broker: Broker;
  readonly identityWindow: number;
  readonly maxBatch: number;
  readonly pageSize: number;
  /** Of the relay's session, in simulated milliseconds. */
  readonly silenceMs: number;
}

/** One process of the aggregation: the product's applier and relay, and readers that do what a partition reader does. */
export class Process implements Actor {
  readonly name: string;
  alive = true;
  frozen = false;
  readonly #parts: ProcessParts;
  readonly #readModel: ReadModel;
  readonly #applier: BatchApplier;
  readonly #relay: Relay;
  readonly #readers = new Map<InputPartition, { closing: boolean; done: Promise<void> }>();

  constructor(name: string, parts: ProcessParts) {
    this.name = name;
    this.#parts = parts;
    this.#readModel = { pool: parts.database.poolOf(this), close: () => Promise.resolve() };
    this.#applier = new BatchApplier({
      readModel: this.#readModel,
      identityWindow: parts.identityWindow,
      touchedAtOnce: parts.scheduler.dice.between(1, 30),
      onCommitted: (changes) => {
        this.#relay.offer(changes);
      },
    });
    this.#relay = new Relay({
      readModel: this.#readModel,
      databaseUrl: 'postgresql://simulated',
      topicPrefix: '',
      silenceMs: parts.silenceMs,
      readEnds: (topics, reach, take) => parts.broker.readEnds(this, topics, reach, take),
      openSender: () => parts.broker.openSender(this),
      log: (message, details) => {
        parts.scheduler.trace(name, `${message} ${JSON.stringify(details)}`);
      },
      pageSize: parts.pageSize,
    });
  }

  start(): void {
    this.#relay.start();
  }

  /** What the group now gives it: readers of other partitions end after the batch at hand. */
  assign(partitions: ReadonlySet<InputPartition>): void {
    for (const [partition, reader] of this.#readers) if (!partitions.has(partition)) reader.closing = true;
    for (const partition of partitions) {
      const before = this.#readers.get(partition);
      if (before && !before.closing) continue;
      const reader = { closing: false, done: Promise.resolve() };
      reader.done = (before?.done ?? Promise.resolve()).then(() => this.#read(partition, reader));
      this.#readers.set(partition, reader);
    }
  }

  /** As libs/kafka reads a partition: claim, go to the ledger's position, and after any error begin again. */
  async #read(from: InputPartition, reader: { readonly closing: boolean }): Promise<void> {
    const { scheduler } = this.#parts;
    let batch: RecordBatch | null = null;
    for (let failedUntil = 0n; !reader.closing; failedUntil = batch?.next ?? failedUntil) {
      try {
        const { epoch, next } = await claimPosition(this.#readModel.pool, from.topic, from.partition);
        batch = this.#take(from, epoch, next, next < failedUntil);
        while (batch && !reader.closing) {
          await this.#applier.apply(from.topic as InputTopic, batch);
          batch = this.#take(from, epoch, batch.next, batch.next < failedUntil);
        }
        if (!batch) return;
      } catch (error) {
        scheduler.trace(this.name, `${from.topic}/${String(from.partition)} begins again: ${String(error)}`);
        await scheduler.sleep(scheduler.dice.between(10, 200));
      }
    }
  }

  #take(from: InputPartition, epoch: bigint, expected: bigint, isKept: boolean): RecordBatch | null {
    const { scheduler, maxBatch } = this.#parts;
    const taken = some(from, expected, scheduler.dice.between(1, maxBatch));
    if (!taken) return null;
    const { topic, partition } = from;
    const heartbeat = (): Promise<void> => Promise.resolve();
    const batch = { topic, partition, epoch, expected, ...taken, heartbeat };
    if (isKept) return batch;
    const moveOn = (): boolean => {
      const more = some(from, batch.next, scheduler.dice.between(0, maxBatch));
      Object.assign(batch, more ?? { records: [] });
      return more !== null;
    };
    const endBefore = (index: number): void => {
      Object.assign(batch, { next: batch.records.at(index)?.offset ?? batch.next, records: [] });
    };
    const fill = (): Promise<boolean> => {
      // Whoever waited for more to come has let go of the records, too, where none came.
      if (scheduler.dice.between(0, 1) === 1) return Promise.resolve(moveOn());
      batch.records = [];
      return Promise.resolve(false);
    };
    return Object.assign(batch, { moveOn, fill, endBefore });
  }
}

/** The first `count` records of a partition from `expected` on, and the position behind them; null where there are none. */
function some(
  { entries, end }: InputPartition,
  expected: bigint,
  count: number,
): Pick<RecordBatch, 'records' | 'next'> | null {
  const waiting = entries.filter(({ record }) => record.offset >= expected);
  const records = waiting.slice(0, count).map(({ record }) => record);
  return records.length === 0 ? null : { records, next: waiting[count]?.record.offset ?? end };
}
