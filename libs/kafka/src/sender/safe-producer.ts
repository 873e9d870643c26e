import { setTimeout as sleep } from 'node:timers/promises';
import { Partitioners, type Producer } from 'kafkajs';
import { createKafka, retryFor, type KafkaConfig } from '../broker/client.ts';
import { causedBy, SendFailed, SenderClosed } from '../broker/errors.ts';
import { requestsOf, RequestBuilder, type ChunkedSend } from './produce-request.ts';
import type { OutRecord, SentRecord } from '../wire/records.ts';

export interface SafeProducerOptions extends KafkaConfig {
  /** How long a send may take, waiting included, in milliseconds; default 4,000. */
  readonly deadline?: number;
  /** Bytes of records in one request, a larger record goes alone; default 900,000 (a broker takes 1 MiB by default). */
  readonly maxRequestBytes?: number;
}

/** A kafkajs producer and whether it may still be used. */
interface Instance {
  readonly producer: Producer;
  readonly requests: RequestBuilder;
  readonly connected: Promise<void>;
  discarded: boolean;
}

/**
 * Sends records idempotently and answers when all in-sync replicas have them.
 *
 * After a send that kafkajs rejected, its producer repeats the sequence numbers of that send: the broker takes the
 * next records for a repetition, acknowledges them with the old offsets, and they are lost. Two rules keep that out:
 * requests go out strictly one after another, what arrives meanwhile goes together into the next one; and after any
 * failure the instance is discarded, with all that was in its request, and the next send makes a new one. A failed
 * send may have been written all the same: whoever sends again relies on the records' identity.
 */
export class SafeProducer {
  readonly #options: SafeProducerOptions;
  readonly #deadline: number;
  readonly #maxRequestBytes: number;
  #queue: ChunkedSend[] = [];
  #instance: Instance | null = null;
  #pumping: Promise<void> | null = null;
  #closed = false;

  constructor(options: SafeProducerOptions) {
    this.#options = options;
    this.#deadline = options.deadline ?? 4_000;
    this.#maxRequestBytes = options.maxRequestBytes ?? 900_000;
  }

  /**
   * Where each record came to stand, in the order given. Records with the same key go to the same partition as with
   * any client that uses Kafka's default partitioner.
   *
   * @throws SendFailed when the broker did not take them all in time
   * @throws SenderClosed after `close`
   */
  async send(topic: string, records: readonly OutRecord[]): Promise<SentRecord[]> {
    if (this.#closed) throw new SenderClosed('The producer is closed.');
    if (records.length === 0) return [];
    return new Promise((resolve, reject) => {
      const send: ChunkedSend = {
        topic,
        chunks: requestsOf(records, this.#maxRequestBytes),
        sent: [],
        settled: false,
        resolve: (sent) => {
          clearTimeout(timer);
          send.settled = true;
          resolve(sent);
        },
        reject: (error) => {
          clearTimeout(timer);
          send.settled = true;
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        this.#giveUp(send);
      }, this.#deadline);
      this.#queue.push(send);
      this.#pumping ??= this.#pump().finally(() => {
        this.#pumping = null;
      });
    });
  }

  /** Waits for what has been sent, then disconnects. Later sends are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#pumping;
    const instance = this.#instance;
    this.#instance = null;
    // Nothing is under way any more; a broker that does not answer need not be waited for.
    await Promise.race([
      instance?.producer.disconnect().catch(() => undefined),
      sleep(1_000, undefined, { ref: false }),
    ]);
  }

  async #pump(): Promise<void> {
    while (this.#queue.length > 0) {
      const group = this.#nextGroup();
      const instance = (this.#instance ??= this.#create());
      try {
        await instance.connected;
        const sent = await instance.requests.send(instance.producer, group);
        group.forEach((send, index) => {
          send.sent.push(...(sent[index] ?? []));
          if (send.chunks.length === 0) send.resolve(send.sent);
          else if (!send.settled) this.#queue.unshift(send);
        });
      } catch (cause) {
        this.#discard(instance);
        const why = causedBy(cause);
        for (const send of group)
          send.reject(new SendFailed(`The broker did not take it: ${why}`, { cause }));
      }
      this.#queue = this.#queue.filter((send) => !send.settled);
    }
  }

  /** One chunk of each waiting send, as many as one request holds; a send's own chunks go one request after another. */
  #nextGroup(): ChunkedSend[] {
    let bytes = 0;
    const group: ChunkedSend[] = [];
    for (const send of this.#queue) {
      const size = send.chunks[0]?.bytes ?? 0;
      if (group.length > 0 && bytes + size > this.#maxRequestBytes) break;
      bytes += size;
      group.push(send);
    }
    this.#queue.splice(0, group.length);
    return group;
  }

  #giveUp(send: ChunkedSend): void {
    const waiting = this.#queue.includes(send);
    send.reject(new SendFailed(`The broker did not take it within ${String(this.#deadline)} ms.`));
    // In a request that hangs: end it, with everybody else's in it.
    if (!waiting && this.#instance) this.#discard(this.#instance);
  }

  #create(): Instance {
    const requests = new RequestBuilder(Partitioners.DefaultPartitioner());
    const producer = createKafka(this.#options).producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      // A broker that just started refuses writes until its partitions have leaders: the deadline ends that, not kafkajs.
      retry: retryFor(this.#deadline),
      createPartitioner: () => requests.partition,
    });
    const connected = producer.connect();
    connected.catch(() => undefined);
    return { producer, requests, connected, discarded: false };
  }

  #discard(instance: Instance): void {
    if (instance.discarded) return;
    instance.discarded = true;
    if (this.#instance === instance) this.#instance = null;
    instance.requests.abort(new Error('The producer was discarded.'));
    // A retry that is still under way connects again, so it is let run out before the last disconnect.
    const disconnect = () => instance.producer.disconnect().catch(() => undefined);
    void disconnect();
    void instance.requests.idle().then(disconnect);
  }
}
