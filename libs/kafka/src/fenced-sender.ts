import { Partitioners, type Producer, type Transaction } from 'kafkajs';
import { createKafka, type KafkaConfig } from './client.ts';
import { causedBy, causes, Fenced, SendFailed, SenderClosed } from './errors.ts';
import { chunksOf, RequestBuilder, sendTo } from './produce-request.ts';
import type { OutRecord } from './records.ts';
import { TransactionalId } from './transactional-id.ts';

export interface FencedSenderOptions extends KafkaConfig {
  /** One for all who may take the role: opening fences whoever had it before. */
  readonly transactionalId: string;
  /** What `send` may write to. */
  readonly topics: readonly string[];
  /** How long an opening or a send may take, in milliseconds; default 10,000. */
  readonly deadline?: number;
  /** Bytes of records in one request; default 900,000. */
  readonly maxRequestBytes?: number;
  /** After so many milliseconds the next send says anew that this one holds the id; default an hour. */
  readonly renewAfter?: number;
}

export interface TopicRecords {
  readonly topic: string;
  /** Made as they are sent, where they are made for it: of a long list few are in memory then. */
  readonly records: Iterable<OutRecord>;
}

/** INVALID_PRODUCER_EPOCH and PRODUCER_FENCED: a newer producer has the transactional id (kafkajs does not know 90). */
const FENCED_CODES = new Set([47, 90]);

/** A broker forgets a producer that is silent on a partition for a day, and a transactional id after a week, unless told otherwise. */
const RENEW_MS = 3_600_000;

/**
 * Writes nothing once somebody newer has the same transactional id: opening it leaves a mark on every partition of its topics,
 * behind which the broker refuses the former holder. That makes a fence of the id without a transaction around what is sent,
 * which would be two more questions before a record can be read.
 *
 * After any failure it is used up: a kafkajs producer loses the first record that follows a rejected send. What of the failed
 * send is there is unknown to the caller, so it opens a new sender and sends again what its outbox still holds. `Fenced` means
 * step down instead.
 */
export class FencedSender {
  readonly #requests = new RequestBuilder(Partitioners.DefaultPartitioner());
  readonly #options: FencedSenderOptions;
  readonly #transactional: Producer;
  /** Has the same producer id; the partitions that it writes to are in no transaction. */
  readonly #plain: Producer;
  #id: TransactionalId | null = null;
  #markedAt = 0;
  #usedUp: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: FencedSenderOptions) {
    this.#options = options;
    const common = {
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => this.#requests.partition,
      // While the coordinator ends the transaction before, it refuses the next: its turn comes soon.
      retry: { initialRetryTime: 5, maxRetryTime: 500, retries: 8, factor: 0.2, multiplier: 2 },
    };
    const { transactionalId } = options;
    const transactionTimeout = 2 * this.#deadline;
    this.#transactional = createKafka(options).producer({ ...common, transactionalId, transactionTimeout });
    this.#plain = createKafka(options).producer(common);
  }

  /**
   * Connects and fences: what a former holder has sent stands on the topics then, all or nothing of what it sent in a transaction, and
   * nothing of it comes any more.
   *
   * @throws SendFailed when the broker cannot be reached in time, or has not all of the topics
   */
  static async open(options: FencedSenderOptions): Promise<FencedSender> {
    const sender = new FencedSender(options);
    await sender.#guarded(async () => {
      await sender.#transactional.connect();
      const id = await TransactionalId.take(options.transactionalId, sender.#transactional);
      await sender.#mark(id);
      await id.lendTo(sender.#plain);
      sender.#id = id;
    });
    return sender;
  }

  /**
   * Sends in the order given. After a failure any of it may be there, of each partition the first so many; calls take their turn.
   *
   * @throws Fenced when a newer sender has been opened
   * @throws SendFailed when it is not known that all of it is there
   * @throws SenderClosed after `close` and after any failure
   */
  send(batches: readonly TopicRecords[]): Promise<void> {
    const foreign = batches.find(({ topic }) => !this.#options.topics.includes(topic));
    if (foreign) return Promise.reject(new RangeError(`${foreign.topic} was not fenced: name it in topics`));
    return this.#inTurn(async () => {
      if (this.#id && performance.now() - this.#markedAt > (this.#options.renewAfter ?? RENEW_MS))
        await this.#mark(this.#id);
      await this.#sendAll(this.#plain, batches);
    });
  }

  /**
   * Sends in one transaction, to other topics: all or nothing for who reads what is committed. Throws what `send` does; whether it was
   * committed is known once another has been opened.
   */
  sendTogether(batches: readonly TopicRecords[]): Promise<void> {
    const shared = batches.find(({ topic }) => this.#options.topics.includes(topic));
    if (shared) return Promise.reject(new RangeError(`${shared.topic} takes no transactions beside sends`));
    return this.#inTurn(async () => {
      const transaction = await this.#transactional.transaction();
      await this.#sendAll(transaction, batches);
      await transaction.commit();
    });
  }

  /** Waits for a send under way, then disconnects. */
  async close(): Promise<void> {
    await this.#last;
    this.#usedUp ??= 'it was closed';
    await this.#disconnect();
  }

  get #deadline(): number {
    return this.#options.deadline ?? 10_000;
  }

  async #mark(id: TransactionalId): Promise<void> {
    await id.markEverywhere(this.#options.topics, this.#deadline);
    this.#markedAt = performance.now();
  }

  async #sendAll(producer: Producer | Transaction, batches: readonly TopicRecords[]): Promise<void> {
    const maxBytes = this.#options.maxRequestBytes ?? 900_000;
    for (const { topic, records } of batches)
      for (const { messages } of chunksOf(records, maxBytes)) await sendTo(producer, [{ topic, messages }]);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const sending = this.#last.then(() => {
      if (this.#usedUp !== null) throw new SenderClosed(`The sender is used up: ${this.#usedUp}`);
      return this.#guarded(work);
    });
    this.#last = sending.catch(() => undefined);
    return sending;
  }

  async #disconnect(): Promise<void> {
    const producers = [this.#transactional, this.#plain];
    await Promise.all(producers.map((producer) => producer.disconnect().catch(() => undefined)));
  }

  /** Within the deadline, or the sender is used up. No abort on failure: the next `open` does that at the broker. */
  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const working = work();
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`not done within ${String(this.#deadline)} ms`));
      }, this.#deadline);
    });
    try {
      return await Promise.race([working, late]);
    } catch (cause) {
      const why = causedBy(cause);
      this.#usedUp = why;
      const disconnect = () => this.#disconnect();
      void working.then(disconnect, disconnect);
      const fenced = causes(cause).some((error) =>
        FENCED_CODES.has(Number((error as { code?: unknown }).code)),
      );
      if (fenced) throw new Fenced(`A newer sender has ${this.#options.transactionalId}.`, { cause });
      throw new SendFailed(`The broker did not take it: ${why}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
