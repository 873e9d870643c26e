import { placeName, type TopicPartition } from '@silkgauge/contract';
import {
  Partitioners,
  type Message,
  type PartitionerArgs,
  type Producer,
  type RecordMetadata,
} from 'kafkajs';
import { createKafka, type KafkaConfig } from '../broker/client.ts';
import { PRODUCE_MS } from './produce.ts';
import type { OutRecord, SentRecord } from '../wire/records.ts';

/** A record for kafkajs: its key as bytes, which kafkajs hashes, and its chosen partition. */
export interface SentMessage extends OutRecord {
  readonly key: Buffer | null;
  chosen: number;
}

export interface RequestPart {
  readonly topic: string;
  readonly messages: readonly SentMessage[];
}

type Partitioner = (args: PartitionerArgs) => number;

const NOT_CHOSEN = -1;

export const toMessage = ({ key, ...rest }: OutRecord): SentMessage => ({
  ...rest,
  key: typeof key === 'string' ? Buffer.from(key) : key,
  chosen: NOT_CHOSEN,
});

/** Notes the partition of each record, which kafkajs does not tell. */
const noting =
  (partitioner: Partitioner): Partitioner =>
  (args) => {
    const chosen = partitioner(args);
    (args.message as Message & SentMessage).chosen = chosen;
    return chosen;
  };

/** Whether the same request would fail again: a record is too large, or a right is missing. */
export const isFinal = (error: unknown): boolean => {
  const { name, retriable } = error as { readonly name?: string; readonly retriable?: boolean };
  return retriable === false && name !== 'KafkaJSNumberOfRetriesExceeded';
};

/**
 * A kafkajs producer for one request at a time; unusable after a failure. kafkajs does not repeat a request: it
 * would leave requests of the first attempt under way, and leave out partitions whose leader has answered.
 */
export class RequestProducer {
  readonly #producer: Producer;
  readonly #connected: Promise<void>;
  #inFlight: Promise<unknown> = Promise.resolve();
  #abort: (error: Error) => void = () => undefined;
  #isDiscarded = false;

  constructor(config: KafkaConfig) {
    this.#producer = createKafka(config).producer({
      ...{ idempotent: false, allowAutoTopicCreation: false, retry: { retries: 0 } },
      createPartitioner: () => noting(Partitioners.DefaultPartitioner()),
    });
    this.#connected = this.#producer.connect();
    this.#connected.catch(() => undefined);
  }

  /** Returns the partition and offset of each message, by part, in the order given. */
  async send(parts: readonly RequestPart[]): Promise<SentRecord[][]> {
    const aborted = new Promise<never>((_, reject) => {
      this.#abort = reject;
    });
    const topicMessages = [...Map.groupBy(parts, ({ topic }) => topic)].map(([topic, some]) => ({
      topic,
      messages: some.flatMap(({ messages }) => [...messages] as Message[]),
    }));
    const sending = this.#connected.then(() =>
      this.#producer.sendBatch({ acks: -1, timeout: PRODUCE_MS, topicMessages }),
    );
    this.#inFlight = sending.catch(() => undefined);
    const next = firstOffsets(await Promise.race([sending, aborted]));
    return parts.map(({ topic, messages }) =>
      messages.map(({ chosen: partition }) => placeAfter(next, { topic, partition })),
    );
  }

  /** Fails the send under way at once and disconnects. */
  discard(): void {
    if (this.#isDiscarded) return;
    this.#isDiscarded = true;
    this.#abort(new Error('The producer was discarded.'));
    void this.disconnect();
    // A request under way may connect again, so a second disconnect follows once it has ended.
    void this.#inFlight.then(() => this.disconnect());
  }

  async disconnect(): Promise<void> {
    await this.#producer.disconnect().catch(() => undefined);
  }
}

/** The next offset by partition. kafkajs reports the first one; a partition keeps the order given. */
const firstOffsets = (answers: readonly RecordMetadata[]): Map<string, bigint> =>
  new Map(
    answers.map(({ topicName: topic, partition, baseOffset }) => [
      placeName({ topic, partition }),
      BigInt(baseOffset ?? -1),
    ]),
  );

const placeAfter = (next: Map<string, bigint>, place: TopicPartition): SentRecord => {
  const name = placeName(place);
  const offset = next.get(name) ?? -1n;
  if (offset < 0n) throw new Error(`the broker gave no offset for a record of ${name}`);
  next.set(name, offset + 1n);
  return { partition: place.partition, offset: String(offset) };
};
