import { placeName, type TopicPartition } from '@silkgauge/contract';
import {
  Partitioners,
  type Message,
  type PartitionerArgs,
  type Producer,
  type RecordMetadata,
} from 'kafkajs';
import { createKafka, retryFor, type KafkaConfig } from '../broker/client.ts';
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

/**
 * Keeps a record in its first partition when kafkajs retries. The broker recognizes a repetition by partition
 * and sequence number, and would drop another record that took its place after partitions were added.
 */
export const staying =
  (partitioner: Partitioner): Partitioner =>
  (args) => {
    const message = args.message as Message & SentMessage;
    if (message.chosen === NOT_CHOSEN) message.chosen = partitioner(args);
    return message.chosen;
  };

/** An idempotent kafkajs producer for one request at a time; unusable after `discard`. */
export class RequestProducer {
  readonly #producer: Producer;
  readonly #connected: Promise<void>;
  #inFlight: Promise<unknown> = Promise.resolve();
  #abort: (error: Error) => void = () => undefined;
  #isDiscarded = false;

  /** Retries for `patience` milliseconds: a broker refuses writes until its partitions have leaders. */
  constructor(config: KafkaConfig, patience: number) {
    this.#producer = createKafka(config).producer({
      ...{ idempotent: true, allowAutoTopicCreation: false, retry: retryFor(patience) },
      createPartitioner: () => staying(Partitioners.DefaultPartitioner()),
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
    // A retry under way connects again, so a second disconnect follows once it has ended.
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
