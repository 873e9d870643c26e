export type * from './types.ts';
export { GaveUp, Refused, UnexpectedAnswer, Unverified, type Fault } from './errors.ts';
// Of a version; what the stream brings has a name beside it.
export type { Change } from './types.ts';
export type { Change as StreamChange } from './stream.ts';
export * from './push.ts';
export * from './states.ts';
export * from './stream.ts';
export * from './webhook.ts';
