/** The one inside of kafkajs that is replaced; see fetch-decoder.ts. The version is pinned exactly for its sake. */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const response: { decode(bytes: Buffer): Promise<unknown> };
  // eslint-disable-next-line no-restricted-exports -- the shape of a CommonJS module seen from ESM
  export default response;
}
