import type { InputTopic } from '@silkgauge/contract';
import { BatchSink, behind, type PartitionClaim, type RecordRun, type RecordSink } from '@silkgauge/kafka';
import { Announcer } from '@silkgauge/read-model';
import { BatchApplier, LettersRelay, Relay, type RelayOptions } from '@silkgauge/aggregation';
import type { Broker } from './broker.ts';
import type { Database } from './store/database.ts';
import type { MemoryStore } from './store/memory-store.ts';
import type { InputPartition } from './input-log.ts';
import type { Actor } from './clock.ts';
import type { Scheduler } from './scheduler.ts';

export interface ProcessParts {
  readonly scheduler: Scheduler;
  readonly database: Database;
  readonly broker: Broker;
  readonly storeOf: (actor: Actor) => MemoryStore;
  readonly identityWindow: number;
  readonly maxBatch: number;
  readonly pageSize: number;
  /** Largest record in bytes that the relay considers publishable. */
  readonly mostRecordBytes: number;
  /** Silence limit of the relay's session, in simulated milliseconds. */
  readonly silenceMs: number;
}

/** One process of the aggregation: the product's applier and relay, with simulated partition readers. */
export class Process implements Actor {
  readonly name: string;
  alive = true;
  frozen = false;
  readonly #parts: ProcessParts;
  readonly #store: MemoryStore;
  readonly #applier: BatchApplier;
  readonly #relay: Relay;
  readonly #letters: LettersRelay;
  readonly #readers = new Map<InputPartition, { closing: boolean; done: Promise<void> }>();

  constructor(name: string, parts: ProcessParts) {
    this.name = name;
    this.#parts = parts;
    this.#store = parts.storeOf(this);
    const announcer = new Announcer((told) => this.#store.announce(told));
    this.#applier = new BatchApplier({
      store: this.#store,
      identityWindow: parts.identityWindow,
      touchedAtOnce: parts.scheduler.dice.between(1, 30),
      writtenAtOnce: parts.scheduler.dice.pick([1_000, 4_000, 1_000_000]),
      onCommitted: (changes, letters) => {
        this.#relay.offer(changes);
        announcer.tell(changes, letters);
      },
    });
    const relaying: Omit<RelayOptions, 'openSender'> = {
      store: this.#store,
      topicPrefix: '',
      silenceMs: parts.silenceMs,
      readEnds: (topics, reach, take) => parts.broker.readEnds(this, topics, reach, take),
      log: (message, details) => {
        parts.scheduler.trace(name, `${message} ${JSON.stringify(details)}`);
      },
      pageSize: parts.pageSize,
      mostRecordBytes: parts.mostRecordBytes,
    };
    this.#relay = new Relay({ ...relaying, openSender: () => parts.broker.openSender(this, 'changes') });
    this.#letters = new LettersRelay({
      ...relaying,
      openSender: () => parts.broker.openSender(this, 'letters'),
    });
  }

  start(): void {
    this.#relay.start();
    this.#letters.start();
  }

  /** Partitions assigned by the group; readers of other partitions end after the present batch. */
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

  /** Reads as libs/kafka does: claim, seek, fill and flush a sink; any error restarts the loop. */
  async #read(from: InputPartition, reader: { readonly closing: boolean }): Promise<void> {
    const { scheduler } = this.#parts;
    while (!reader.closing) {
      try {
        const { topic, partition, partitions } = from;
        const { epoch, next } = await this.#store.claim(topic, partition);
        const heartbeat = (): Promise<void> => Promise.resolve();
        const sink = await this.#open({ topic, partition, partitions, epoch, position: next, heartbeat });
        let position: bigint | null = next;
        while (position !== null && !reader.closing) position = await this.#flushSome(from, position, sink);
        if (position === null) return;
      } catch (error) {
        scheduler.trace(this.name, `${from.topic}/${String(from.partition)} begins again: ${String(error)}`);
        await scheduler.sleep(scheduler.dice.between(10, 200));
      }
    }
  }

  #open(claim: PartitionClaim): Promise<RecordSink> {
    const input = claim.topic as InputTopic;
    if (input === 'platform.sales') return this.#applier.openSales(claim, () => undefined);
    const limits = { records: this.#parts.maxBatch, bytes: Infinity };
    return Promise.resolve(new BatchSink(claim, limits, (batch) => this.#applier.apply(input, batch)));
  }

  /** Adds waiting records, at once or in steps, even during the flush. Returns null without records. */
  async #flushSome(from: InputPartition, position: bigint, sink: RecordSink): Promise<bigint | null> {
    const { dice } = this.#parts.scheduler;
    let added = position;
    const add = (): void => {
      const run = some(from, added, dice.between(1, this.#parts.maxBatch));
      const taken = run ? sink.add(run) : 0;
      if (run && taken > 0) added = behind(run, taken);
    };
    for (let times = dice.between(1, 3); times > 0; times -= 1) add();
    if (added === position) return null;
    const flushed = sink.flush();
    if (dice.between(0, 1) === 1) add();
    return flushed;
  }
}

/** The first `count` records from `expected` on with the position behind them, or null for none. */
function some({ entries, end }: InputPartition, expected: bigint, count: number): RecordRun | null {
  const waiting = entries.filter(({ record }) => record.offset >= expected);
  const records = waiting.slice(0, count).map(({ record }) => record);
  return records.length === 0 ? null : { records, next: waiting[count]?.record.offset ?? end };
}
