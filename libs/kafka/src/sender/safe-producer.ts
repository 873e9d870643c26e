import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaConfig } from '../broker/client.ts';
import { causedBy, SendFailed, SenderClosed } from '../broker/errors.ts';
import { sizeOf } from '../wire/chunks.ts';
import type { OutRecord, SentRecord } from '../wire/records.ts';
import {
  isFinal,
  RequestProducer,
  toMessage,
  type RequestPart,
  type SentMessage,
} from './produce-request.ts';

export interface SafeProducerOptions extends KafkaConfig {
  /** Limit of a send, its time in the queue included, in milliseconds; default 4,000. */
  readonly deadline?: number;
}

/** Limit of a request in bytes; a larger record is sent alone. Brokers take 1 MiB by default. */
const MOST_BYTES = 900_000;

/** What came of a request; a refused one would be refused again. */
type Outcome = 'taken' | 'refused' | 'failed';

/** Milliseconds before a failed request is repeated: four times as long each time, up to the longest. */
const PAUSE = { first: 100, growth: 4, longest: 2_000 };

class PendingSend {
  readonly topic: string;
  readonly messages: readonly SentMessage[];
  /** Partitions and offsets of the messages sent already. */
  readonly sent: SentRecord[] = [];
  readonly #outcome = Promise.withResolvers<SentRecord[]>();
  isOver = false;
  /** Why its last request failed. */
  cause: unknown;
  /** Whether it goes out by itself: it may be what made a request of several fail for good. */
  isAlone = false;

  constructor(topic: string, records: readonly OutRecord[]) {
    this.topic = topic;
    this.messages = records.map(toMessage);
  }

  get outcome(): Promise<SentRecord[]> {
    return this.#outcome.promise;
  }

  add(places: readonly SentRecord[]): void {
    this.sent.push(...places);
    if (this.sent.length < this.messages.length) return;
    this.isOver = true;
    this.#outcome.resolve(this.sent);
  }

  fail(when = ''): void {
    const { cause } = this;
    this.isOver = true;
    const why = cause === undefined ? '.' : `: ${causedBy(cause)}`;
    this.#outcome.reject(new SendFailed(`The broker did not take it${when}${why}`, { cause }));
  }
}

/**
 * Sends records and answers when all in-sync replicas have them.
 *
 * Requests go out one after another; sends that arrive meanwhile share the next one. A failed request goes out
 * again, by a new producer, as long as its sends have time. The broker is not asked to find repetitions by
 * sequence numbers: kafkajs counts them wrongly after a failure, so that the broker takes new records for a
 * repetition, acknowledges them with the old offsets, and loses them. A record may therefore be written more
 * than once, by a repeated request as by a caller that repeats a failed send: readers know it by its identity.
 */
export class SafeProducer {
  readonly #options: SafeProducerOptions;
  readonly #deadline: number;
  #queue: PendingSend[] = [];
  /** Sends of the request under way. */
  #asked = new Set<PendingSend>();
  #producer: RequestProducer | null = null;
  #pumping: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: SafeProducerOptions) {
    this.#options = options;
    this.#deadline = options.deadline ?? 4_000;
  }

  /**
   * Returns the partition and offset of each record, in the order given. A key goes to the partition that
   * Kafka's default partitioner chooses.
   *
   * @throws SendFailed when the broker did not take all records in time
   * @throws SenderClosed after `close`
   */
  async send(topic: string, records: readonly OutRecord[]): Promise<SentRecord[]> {
    if (this.#isClosed) throw new SenderClosed('The producer is closed.');
    if (records.length === 0) return [];
    const send = new PendingSend(topic, records);
    const timer = setTimeout(() => {
      send.fail(` within ${String(this.#deadline)} ms`);
      // The request hangs: end it.
      if (this.#asked.has(send)) this.#discard();
    }, this.#deadline);
    this.#queue.push(send);
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = null;
    });
    return send.outcome.finally(() => {
      clearTimeout(timer);
    });
  }

  /** Waits for sends under way, then disconnects. Later sends are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pumping;
    // No send is under way, so a broker that does not answer is not waited for.
    await Promise.race([this.#producer?.disconnect(), sleep(1_000, undefined, { ref: false })]);
    this.#producer = null;
  }

  async #pump(): Promise<void> {
    let pause = PAUSE.first;
    while (this.#queue.length > 0) {
      const outcome = await this.#request();
      if (outcome !== 'failed') pause = PAUSE.first;
      this.#queue = this.#queue.filter((send) => !send.isOver);
      // The broker answers, so nothing is to wait for: the sends behind a refused one go out at once.
      if (outcome !== 'failed' || this.#queue.length === 0) continue;
      await sleep(pause);
      pause = Math.min(PAUSE.growth * pause, PAUSE.longest);
      this.#queue = this.#queue.filter((send) => !send.isOver);
    }
  }

  async #request(): Promise<Outcome> {
    const parts = this.#nextRequest();
    this.#asked = new Set(parts.map(({ send }) => send));
    const producer = (this.#producer ??= new RequestProducer(this.#options));
    try {
      const places = await producer.send(parts);
      parts.forEach(({ send }, index) => {
        send.add(places[index] ?? []);
      });
      return 'taken';
    } catch (cause) {
      if (this.#producer === producer) this.#discard();
      for (const { send } of parts) send.cause = cause;
      if (!isFinal(cause)) return 'failed';
      for (const { send } of parts)
        if (parts.length === 1) send.fail();
        else send.isAlone = true;
      return 'refused';
    } finally {
      this.#asked.clear();
    }
  }

  /** The waiting records that fit into one request, in order. */
  #nextRequest(): (RequestPart & { readonly send: PendingSend })[] {
    let bytes = 0;
    const parts = [];
    for (const send of this.#queue) {
      if (send.isAlone && parts.length > 0) break;
      const messages: SentMessage[] = [];
      for (const message of send.messages.slice(send.sent.length)) {
        bytes += sizeOf(message);
        if (bytes > MOST_BYTES && parts.length + messages.length > 0) break;
        messages.push(message);
      }
      if (messages.length > 0) parts.push({ send, topic: send.topic, messages });
      if (bytes > MOST_BYTES || send.isAlone) break;
    }
    return parts;
  }

  #discard(): void {
    this.#producer?.discard();
    this.#producer = null;
  }
}
