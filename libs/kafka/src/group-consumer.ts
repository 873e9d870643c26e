import type { Consumer, EachBatchPayload } from 'kafkajs';
import { createKafka, type KafkaConfig } from './client.ts';
import { reportUnreadable } from './fetch-decoder.ts';
import type { Fetched } from './partition-reader.ts';
import { RecordView, UnreadableRecords } from './record-view.ts';
import type { InRecord } from './records.ts';

/** How long the broker holds a fetch that finds nothing; a partition that goes on after a pause may wait as long. */
const MAX_WAIT = 100;

export interface GroupEvents {
  /** In the group, with these partitions, none of them fetched yet: the reader of each resumes it. */
  joined(assignment: readonly { topic: string; partition: number }[]): void;
  /** Out of the group for now; kafkajs is trying to get back in. */
  left(why: string): void;
  /** False when what was fetched is of no use. */
  fetched(topic: string, partition: number, fetched: Fetched): boolean;
  /** kafkajs has stopped for good. */
  crashed(error: Error): void;
}

export interface GroupOptions {
  readonly kafka: KafkaConfig;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly sessionTimeout: number;
}

/**
 * A kafkajs consumer that fetches and keeps up its membership, and leaves every decision about positions to others.
 * Its fetching never waits for the work on what was fetched, so heartbeats and rebalances are prompt.
 */
export class GroupConsumer {
  readonly #consumer: Consumer;
  readonly #topics: readonly string[];
  readonly #events: GroupEvents;

  constructor(options: GroupOptions, events: GroupEvents) {
    reportUnreadable(options.topics);
    this.#topics = options.topics;
    this.#events = events;
    this.#consumer = createKafka(options.kafka).consumer({
      groupId: options.groupId,
      sessionTimeout: options.sessionTimeout,
      heartbeatInterval: Math.floor(options.sessionTimeout / 10),
      maxWaitTimeInMs: MAX_WAIT,
      allowAutoTopicCreation: false,
    });
    this.#listen();
  }

  /** @throws whatever kafkajs throws when the broker is away or a topic is missing */
  async start(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.#topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => {
        takeBatch(payload, this.#events);
        return Promise.resolve();
      },
    });
  }

  seek(topic: string, partition: number, offset: bigint): void {
    this.#whileInGroup(() => {
      this.#consumer.seek({ topic, partition, offset: offset.toString() });
    });
  }

  pause(topic: string, partitions: number[]): void {
    this.#whileInGroup(() => {
      this.#consumer.pause([{ topic, partitions }]);
    });
  }

  resume(topic: string, partitions: number[]): void {
    this.#whileInGroup(() => {
      this.#consumer.resume([{ topic, partitions }]);
    });
  }

  commit(offsets: readonly { topic: string; partition: number; offset: string }[]): Promise<void> {
    return this.#consumer.commitOffsets([...offsets]);
  }

  async disconnect(): Promise<void> {
    await this.#consumer.disconnect().catch(() => undefined);
  }

  /**
   * kafkajs throws between a crash and the next join. Nothing is lost by not having done it then: partitions are
   * paused and claimed anew after the join, and a reader takes only what fits its position.
   */
  #whileInGroup(work: () => void): void {
    try {
      work();
    } catch {
      this.#events.left('kafkajs has left the group');
    }
  }

  #listen(): void {
    const consumer = this.#consumer;
    const events = this.#events;
    // A listener that throws breaks kafkajs's insides, so each hands its error on as a crash.
    const safely = (work: () => void): void => {
      try {
        work();
      } catch (error) {
        events.crashed(error as Error);
      }
    };
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      safely(() => {
        // At this moment nothing of the new assignment has been fetched.
        const assignment = Object.entries(payload.memberAssignment);
        for (const [topic, partitions] of assignment) this.pause(topic, partitions);
        events.joined(
          assignment.flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition }))),
        );
      });
    });
    consumer.on(consumer.events.REBALANCING, () => {
      safely(() => {
        events.left('the group is rebalancing');
      });
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      safely(() => {
        if (payload.restart) events.left(payload.error.message);
        else events.crashed(payload.error);
      });
    });
    // A fetch that brings only control records or aborted ones does not reach the handler.
    consumer.on(consumer.events.START_BATCH_PROCESS, ({ payload }) => {
      safely(() => {
        if (payload.batchSize > 0 || payload.firstOffset === null) return;
        const to = BigInt(payload.lastOffset) + 1n;
        const highWatermark = BigInt(payload.highWatermark);
        const nothing = { from: BigInt(payload.firstOffset), to, records: [], highWatermark, trouble: null };
        events.fetched(payload.topic, payload.partition, nothing);
      });
    });
  }
}

/** kafkajs says where a batch was fetched from, though its types do not. */
interface WhereFrom {
  readonly fetchedOffset: string;
}

const takeBatch = ({ batch, resolveOffset, isStale }: EachBatchPayload, events: GroupEvents): void => {
  // Fetched before a seek that has not been followed yet.
  if (isStale()) return;
  const from = BigInt((batch as typeof batch & WhereFrom).fetchedOffset);
  const highWatermark = BigInt(batch.highWatermark);
  const messages: readonly unknown[] = batch.messages;
  const last = messages.at(-1);
  if (!(last instanceof UnreadableRecords)) {
    const records = messages.map(toInRecord);
    const fetched = { from, to: BigInt(batch.lastOffset()) + 1n, records, highWatermark, trouble: null };
    if (events.fetched(batch.topic, batch.partition, fetched)) resolveOffset(batch.lastOffset());
    return;
  }
  const records = messages.slice(0, -1).map(toInRecord);
  const to = records.length === 0 ? from : (records.at(-1)?.offset ?? from) + 1n;
  events.fetched(batch.topic, batch.partition, { from, to, records, highWatermark, trouble: last });
};

/** A record as kafkajs's own decoder makes it. */
interface KafkajsMessage {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, Buffer | string | readonly (Buffer | string)[] | undefined>>;
}

const toInRecord = (message: unknown): InRecord =>
  message instanceof RecordView ? new LazyRecord(message) : fromMessage(message as KafkajsMessage);

/** Headers are read when they are asked for. */
class LazyRecord implements InRecord {
  readonly #view: RecordView;

  constructor(view: RecordView) {
    this.#view = view;
  }
  get offset(): bigint {
    return this.#view.position;
  }
  get timestamp(): string {
    return this.#view.timestamp;
  }
  get key(): Buffer | null {
    return this.#view.key;
  }
  get value(): Buffer | null {
    return this.#view.value;
  }
  get headers(): InRecord['headers'] {
    return this.#view.headerList;
  }
  get wire(): RecordView {
    return this.#view;
  }
}

const fromMessage = (message: KafkajsMessage): InRecord => ({
  offset: BigInt(message.offset),
  timestamp: message.timestamp,
  key: message.key,
  value: message.value,
  headers: Object.entries(message.headers ?? {}).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, Buffer.from(one as Buffer)] as const),
  ),
});
