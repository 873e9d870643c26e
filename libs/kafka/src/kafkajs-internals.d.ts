// The insides of kafkajs that are replaced or used; see fetch-decoder.ts, framed-socket.ts, kafka-cluster.ts, produce-encoder.ts,
// request-queue.ts and roomy-request.ts. The version is pinned exactly for their sake.

/* eslint-disable no-restricted-exports -- the shape of CommonJS modules seen from ESM */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const response: { decode(bytes: Buffer): Promise<unknown> };
  export default response;
}

declare module 'kafkajs/src/protocol/requests/produce/index.js' {
  export interface Request {
    readonly request: { apiKey: number; apiVersion: number; encode(): Promise<{ buffer: Buffer }> };
    readonly response: {
      decode(answer: Buffer): Promise<unknown>;
      parse(decoded: unknown): Promise<unknown>;
    };
  }
  const produce: { protocol(wanted: { version: number | string }): (params: object) => Request };
  export default produce;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    constructor(size?: number);
    buf: Buffer;
    offset: number;
    get buffer(): Buffer;
    size(): number;
    writeEncoder(value: Encoder): Encoder;
  }
}

declare module 'kafkajs/src/protocol/request.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';

  const createRequest: (given: {
    readonly correlationId: number;
    readonly clientId: string;
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      encode(): Promise<{ readonly buffer: Buffer }>;
    };
  }) => Promise<Encoder>;
  export default createRequest;
}

declare module 'kafkajs/src/network/connection.js' {
  export default class Connection {
    chunks: Buffer[];
    readonly bytesBuffered: number;
    processData(data: Buffer): void;
  }
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    readonly pending: readonly unknown[];
    readonly throttledUntil: number;
    scheduleCheckPendingRequests(): void;
  }
}

declare module 'kafkajs/src/broker/index.js' {
  import type { OutRecord } from './records.ts';

  export interface ProducerId {
    readonly producerId: string;
    readonly producerEpoch: number;
  }
  interface InTransaction extends ProducerId {
    readonly transactionalId: string;
  }
  export default class Broker {
    disconnect(): Promise<void>;
    initProducerId(request: {
      readonly transactionalId: string;
      readonly transactionTimeout: number;
    }): Promise<ProducerId>;
    addPartitionsToTxn(
      request: InTransaction & {
        readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
      },
    ): Promise<unknown>;
    endTxn(request: InTransaction & { readonly transactionResult: boolean }): Promise<unknown>;
    produce(
      request: ProducerId & {
        readonly transactionalId?: string;
        readonly acks: number;
        readonly timeout: number;
        readonly topicData: readonly {
          readonly topic: string;
          readonly partitions: readonly {
            readonly partition: number;
            readonly firstSequence: number;
            readonly messages: readonly OutRecord[];
          }[];
        }[];
      },
    ): Promise<unknown>;
  }
}

declare module 'kafkajs/src/cluster/index.js' {
  import type Broker from 'kafkajs/src/broker/index.js';

  export default class Cluster {
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
    refreshMetadata(): Promise<void>;
    refreshMetadataIfNecessary(): Promise<void>;
    findTopicPartitionMetadata(
      topic: string,
    ): readonly { readonly partitionId: number; readonly leader: number }[];
    findBroker(which: { readonly nodeId: number }): Promise<Broker>;
    findGroupCoordinator(query: {
      readonly groupId: string;
      readonly coordinatorType: number;
    }): Promise<Broker>;
  }
}

declare module 'kafkajs/src/producer/partitioners/default/murmur2.js' {
  const murmur2: (key: Buffer) => number;
  export default murmur2;
}
