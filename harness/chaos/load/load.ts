import { setTimeout as pause } from 'node:timers/promises';
import type { InputTopic } from '@silkgauge/contract';
import { eventually } from '../../services/index.ts';
import { Kafka, logLevel, Partitioners, type Message, type Producer } from 'kafkajs';
import type { StoredRecord } from '../check/read-topics.ts';
import { generate } from './generate.ts';
import { fingerprint, type Expected, type Produced } from './produced.ts';

const TICK_MS = 100;
/** Records in a tick beside those of the seed. */
const ADDED_AT_ONCE = 1_000;

/**
 * Produces the seed's records to the input topics, past the proxies, at a steady rate. Unacknowledged records
 * are sent again, so a record may be stored twice, as with any producer.
 */
export class Load {
  /** Expected outcome by fingerprint, of every record ever handed to the broker. */
  readonly book = new Map<string, Expected>();
  acknowledged = 0;
  resent = 0;
  readonly #source: Generator<Produced, never>;
  readonly #kafka: Kafka;
  readonly #perTick: number;
  /** Records of this topic are held back. */
  #held: InputTopic | null = null;
  #kept: Produced<InputTopic>[] = [];
  /** Records to send beside those of the seed, and how many of them are under way. */
  #added: readonly Produced<InputTopic>[] = [];
  #adding = 0;
  /** Records to send next. */
  #records: Produced<InputTopic>[] = [];
  #isStopping = false;
  #isAbandoned = false;
  #running: Promise<void> = Promise.resolve();

  constructor(seed: number, brokers: string, perSecond: number) {
    this.#source = generate(seed);
    this.#kafka = stockClient(brokers);
    this.#perTick = Math.max(1, Math.round((perSecond * TICK_MS) / 1_000));
  }

  start(): void {
    this.#running = this.#run();
    this.#running.catch(() => undefined);
  }

  /** Ends after the pending requests are acknowledged. @throws Error of a failed send */
  stop(): Promise<void> {
    this.#isStopping = true;
    return this.#running;
  }

  /** Sends these records, too, before all others; resolves once the broker has them. */
  async add(records: readonly Produced<InputTopic>[]): Promise<void> {
    this.#added = [...this.#added, ...records];
    await eventually(() => this.#added.length + this.#adding === 0, { within: 120_000 });
  }

  /** Holds back records of the topic; resolves once none of the topic's records is in flight. */
  async hold(topic: InputTopic): Promise<void> {
    this.#held = topic;
    await eventually(() => !this.#records.some((record) => record.topic === topic), { within: 120_000 });
  }

  /** Sends the held records before all others. */
  release(): void {
    this.#held = null;
  }

  /** Ends at once, without pending acknowledgements. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    await this.stop().catch(() => undefined);
  }

  async #run(): Promise<void> {
    let producer: Producer | null = null;
    while (!this.#isAbandoned && (!this.#isStopping || this.#records.length > 0)) {
      const tick = pause(TICK_MS);
      if (this.#records.length === 0) this.#records = this.#next();
      const { length } = this.#records;
      try {
        producer ??= await this.#connect();
        await send(producer, this.#records);
        this.acknowledged += length;
        this.#records = [];
        this.#adding = 0;
      } catch {
        this.resent += length;
        await producer?.disconnect().catch(() => undefined);
        producer = null;
      }
      await tick;
    }
    await producer?.disconnect().catch(() => undefined);
  }

  async #connect(): Promise<Producer> {
    const producer = this.#kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 0 },
    });
    await producer.connect();
    return producer;
  }

  #next(): Produced<InputTopic>[] {
    const added = this.#added.slice(0, ADDED_AT_ONCE);
    this.#added = this.#added.slice(ADDED_AT_ONCE);
    this.#adding = added.length;
    const made = [...added, ...Array.from({ length: this.#perTick }, () => this.#source.next().value)];
    for (const { key, value, headers, expected } of made)
      this.book.set(fingerprint(key, value, headers), expected);
    const all = [...this.#kept, ...made];
    this.#kept = all.filter(({ topic }) => topic === this.#held);
    return all.filter(({ topic }) => topic !== this.#held);
  }
}

/** Sends until all records are acknowledged, in the given order per partition. */
export async function sendAgain(brokers: string, records: readonly StoredRecord[]): Promise<void> {
  const producer = stockClient(brokers).producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    // The client's own retries must not change the order.
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  try {
    for (const some of chunksOf(records)) await send(producer, some);
  } finally {
    await producer.disconnect();
  }
}

/** Value bytes per request; a larger record goes alone. */
const REQUEST_BYTES = 512 * 1024;

function chunksOf(records: readonly StoredRecord[]): StoredRecord[][] {
  const chunks: StoredRecord[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    if (bytes > REQUEST_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(record);
    bytes += (record.value?.length ?? 0) + 300;
  }
  return chunks;
}

const send = (producer: Producer, records: readonly Keyed[]) =>
  producer.sendBatch({ acks: -1, timeout: 5_000, topicMessages: byTopic(records) });

/** A kafkajs client with default settings, independent of the product's. */
export function stockClient(brokers: string): Kafka {
  return new Kafka({
    brokers: brokers.split(','),
    clientId: 'chaos',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
  });
}

type Keyed = Pick<Produced<InputTopic>, 'value' | 'headers'> & {
  readonly topic: string;
  readonly key: string | null;
};

function byTopic(records: readonly Keyed[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, key, value, headers } of records) {
    const messages = topics.get(topic) ?? [];
    messages.push({ key, value, headers: { ...headers } });
    topics.set(topic, messages);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
