// The insides of kafkajs that are replaced or used; see fetch-decoder.ts, framed-socket.ts, produce-encoder.ts, request-queue.ts and
// transaction-coordinator.ts. The version is pinned exactly for their sake.

/* eslint-disable no-restricted-exports -- the shape of CommonJS modules seen from ESM */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const response: { decode(bytes: Buffer): Promise<unknown> };
  export default response;
}

declare module 'kafkajs/src/protocol/requests/produce/index.js' {
  export interface Request {
    readonly request: { apiVersion: number; encode(): Promise<{ buffer: Buffer }> };
    readonly response: unknown;
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
  }
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

declare module 'kafkajs/src/cluster/index.js' {
  export interface CoordinatorQuery {
    readonly groupId: string;
    readonly coordinatorType: number;
  }
  export default class Cluster {
    findGroupCoordinatorMetadata(query: CoordinatorQuery): Promise<unknown>;
  }
}

declare module 'kafkajs/src/broker/index.js' {
  import type { CoordinatorQuery } from 'kafkajs/src/cluster/index.js';

  export default class Broker {
    findGroupCoordinator(query: CoordinatorQuery): Promise<unknown>;
  }
}

declare module 'kafkajs/src/producer/partitioners/default/murmur2.js' {
  const murmur2: (key: Buffer) => number;
  export default murmur2;
}
