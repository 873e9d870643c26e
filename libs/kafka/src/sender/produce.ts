import { createAPI, produceV11, ResponseError, Writer, type API } from '@platformatic/kafka';

/** Record batches for partitions of one topic that one broker leads. */
export interface ProduceRequest {
  /** Null outside of transactions. */
  readonly transactionalId: string | null;
  readonly topic: string;
  readonly parts: readonly EncodedPart[];
}

/** The record batch of one partition. */
export interface EncodedPart {
  readonly partition: number;
  readonly batch: Buffer;
}

/** How long the broker may wait for the other replicas, in milliseconds. */
export const PRODUCE_MS = 4_000;

type Produced = ReturnType<typeof produceV11.parseResponse>;

const ALL_IN_SYNC = -1;

const createRequest = ({ transactionalId, topic, parts }: ProduceRequest): Writer =>
  Writer.create()
    .appendString(transactionalId)
    .appendInt16(ALL_IN_SYNC)
    .appendInt32(PRODUCE_MS)
    .appendArray([topic], (topics, name) =>
      topics.appendString(name).appendArray([...parts], (all, { partition, batch }) =>
        all
          .appendInt32(partition)
          .appendUnsignedVarInt(batch.length + 1)
          .append(batch),
      ),
    )
    .appendTaggedFields();

/** A partition's error is part of the answer: other partitions may have taken their batches. */
const parseResponse: typeof produceV11.parseResponse = (...given) => {
  try {
    return produceV11.parseResponse(...given);
  } catch (error) {
    if (error instanceof ResponseError) return (error as ResponseError & { response: Produced }).response;
    throw error;
  }
};

const KEY = 0;

/** Request for encoded batches, the newest version first. From version 12 on the request adds partitions to a transaction (KIP-890). */
export const PRODUCE: readonly API<[ProduceRequest], Produced>[] = [11, 10, 9].map((version) =>
  createAPI(KEY, version, createRequest, parseResponse),
);
