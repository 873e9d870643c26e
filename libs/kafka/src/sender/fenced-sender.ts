import { placeName } from '@silkgauge/contract';
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
import { PRODUCE, type EncodedPart } from './produce.ts';
import { refused } from '../broker/protocol-errors.ts';
import type { OutRecord } from '../wire/records.ts';
import { TransactionalId, type TopicPartitions } from './transactional-id.ts';
import { untilReady } from '../broker/until-ready.ts';

export interface SenderOptions extends KafkaConfig {
  /** Shared by all candidates for a role: opening fences the former holder. */
  readonly transactionalId: string;
  /** Topics that `send` may write to. */
  readonly topics: readonly string[];
  /** Limit of a send, in milliseconds; default 10,000. An opening has six times as long. */
  readonly deadline?: number;
  /** Limit of a request in bytes of records; default 900,000. */
  readonly maxRequestBytes?: number;
  /** Milliseconds after which the next send marks the partitions anew; default an hour. */
  readonly renewAfter?: number;
}

interface Request {
  readonly topic: string;
  readonly parts: readonly { readonly partition: number; readonly records: readonly OutRecord[] }[];
}

/** MESSAGE_TOO_LARGE and RECORD_LIST_TOO_LARGE: a repetition is refused as well. */
const TOO_LARGE = new Set([10, 18]);

/** By default a broker forgets a silent producer after a day, and a transactional id after a week. */
const RENEW_MS = 3_600_000;
/** Limit of an opening, in deadlines: a slow broker would not finish one within a single deadline. */
const OPENING = 6;
/** Sequence numbers wrap around to 0 here. */
const SEQUENCES = 2 ** 31;
/** No error, or DUPLICATE_SEQUENCE_NUMBER: the broker took the batch at an earlier attempt. */
const TAKEN = new Set([0, 46]);

/**
 * Sender under a transactional id, which a newer holder of the id fences. Opening leaves a mark on every
 * partition of the topics, behind which the broker refuses the former holder: sends need no transaction,
 * which would cost two more round trips before a record can be read.
 *
 * Any failure uses the sender up. Which records of the failed send were written is unknown, so the caller
 * opens a new sender and sends its outbox again; `Fenced` means step down instead. A send is repeated until
 * its deadline when a leader moved, a replica lags or a connection was lost: the broker drops repetitions by
 * sequence number.
 */
export class FencedSender implements Sender {
  readonly #options: SenderOptions;
  readonly #cluster: Cluster;
  /** Reused by all requests; grows to the largest. */
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
    // A slow coordinator may take longer than one deadline for its markers; `#guarded` limits the whole.
    this.#id = new TransactionalId(this.#cluster, options.transactionalId, {
      patience: this.#deadline,
      markers: OPENING * this.#deadline,
      transaction: 2 * this.#deadline,
    });
  }

  /**
   * Connects, fences the former holder and tries the fence. Afterwards nothing more of the former holder is
   * written, and each of its transactions is whole or absent.
   *
   * @throws Fenced when a newer sender opens meanwhile
   * @throws SendFailed when the broker is not reached in time, lacks one of the topics, or does not fence
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

  /** All partitions of the topics that `send` may write to. */
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

  /** Chooses for a key as Kafka's default partitioner does. */
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

  /** Encodes the batches of a request. The memory of the writer holds them until the next request. */
  #written({ topic, parts }: Request, isTransactional: boolean): EncodedPart[] {
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

  /** Sends each part to the leader of its partition; returns each part's failure, null for none. */
  async #offer(
    topic: string,
    parts: readonly EncodedPart[],
    transactionalId: string | null,
  ): Promise<{ readonly part: EncodedPart; readonly failure: Error | null }[]> {
    const { partitions } = await this.#cluster.topic(topic);
    const byLeader = Map.groupBy(parts, ({ partition }) => partitions[partition]?.leader ?? -1);
    const outcomes = await Promise.all(
      [...byLeader].map(async ([leader, asked]) => {
        try {
          const node = await this.#cluster.node(leader);
          const request = { transactionalId, topic, parts: asked };
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

  /** Reserves `count` sequence numbers; returns the first. */
  #take(topic: string, partition: number, count: number): number {
    const name = placeName({ topic, partition });
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

  /** A failure or delay uses the sender up. The next `open` aborts its transaction at the broker. */
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

/** Opens a fenced sender; errors as of `FencedSender.open`. */
export const openSender = (options: SenderOptions): Promise<Sender> => FencedSender.open(options);
