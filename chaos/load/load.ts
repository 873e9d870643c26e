import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners, type Message, type Producer } from 'kafkajs';
import { generate } from './generate.ts';
import { fingerprint, type Expected, type Produced } from './produced.ts';

const TICK_MS = 100;

/**
 * Produces the seed's records straight to the input topics, past the proxies, at a steady rate. What the broker did not
 * acknowledge goes out again until it does: it may then stand there twice, as with any producer.
 */
export class Load {
  /** What must become of a record, by its bytes: everything that was ever handed to the broker. */
  readonly book = new Map<string, Expected>();
  acknowledged = 0;
  resent = 0;
  readonly #records: Generator<Produced, never>;
  readonly #kafka: Kafka;
  readonly #perTick: number;
  #isStopping = false;
  #isAbandoned = false;
  #running: Promise<void> = Promise.resolve();

  constructor(seed: number, brokers: string, perSecond: number) {
    this.#records = generate(seed);
    this.#kafka = stockClient(brokers);
    this.#perTick = Math.max(1, Math.round((perSecond * TICK_MS) / 1_000));
  }

  start(): void {
    this.#running = this.#run();
    this.#running.catch(() => undefined);
  }

  /** Ends after what is under way is acknowledged. Throws what went wrong meanwhile. */
  stop(): Promise<void> {
    this.#isStopping = true;
    return this.#running;
  }

  /** Ends at once, whatever is not acknowledged. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    await this.stop().catch(() => undefined);
  }

  async #run(): Promise<void> {
    let producer: Producer | null = null;
    let records: Produced[] = [];
    while (!this.#isAbandoned && (!this.#isStopping || records.length > 0)) {
      const tick = pause(TICK_MS);
      if (records.length === 0) records = this.#next();
      try {
        producer ??= await this.#connect();
        await producer.sendBatch({ acks: -1, timeout: 5_000, topicMessages: byTopic(records) });
        this.acknowledged += records.length;
        records = [];
      } catch {
        this.resent += records.length;
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

  #next(): Produced[] {
    return Array.from({ length: this.#perTick }, () => {
      const record = this.#records.next().value;
      this.book.set(fingerprint(record.key, record.value, record.headers), record.expected);
      return record;
    });
  }
}

/** kafkajs as anybody has it, with none of our settings. */
export function stockClient(brokers: string): Kafka {
  return new Kafka({
    brokers: brokers.split(','),
    clientId: 'chaos',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
  });
}

function byTopic(records: readonly Produced[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, key, value, headers } of records) {
    const messages = topics.get(topic) ?? [];
    messages.push({ key, value, headers });
    topics.set(topic, messages);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
