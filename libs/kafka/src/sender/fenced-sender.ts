import { writeBatch } from '../wire/batch-writer.ts';
import { ByteWriter } from '../wire/byte-writer.ts';
import { chunksOf } from '../wire/chunks.ts';
import type { KafkaConfig } from '../broker/client.ts';
import { Cluster } from '../broker/cluster.ts';
import {
  causedBy,
  Fenced,
  FENCED_CODES,
  hasCode,
  isPassing,
  SendFailed,
  SenderClosed,
  TooLarge,
} from '../broker/errors.ts';
import { fence } from './fence.ts';
import { partitionOf } from '../wire/murmur2.ts';
import type { Sender, TopicRecords } from './sender.ts';
import { PRODUCE } from './produce.ts';
import { refused } from '../broker/protocol-errors.ts';
import type { OutRecord } from '../wire/records.ts';
import { TransactionalId, type TopicPartitions } from './transactional-id.ts';
import { untilReady } from '../broker/until-ready.ts';

export interface SenderOptions extends KafkaConfig {
  /** One for all who may take the role: opening fences whoever had it before. */
  readonly transactionalId: string;
  /** What `send` may write to. */
  readonly topics: readonly string[];
  /** How long a send may take, in milliseconds; default 10,000. An opening, which is many questions, may take six times as long. */
  readonly deadline?: number;
  /** Bytes of records in one request; default 900,000. */
  readonly maxRequestBytes?: number;
  /** After so many milliseconds the next send says anew that this one holds the id; default an hour. */
  readonly renewAfter?: number;
}

interface Request {
  readonly topic: string;
  readonly parts: readonly { readonly partition: number; readonly records: readonly OutRecord[] }[];
}

/** MESSAGE_TOO_LARGE and RECORD_LIST_TOO_LARGE: the topic never takes it. */
const TOO_LARGE = new Set([10, 18]);

/** A part of a request as it goes over the wire. */
interface RequestPart {
  readonly partition: number;
  readonly batch: Buffer;
}

/** A broker forgets a producer that is silent on a partition for a day, and a transactional id after a week, unless told otherwise. */
const RENEW_MS = 3_600_000;
const PRODUCE_MS = 4_000;
/** Deadlines in an opening: begun anew each time it is late, an opening would never end at a broker that is slow. */
const OPENING = 6;
/** Behind the last sequence number comes 0. */
const SEQUENCES = 2 ** 31;
/** DUPLICATE_SEQUENCE_NUMBER: it was taken when it was sent before. */
const TAKEN = new Set([0, 46]);

/**
 * Writes nothing once somebody newer has the same transactional id: opening it leaves a mark on every partition of its topics,
 * behind which the broker refuses the former holder. That makes a fence of the id without a transaction around what is sent,
 * which would be two more questions before a record can be read.
 *
 * After any failure it is used up. What of the failed send is there is unknown to the caller, so it opens a new sender and sends again
 * what its outbox still holds. `Fenced` means step down instead. Within its deadline it asks again where a leader moved, a replica lags
 * or a connection was lost: the broker knows by the sequence numbers what it has taken already.
 */
export class FencedSender implements Sender {
  readonly #options: SenderOptions;
  readonly #cluster: Cluster;
  /** Of one request after another; it grows to the largest. */
  readonly #writer = new ByteWriter();
  /** The next sequence number by topic and partition. */
  readonly #sequences = new Map<string, number>();
  readonly #id: TransactionalId;
  #markedAt = 0;
  #withoutKey = 0;
  #usedUp: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: SenderOptions) {
    this.#options = options;
    this.#cluster = new Cluster(options);
    this.#id = new TransactionalId(this.#cluster, options.transactionalId, this.#deadline);
  }

  /**
   * Connects and fences: what a former holder has sent stands on the topics then, all or nothing of what it sent in a transaction, and
   * nothing of it comes any more. The fence is tried.
   *
   * @throws SendFailed when the broker cannot be reached in time, has not all of the topics, or does not fence
   */
  static async open(options: SenderOptions): Promise<FencedSender> {
    const sender = new FencedSender(options);
    await sender.#guarded(OPENING * sender.#deadline, async () => {
      await sender.#id.take();
      await fence(sender.#cluster, sender.#id, await sender.#partitions(), sender.#deadline);
      sender.#markedAt = performance.now();
    });
    return sender;
  }

  send(batches: readonly TopicRecords[]): Promise<void> {
    const foreign = batches.find(({ topic }) => !this.#options.topics.includes(topic));
    if (foreign) return Promise.reject(new RangeError(`${foreign.topic} was not fenced: name it in topics`));
    return this.#inTurn(async () => {
      if (performance.now() - this.#markedAt > (this.#options.renewAfter ?? RENEW_MS)) {
        this.#cluster.forget();
        await this.#id.markOn(await this.#partitions());
        this.#markedAt = performance.now();
      }
      for await (const request of this.#requestsFor(batches)) await this.#produce(request, false);
    });
  }

  sendTogether(batches: readonly TopicRecords[]): Promise<void> {
    const shared = batches.find(({ topic }) => this.#options.topics.includes(topic));
    if (shared) return Promise.reject(new RangeError(`${shared.topic} takes no transactions beside sends`));
    return this.#inTurn(async () => {
      for (const { topic } of batches) await this.#cluster.topic(topic);
      let isBegun = false;
      for await (const request of this.#requestsFor(batches)) {
        const { topic, parts } = request;
        await this.#id.include([{ topic, partitions: parts.map(({ partition }) => partition) }]);
        isBegun = true;
        await this.#produce(request, true);
      }
      if (isBegun) await this.#id.commit();
    });
  }

  async close(): Promise<void> {
    await this.#last;
    this.#usedUp ??= 'it was closed';
    await this.#cluster.close();
  }

  get #deadline(): number {
    return this.#options.deadline ?? 10_000;
  }

  /** All of the topics that it may send to. */
  async #partitions(): Promise<TopicPartitions> {
    const topics = await Promise.all(this.#options.topics.map((topic) => this.#cluster.topic(topic)));
    return topics.map(({ name, partitions }) => ({
      topic: name,
      partitions: partitions.map(({ partition }) => partition),
    }));
  }

  async *#requestsFor(batches: readonly TopicRecords[]): AsyncGenerator<Request> {
    const maxBytes = this.#options.maxRequestBytes ?? 900_000;
    for (const { topic, records } of batches)
      for (const chunk of chunksOf(records, maxBytes)) {
        const count = (await this.#cluster.topic(topic)).partitions.length;
        const parts = Map.groupBy(chunk, (record) => this.#partitionOf(record, count));
        yield { topic, parts: [...parts].map(([partition, some]) => ({ partition, records: some })) };
      }
  }

  /** The same as any client has that uses Kafka's default partitioner. */
  #partitionOf({ key }: OutRecord, count: number): number {
    if (key === null) return (this.#withoutKey += 1) % count;
    return partitionOf(typeof key === 'string' ? Buffer.from(key) : key, count);
  }

  async #produce(request: Request, isTransactional: boolean): Promise<void> {
    let left = this.#written(request, isTransactional);
    await untilReady(isPassing, this.#deadline, async () => {
      if (this.#usedUp !== null) throw new SenderClosed(`The sender is used up: ${this.#usedUp}`);
      const outcomes = await this.#offer(
        request.topic,
        left,
        isTransactional ? this.#options.transactionalId : null,
      );
      left = outcomes.filter(({ failure }) => failure !== null).map(({ part }) => part);
      const failures = outcomes.flatMap(({ failure }) => failure ?? []);
      const [worst] = [...failures.filter((failure) => !isPassing(failure)), ...failures];
      if (worst) throw worst;
    });
  }

  /** The record batches of a request, in the memory of the writer until the next request. */
  #written({ topic, parts }: Request, isTransactional: boolean): RequestPart[] {
    const writer = this.#writer;
    writer.at = 0;
    const timestamp = Date.now();
    const ends = parts.map(({ partition, records }) => {
      const firstSequence = this.#take(topic, partition, records.length);
      writeBatch(writer, { ...this.#id.producer, isTransactional, firstSequence, timestamp }, records);
      return writer.at;
    });
    const { written } = writer;
    return parts.map(({ partition }, i) => ({
      partition,
      batch: written.subarray(ends[i - 1] ?? 0, ends[i]),
    }));
  }

  /** Asks the leader of each part to take it: what came of it. */
  async #offer(
    topic: string,
    parts: readonly RequestPart[],
    transactionalId: string | null,
  ): Promise<{ readonly part: RequestPart; readonly failure: Error | null }[]> {
    const { partitions } = await this.#cluster.topic(topic);
    const byLeader = Map.groupBy(parts, ({ partition }) => partitions[partition]?.leader ?? -1);
    const outcomes = await Promise.all(
      [...byLeader].map(async ([leader, asked]) => {
        try {
          const node = await this.#cluster.node(leader);
          const request = { transactionalId, timeout: PRODUCE_MS, topic, parts: asked };
          const { responses } = await this.#cluster.request(node, PRODUCE, request);
          const answers = new Map(responses[0]?.partitionResponses.map((one) => [one.index, one]));
          return asked.map((part) => {
            const { errorCode = -1, errorMessage = null } = answers.get(part.partition) ?? {};
            return { part, failure: TAKEN.has(errorCode) ? null : refused(errorCode, errorMessage) };
          });
        } catch (error) {
          return asked.map((part) => ({ part, failure: error as Error }));
        }
      }),
    );
    if (outcomes.flat().some(({ failure }) => failure !== null)) this.#cluster.forget();
    return outcomes.flat();
  }

  /** Sequence numbers for so many records; returns the first of them. */
  #take(topic: string, partition: number, count: number): number {
    const name = `${topic}/${String(partition)}`;
    const first = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, (first + count) % SEQUENCES);
    return first;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const sending = this.#last.then(() => {
      if (this.#usedUp !== null) throw new SenderClosed(`The sender is used up: ${this.#usedUp}`);
      return this.#guarded(this.#deadline, work);
    });
    this.#last = sending.catch(() => undefined);
    return sending;
  }

  /** In time, or the sender is used up. No abort on failure: the next `open` does that at the broker. */
  async #guarded(milliseconds: number, work: () => Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const { trouble } = this.#cluster;
        const why = trouble === null ? '' : `: ${trouble}`;
        reject(new Error(`not done within ${String(milliseconds)} ms${why}`));
      }, milliseconds);
    });
    const working = work();
    working.catch(() => undefined);
    try {
      await Promise.race([working, late]);
    } catch (cause) {
      const why = causedBy(cause);
      this.#usedUp = why;
      void this.#cluster.close();
      if (hasCode(cause, FENCED_CODES))
        throw new Fenced(`A newer sender has ${this.#options.transactionalId}.`, { cause });
      if (hasCode(cause, TOO_LARGE))
        throw new TooLarge(`A record is larger than its topic takes: ${why}`, { cause });
      throw new SendFailed(`The broker did not take it: ${why}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What of it others see. */
export const openSender = (options: SenderOptions): Promise<Sender> => FencedSender.open(options);
