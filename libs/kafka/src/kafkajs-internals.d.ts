// The insides of kafkajs that are replaced; see fetch-decoder.ts and framed-socket.ts. The version is pinned exactly for their sake.

/* eslint-disable no-restricted-exports -- the shape of CommonJS modules seen from ESM */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const response: { decode(bytes: Buffer): Promise<unknown> };
  export default response;
}

declare module 'kafkajs/src/network/connection.js' {
  export default class Connection {
    chunks: Buffer[];
    readonly bytesBuffered: number;
    processData(data: Buffer): void;
  }
}
