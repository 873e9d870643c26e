import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { createKafka, type KafkaConfig } from './client.ts';
import { registerCodecs } from './codecs.ts';
import { fetchRunsOf } from './fetch-decoder.ts';
import { FetchedRun } from './fetched-run.ts';
import { framedSockets } from './framed-socket.ts';
import type { Fetched } from './partition-reader.ts';
import type { InRecord } from './records.ts';
import { recordsFrom } from './stored-batch.ts';

/** How long the broker holds a fetch that finds nothing; a partition that goes on after a pause may wait as long. */
const MAX_WAIT = 100;

/** A fetch that brought fewer bytes of a partition is not followed by the next at once. */
const LITTLE = 65_536;
/** Of one partition in one fetch: a backlog comes in few pieces. */
const MOST_BYTES = 1024 * 1024;
/** A member hears with its next heartbeat that the group is to be shared anew; whoever came waits for that. In milliseconds. */
const HEARTBEAT = 300;
/** Partitions of one fetch are taken side by side, so that they rest together. */
const SIDE_BY_SIDE = 32;

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
  /**
   * Milliseconds between a fetch that brought little and the next one. While records trickle in, each fetch would be answered
   * with a few of them, and all that follows from it costs nearly as much as of many.
   */
  readonly rest: number;
}

/**
 * A kafkajs consumer that fetches and keeps up its membership, and leaves every decision about positions to others.
 * Its fetching never waits for the work on what was fetched, so heartbeats and rebalances are prompt.
 */
export class GroupConsumer {
  readonly #consumer: Consumer;
  readonly #topics: readonly string[];
  readonly #rest: number;
  readonly #events: GroupEvents;
  #endRuns: () => void = () => undefined;

  constructor(options: GroupOptions, events: GroupEvents) {
    this.#topics = options.topics;
    this.#rest = options.rest;
    this.#events = events;
    registerCodecs();
    this.#consumer = createKafka(options.kafka, { socketFactory: framedSockets }).consumer({
      groupId: options.groupId,
      sessionTimeout: options.sessionTimeout,
      heartbeatInterval: Math.min(HEARTBEAT, Math.floor(options.sessionTimeout / 10)),
      maxWaitTimeInMs: MAX_WAIT,
      maxBytesPerPartition: MOST_BYTES,
      allowAutoTopicCreation: false,
    });
    this.#listen();
  }

  /** @throws whatever kafkajs throws when the broker is away or a topic is missing */
  async start(): Promise<void> {
    await this.#consumer.connect();
    this.#endRuns();
    this.#endRuns = fetchRunsOf(this.#topics);
    await this.#consumer.subscribe({ topics: [...this.#topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: SIDE_BY_SIDE,
      eachBatch: async (payload) => {
        const bytes = takeBatch(payload, this.#events);
        if (bytes < LITTLE && this.#rest > 0) await sleep(this.#rest);
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
    this.#endRuns();
    this.#endRuns = () => undefined;
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
    // With kafkajs's own decoder, a fetch that brings only control records or aborted ones does not reach the handler.
    consumer.on(consumer.events.START_BATCH_PROCESS, ({ payload }) => {
      safely(() => {
        if (payload.batchSize > 0 || payload.firstOffset === null) return;
        const next = BigInt(payload.lastOffset) + 1n;
        const highWatermark = BigInt(payload.highWatermark);
        const nothing = {
          from: BigInt(payload.firstOffset),
          next,
          records: [],
          frame: null,
          bytes: 0,
          highWatermark,
          trouble: null,
        };
        events.fetched(payload.topic, payload.partition, nothing);
      });
    });
  }
}

/** kafkajs says where a batch was fetched from, though its types do not. */
interface WhereFrom {
  readonly fetchedOffset: string;
}

/** Returns how much it was. */
const takeBatch = ({ batch, resolveOffset, isStale }: EachBatchPayload, events: GroupEvents): number => {
  // Fetched before a seek that has not been followed yet.
  if (isStale()) return 0;
  const from = BigInt((batch as typeof batch & WhereFrom).fetchedOffset);
  const highWatermark = BigInt(batch.highWatermark);
  const [first]: readonly unknown[] = batch.messages;
  const { records, frame, bytes, next, trouble } =
    first instanceof FetchedRun ? ofRun(first, from) : ofMessages(batch);
  const isTaken = events.fetched(batch.topic, batch.partition, {
    ...{ from, next, records, frame, bytes, highWatermark, trouble },
  });
  if (isTaken && !trouble) resolveOffset(batch.lastOffset());
  return bytes;
};

const ofRun = ({ records, frame, bytes, next, trouble }: FetchedRun, from: bigint) => ({
  records: recordsFrom(records, from),
  frame,
  bytes,
  next: next !== null && next > from ? next : from,
  trouble,
});

const ofMessages = (batch: EachBatchPayload['batch']) => {
  const records = batch.messages.map(fromMessage);
  const bytes = records.reduce((sum, { key, value }) => sum + sizeOf(key) + sizeOf(value), 0);
  return { records, frame: null, bytes, next: BigInt(batch.lastOffset()) + 1n, trouble: null };
};

/** Some hundred bytes are for the object and the headers. */
const sizeOf = (part: Buffer | null): number => 150 + (part?.length ?? 0);

/** A record as kafkajs's own decoder makes it. */
interface KafkajsMessage {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, Buffer | string | readonly (Buffer | string)[] | undefined>>;
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
