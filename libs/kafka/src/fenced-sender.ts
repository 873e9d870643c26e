import type { ProducerId } from 'kafkajs/src/broker/index.js';
import type Cluster from 'kafkajs/src/cluster/index.js';
import { chunksOf } from './chunks.ts';
import type { KafkaConfig } from './client.ts';
import { causedBy, Fenced, hasCode, SendFailed, SenderClosed } from './errors.ts';
import { newCluster } from './kafka-cluster.ts';
import { partitionOf } from './murmur2.ts';
import type { OutRecord } from './records.ts';
import { TransactionalId, type TopicPartitions } from './transactional-id.ts';
import { untilReady } from './until-ready.ts';

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

interface Part {
  readonly partition: number;
  readonly messages: readonly OutRecord[];
}

interface Request {
  readonly topic: string;
  readonly parts: readonly Part[];
}

/** INVALID_PRODUCER_EPOCH and PRODUCER_FENCED: a newer producer has the transactional id. */
const FENCED_CODES = new Set([47, 90]);

/** NOT_LEADER_OR_FOLLOWER: the partition has moved, or is so new that its broker has no log of it yet. */
const NOT_LEADER = new Set([6]);

/** A broker forgets a producer that is silent on a partition for a day, and a transactional id after a week, unless told otherwise. */
const RENEW_MS = 3_600_000;

const ALL_IN_SYNC = -1;
const PRODUCE_MS = 4_000;
/** Behind the last sequence number comes 0. */
const SEQUENCES = 2 ** 31;

/**
 * Writes nothing once somebody newer has the same transactional id: opening it leaves a mark on every partition of its topics,
 * behind which the broker refuses the former holder. That makes a fence of the id without a transaction around what is sent,
 * which would be two more questions before a record can be read.
 *
 * After any failure it is used up. What of the failed send is there is unknown to the caller, so it opens a new sender and sends again
 * what its outbox still holds. `Fenced` means step down instead. It speaks the protocol by itself: kafkajs's producer writes under a
 * transactional id in transactions only, tries again on its own, and loses the first record that follows a rejected send.
 */
export class FencedSender {
  readonly #options: FencedSenderOptions;
  readonly #cluster: Cluster;
  /** The next sequence number by topic and partition. */
  readonly #sequences = new Map<string, number>();
  #id: TransactionalId | null = null;
  #markedAt = 0;
  #withoutKey = 0;
  #usedUp: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: FencedSenderOptions) {
    this.#options = options;
    this.#cluster = newCluster(options);
  }

  /**
   * Connects and fences: what a former holder has sent stands on the topics then, all or nothing of what it sent in a transaction, and
   * nothing of it comes any more.
   *
   * @throws SendFailed when the broker cannot be reached in time, or has not all of the topics
   */
  static async open(options: FencedSenderOptions): Promise<FencedSender> {
    const sender = new FencedSender(options);
    const { transactionalId, topics } = options;
    await sender.#guarded(async () => {
      await sender.#cluster.connect();
      await sender.#cluster.addMultipleTargetTopics(topics);
      sender.#id = await TransactionalId.take(sender.#cluster, transactionalId, sender.#deadline);
      await sender.#mark();
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
    return this.#inTurn(async (id) => {
      if (performance.now() - this.#markedAt > (this.#options.renewAfter ?? RENEW_MS)) {
        await this.#cluster.refreshMetadata();
        await this.#mark();
      }
      for (const request of this.#requestsFor(batches)) await this.#produce(id.producer, request);
    });
  }

  /**
   * Sends in one transaction, to other topics: all or nothing for who reads what is committed. Throws what `send` does; whether it was
   * committed is known once another has been opened.
   */
  sendTogether(batches: readonly TopicRecords[]): Promise<void> {
    const shared = batches.find(({ topic }) => this.#options.topics.includes(topic));
    if (shared) return Promise.reject(new RangeError(`${shared.topic} takes no transactions beside sends`));
    return this.#inTurn(async (id) => {
      await this.#cluster.addMultipleTargetTopics(batches.map(({ topic }) => topic));
      let isBegun = false;
      for (const request of this.#requestsFor(batches)) {
        const partitions = request.parts.map(({ partition }) => partition);
        await id.include([{ topic: request.topic, partitions }]);
        isBegun = true;
        await this.#produce(id.holder, request);
      }
      if (isBegun) await id.commit();
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

  async #mark(): Promise<void> {
    const topics: TopicPartitions = this.#options.topics.map((topic) => ({
      topic,
      partitions: this.#cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
    }));
    await this.#id?.markOn(topics);
    this.#markedAt = performance.now();
  }

  *#requestsFor(batches: readonly TopicRecords[]): Generator<Request> {
    const maxBytes = this.#options.maxRequestBytes ?? 900_000;
    for (const { topic, records } of batches)
      for (const chunk of chunksOf(records, maxBytes))
        yield { topic, parts: this.#byPartition(topic, chunk.records) };
  }

  #byPartition(topic: string, records: readonly OutRecord[]): Part[] {
    const count = this.#cluster.findTopicPartitionMetadata(topic).length;
    if (count === 0) throw new Error(`the broker has no topic ${topic}`);
    const parts = Map.groupBy(records, (record) => this.#partitionOf(record, count));
    return [...parts].map(([partition, messages]) => ({ partition, messages }));
  }

  /** The same as any client has that uses Kafka's default partitioner. */
  #partitionOf({ key }: OutRecord, count: number): number {
    if (key === null) return (this.#withoutKey += 1) % count;
    return partitionOf(typeof key === 'string' ? Buffer.from(key) : key, count);
  }

  async #produce(
    holder: ProducerId & { readonly transactionalId?: string },
    { topic, parts }: Request,
  ): Promise<void> {
    const numbered = parts.map((part) => ({ ...part, firstSequence: this.#take(topic, part) }));
    // Of what another partition has taken already, the broker knows the numbers again.
    await untilReady(NOT_LEADER, this.#deadline, async (isFirst) => {
      if (!isFirst) await this.#cluster.refreshMetadata();
      if (this.#usedUp !== null) throw new SenderClosed(`The sender is used up: ${this.#usedUp}`);
      const leaders = new Map(
        this.#cluster
          .findTopicPartitionMetadata(topic)
          .map(({ partitionId, leader }) => [partitionId, leader]),
      );
      const byLeader = Map.groupBy(numbered, ({ partition }) => leaders.get(partition) ?? -1);
      await Promise.all(
        [...byLeader].map(async ([nodeId, partitions]) => {
          const broker = await this.#cluster.findBroker({ nodeId });
          const topicData = [{ topic, partitions }];
          await broker.produce({ ...holder, acks: ALL_IN_SYNC, timeout: PRODUCE_MS, topicData });
        }),
      );
    });
  }

  /** Sequence numbers for the records of a part; returns the first of them. */
  #take(topic: string, { partition, messages }: Part): number {
    const name = `${topic}/${String(partition)}`;
    const first = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, (first + messages.length) % SEQUENCES);
    return first;
  }

  #inTurn(work: (id: TransactionalId) => Promise<void>): Promise<void> {
    const sending = this.#last.then(() => {
      const id = this.#id;
      if (this.#usedUp !== null || !id)
        throw new SenderClosed(`The sender is used up: ${String(this.#usedUp)}`);
      return this.#guarded(async () => {
        await this.#cluster.refreshMetadataIfNecessary();
        await work(id);
      });
    });
    this.#last = sending.catch(() => undefined);
    return sending;
  }

  #disconnect(): Promise<void> {
    return this.#cluster.disconnect().catch(() => undefined);
  }

  /** Within the deadline, or the sender is used up. No abort on failure: the next `open` does that at the broker. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const working = work();
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`not done within ${String(this.#deadline)} ms`));
      }, this.#deadline);
    });
    try {
      await Promise.race([working, late]);
    } catch (cause) {
      const why = causedBy(cause);
      this.#usedUp = why;
      const disconnect = () => this.#disconnect();
      void disconnect();
      void working.then(disconnect, disconnect);
      if (hasCode(cause, FENCED_CODES))
        throw new Fenced(`A newer sender has ${this.#options.transactionalId}.`, { cause });
      throw new SendFailed(`The broker did not take it: ${why}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
