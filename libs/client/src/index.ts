export type * from './types.ts';
export { GaveUp, Refused, UnexpectedAnswer, Unverified, type Fault } from './errors.ts';
