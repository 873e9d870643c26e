import { placeName, type TopicPartition } from '@silkgauge/contract';
import {
  Partitioners,
  type Message,
  type PartitionerArgs,
  type Producer,
  type RecordMetadata,
} from 'kafkajs';
import { createKafka, retryFor, type KafkaConfig } from '../broker/client.ts';
import type { OutRecord, SentRecord } from '../wire/records.ts';

/** What kafkajs is given: it hashes the bytes of a key. */
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
const PRODUCE_MS = 4_000;

export const toMessage = ({ key, ...rest }: OutRecord): SentMessage => ({
  ...rest,
  key: typeof key === 'string' ? Buffer.from(key) : key,
  chosen: NOT_CHOSEN,
});

/**
 * When kafkajs tries again a record stays where it was: the broker knows repeated records by partition and sequence number, and would
 * drop another that came in their place after partitions were added.
 */
export const staying =
  (partitioner: Partitioner): Partitioner =>
  (args) => {
    const message = args.message as Message & SentMessage;
    if (message.chosen === NOT_CHOSEN) message.chosen = partitioner(args);
    return message.chosen;
  };

/** A kafkajs producer that sends one request after another, until one fails. */
export class RequestProducer {
  readonly #producer: Producer;
  readonly #connected: Promise<void>;
  #inFlight: Promise<unknown> = Promise.resolve();
  #abort: (error: Error) => void = () => undefined;
  #isDiscarded = false;

  /** A broker that just started refuses writes until its partitions have leaders: that is asked again for `patience` milliseconds. */
  constructor(config: KafkaConfig, patience: number) {
    this.#producer = createKafka(config).producer({
      ...{ idempotent: true, allowAutoTopicCreation: false, retry: retryFor(patience) },
      createPartitioner: () => staying(Partitioners.DefaultPartitioner()),
    });
    this.#connected = this.#producer.connect();
    this.#connected.catch(() => undefined);
  }

  /** Where each message of each part came to stand, in the order given. */
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

  /** Lets a send under way fail now; nothing more is sent. */
  discard(): void {
    if (this.#isDiscarded) return;
    this.#isDiscarded = true;
    this.#abort(new Error('The producer was discarded.'));
    void this.disconnect();
    // A retry that is still under way connects again, so it is let run out before the last disconnect.
    void this.#inFlight.then(() => this.disconnect());
  }

  async disconnect(): Promise<void> {
    await this.#producer.disconnect().catch(() => undefined);
  }
}

/** The next offset to give out, by partition: kafkajs tells the first one alone, and the order within a partition is the order given. */
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
