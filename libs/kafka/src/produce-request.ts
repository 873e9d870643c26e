import type {
  IHeaders,
  Message,
  PartitionerArgs,
  Producer,
  RecordMetadata,
  TopicMessages,
  Transaction,
} from 'kafkajs';
import { murmur2 } from './murmur2.ts';
import type { OutRecord, SentRecord } from './records.ts';

export interface Chunk {
  readonly messages: Message[];
  readonly bytes: number;
}

/** A send on its way: the chunks still to go, and where the records of the earlier ones stand. */
export interface ChunkedSend {
  readonly topic: string;
  readonly chunks: Chunk[];
  readonly sent: SentRecord[];
  settled: boolean;
  resolve(sent: SentRecord[]): void;
  reject(error: Error): void;
}

/** Room for what surrounds key, value and headers in a record batch. */
const RECORD_OVERHEAD = 32;

/** Cuts records into runs of at most `maxBytes`, in order; a record beyond it is a run of its own. */
export function* chunksOf(records: Iterable<OutRecord>, maxBytes: number): Generator<Chunk> {
  let messages: Message[] = [];
  let bytes = 0;
  for (const record of records) {
    const message = toMessage(record);
    const size = sizeOf(message);
    if (messages.length > 0 && bytes + size > maxBytes) {
      yield { messages, bytes };
      messages = [];
      bytes = 0;
    }
    messages.push(message);
    bytes += size;
  }
  if (messages.length > 0) yield { messages, bytes };
}

/** The partition is a hash of the key's bytes; a value that is a text becomes bytes where the request is written. */
const toMessage = (record: OutRecord): Message => ({
  key: typeof record.key === 'string' ? Buffer.from(record.key) : record.key,
  value: record.value,
  ...(record.headers ? { headers: record.headers as IHeaders } : {}),
});

/** Texts in headers are counted as ASCII, which they nearly always are: the limit has room for the rest. */
const sizeOf = ({ key, value, headers }: Message): number => {
  let size = RECORD_OVERHEAD + (key?.length ?? 0) + (value === null ? 0 : Buffer.byteLength(value));
  for (const name in headers) {
    const values = headers[name];
    if (Array.isArray(values)) for (const one of values) size += name.length + one.length + 4;
    else size += name.length + (values?.length ?? 0) + 4;
  }
  return size;
};

/** Once all in-sync replicas have it, for four seconds at most. */
export const sendTo = (
  producer: Producer | Transaction,
  topicMessages: TopicMessages[],
): Promise<RecordMetadata[]> => producer.sendBatch({ acks: -1, timeout: 4_000, topicMessages });

type Partitioner = (args: PartitionerArgs) => number;

/**
 * Puts chunks of several sends into one produce request and reads each record's place from the answer. kafkajs tells
 * only the first offset of each partition; remembering which partition the partitioner chose for each record, and
 * that the order within a partition is the order given, the offsets are exact.
 */
export class RequestBuilder {
  readonly #partitioner: Partitioner;
  readonly #chosen = new WeakMap<Message, number>();
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
    const known = this.#chosen.get(args.message);
    if (known !== undefined) return known;
    const { key } = args.message;
    // The same as kafkajs computes, without its long numbers; records without a key are left to it.
    const partition = Buffer.isBuffer(key)
      ? (murmur2(key) & 0x7fffffff) % args.partitionMetadata.length
      : this.#partitioner(args);
    this.#chosen.set(args.message, partition);
    return partition;
  };

  /** Takes the first chunk of each send and sends them together; the places come in the same order. */
  async send(
    producer: Producer,
    group: readonly Pick<ChunkedSend, 'topic' | 'chunks'>[],
  ): Promise<SentRecord[][]> {
    const parts = group.map(({ topic, chunks }) => ({ topic, messages: chunks.shift()?.messages ?? [] }));
    const topics = new Map<string, Message[]>();
    for (const { topic, messages } of parts) topics.set(topic, (topics.get(topic) ?? []).concat(messages));
    const sending = sendTo(
      producer,
      [...topics].map(([topic, messages]) => ({ topic, messages })),
    );
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

  #placeOf(topic: string, message: Message, places: Map<string, bigint>): SentRecord {
    const partition = this.#chosen.get(message);
    const place = `${topic}/${String(partition)}`;
    const offset = places.get(place);
    if (partition === undefined || offset === undefined)
      throw new Error(`no answer for a record of ${place}`);
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
