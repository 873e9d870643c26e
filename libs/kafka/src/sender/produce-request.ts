import type { Message, PartitionerArgs, Producer, RecordMetadata } from 'kafkajs';
import { chunksOf, type Chunk } from '../wire/chunks.ts';
import type { OutRecord, SentRecord } from '../wire/records.ts';

/** What kafkajs is given: it hashes the bytes of a key. */
interface SentMessage extends OutRecord {
  readonly key: Buffer | null;
  chosen: number;
}

const NOT_CHOSEN = -1;

/** A send on its way: the chunks still to go, and where the records of the earlier ones stand. */
export interface ChunkedSend {
  readonly topic: string;
  readonly chunks: Chunk<SentMessage>[];
  readonly sent: SentRecord[];
  settled: boolean;
  resolve(sent: SentRecord[]): void;
  reject(error: Error): void;
}

/** What goes into each request of a send. */
export const requestsOf = (records: readonly OutRecord[], maxBytes: number): Chunk<SentMessage>[] => [
  ...chunksOf(records.map(toMessage), maxBytes),
];

const toMessage = ({ key, ...rest }: OutRecord): SentMessage => ({
  ...rest,
  key: typeof key === 'string' ? Buffer.from(key) : key,
  chosen: NOT_CHOSEN,
});

type Partitioner = (args: PartitionerArgs) => number;

/**
 * Puts chunks of several sends into one produce request and reads each record's place from the answer. kafkajs tells
 * only the first offset of each partition; remembering which partition the partitioner chose for each record, and
 * that the order within a partition is the order given, the offsets are exact.
 */
export class RequestBuilder {
  readonly #partitioner: Partitioner;
  #inFlight: Promise<unknown> = Promise.resolve();
  #abort: ((error: Error) => void) | null = null;

  constructor(partitioner: Partitioner) {
    this.#partitioner = partitioner;
  }

  /**
   * The partitioner to give to kafkajs. When kafkajs tries again a record stays where it was: the broker knows repeated records by
   * partition and sequence number, and would drop another that came in their place after partitions were added.
   */
  readonly partition: Partitioner = (args) => {
    const message = args.message as Message & SentMessage;
    if (message.chosen !== NOT_CHOSEN) return message.chosen;
    message.chosen = this.#partitioner(args);
    return message.chosen;
  };

  /** Takes the first chunk of each send and sends them together; the places come in the same order. */
  async send(
    producer: Producer,
    group: readonly Pick<ChunkedSend, 'topic' | 'chunks'>[],
  ): Promise<SentRecord[][]> {
    const parts = group.map(({ topic, chunks }) => ({ topic, messages: chunks.shift()?.records ?? [] }));
    const topics = new Map<string, SentMessage[]>();
    for (const { topic, messages } of parts) topics.set(topic, (topics.get(topic) ?? []).concat(messages));
    const sending = producer.sendBatch({
      acks: -1,
      timeout: 4_000,
      topicMessages: [...topics].map(([topic, messages]) => ({ topic, messages: messages as Message[] })),
    });
    this.#inFlight = sending.catch(() => undefined);
    const aborted = new Promise<never>((_, reject) => {
      this.#abort = reject;
    });
    const places = firstPlaces(await Promise.race([sending, aborted]));
    return parts.map(({ topic, messages }) =>
      messages.map((message) => this.#placeOf(topic, message, places)),
    );
  }

  /** Lets a send under way fail now. */
  abort(error: Error): void {
    this.#abort?.(error);
  }

  /** Resolves when kafkajs has given up or finished what it was doing. */
  async idle(): Promise<void> {
    await this.#inFlight;
  }

  #placeOf(topic: string, { chosen: partition }: SentMessage, places: Map<string, bigint>): SentRecord {
    const place = `${topic}/${String(partition)}`;
    const offset = places.get(place);
    if (offset === undefined) throw new Error(`no answer for a record of ${place}`);
    places.set(place, offset + 1n);
    return { partition, offset: offset.toString() };
  }
}

/** The next offset to give out, by topic and partition. */
const firstPlaces = (answers: readonly RecordMetadata[]): Map<string, bigint> => {
  const places = new Map<string, bigint>();
  for (const { topicName, partition, baseOffset } of answers) {
    const first = BigInt(baseOffset ?? -1);
    if (first < 0n) throw new Error(`the broker gave no offset for ${topicName}/${String(partition)}`);
    places.set(`${topicName}/${String(partition)}`, first);
  }
  return places;
};
