import { Partitioners, type Producer, type Transaction } from 'kafkajs';
import { createKafka, type KafkaConfig } from './client.ts';
import { causedBy, causes, Fenced, SendFailed, SenderClosed } from './errors.ts';
import { chunksOf, RequestBuilder } from './produce-request.ts';
import type { OutRecord, SentRecord } from './records.ts';
import './transaction-coordinator.ts';

export interface TransactionalSenderOptions extends KafkaConfig {
  /** One id for all who may take the role, and a second with `.2` behind it: opening fences whoever had them before. */
  readonly transactionalId: string;
  /** How long a transaction may take, in milliseconds; default 10,000. */
  readonly deadline?: number;
  /** Bytes of records in one request; default 900,000. */
  readonly maxRequestBytes?: number;
}

export interface TopicRecords {
  readonly topic: string;
  /** Made as they are sent, where they are made for it: of a long list few are in memory then. */
  readonly records: Iterable<OutRecord>;
}

/** INVALID_PRODUCER_EPOCH and PRODUCER_FENCED: a newer producer has the transactional id (kafkajs does not know 90). */
const FENCED_CODES = new Set([47, 90]);

/**
 * Writes all or nothing, and nothing once somebody newer has the same transactional id.
 *
 * After any failure it is used up: a kafkajs producer loses the first record of the transaction that follows a
 * rejected send, even after an abort. What was in the failed transaction is unknown to the caller, so it opens a new
 * sender (which aborts what was left open) and sends again what its outbox still holds. `Fenced` means step down
 * instead.
 */
export class TransactionalSender {
  readonly #requests = new RequestBuilder(Partitioners.DefaultPartitioner());
  readonly #options: TransactionalSenderOptions;
  /** They take turns: the coordinator refuses a transaction of an id while it writes the markers of the one before. */
  readonly #producers: readonly [Producer, Producer];
  #transactions = 0;
  #usedUp: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: TransactionalSenderOptions) {
    this.#options = options;
    const { transactionalId } = options;
    this.#producers = [this.#producer(transactionalId), this.#producer(`${transactionalId}.2`)];
  }

  /**
   * Connects and fences: only the first transaction does that, so one without records is run.
   *
   * @throws SendFailed when the broker cannot be reached in time
   */
  static async open(options: TransactionalSenderOptions): Promise<TransactionalSender> {
    const sender = new TransactionalSender(options);
    await sender.#guarded(async () => {
      for (const producer of sender.#producers) {
        await producer.connect();
        const transaction = await producer.transaction();
        await transaction.commit();
      }
    });
    return sender;
  }

  get #deadline(): number {
    return this.#options.deadline ?? 10_000;
  }

  /**
   * Sends in one transaction; calls take their turn. The places come in the order of the records.
   *
   * @throws Fenced when a newer sender has been opened
   * @throws SendFailed when it is not known to be committed
   * @throws SenderClosed after `close` and after any failure
   */
  send(batches: readonly TopicRecords[]): Promise<SentRecord[][]> {
    const sending = this.#last.then(() => this.#transact(batches));
    this.#last = sending.catch(() => undefined);
    return sending;
  }

  /** Waits for a transaction under way, then disconnects. */
  async close(): Promise<void> {
    await this.#last;
    this.#usedUp ??= 'it was closed';
    await this.#disconnect();
  }

  #producer(transactionalId: string): Producer {
    return createKafka({ ...this.#options }).producer({
      transactionalId,
      transactionTimeout: 2 * this.#deadline,
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => this.#requests.partition,
      // Where its turn comes that soon again; kafkajs waits its initial retry time then.
      retry: { initialRetryTime: 5, maxRetryTime: 500, retries: 8, factor: 0.2, multiplier: 2 },
    });
  }

  async #disconnect(): Promise<void> {
    await Promise.all(this.#producers.map((producer) => producer.disconnect().catch(() => undefined)));
  }

  async #transact(batches: readonly TopicRecords[]): Promise<SentRecord[][]> {
    if (this.#usedUp !== null) throw new SenderClosed(`The sender is used up: ${this.#usedUp}`);
    const maxBytes = this.#options.maxRequestBytes ?? 900_000;
    return this.#guarded(async () => {
      let transaction: Transaction | null = null;
      const places: SentRecord[][] = [];
      for (const { topic, records } of batches) {
        const sent: SentRecord[] = [];
        for (const chunk of chunksOf(records, maxBytes)) {
          transaction ??= await this.#producers[this.#transactions++ & 1 ? 1 : 0].transaction();
          sent.push(...((await this.#requests.send(transaction, [{ topic, chunks: [chunk] }]))[0] ?? []));
        }
        places.push(sent);
      }
      await transaction?.commit();
      return places;
    });
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
      throw new SendFailed(`The transaction failed: ${why}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
