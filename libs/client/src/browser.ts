// What needs no Node: pushing, and following over HTTP.
export type * from './types.ts';
export { Refused, UnexpectedAnswer, GaveUp, type Fault } from './errors.ts';
export type { Filter } from './http/ask.ts';
export { push, pushAll, type PushOptions, type Receipt } from './push.ts';
export type { ApiSource } from './states/from-api.ts';
export { followApi as follow, type ApiOptions, type Followed } from './states/follow-api.ts';
export type { StateChange } from './states/newest.ts';
export type { Change as StreamChange, Kind, UsualKind } from './stream/changes.ts';
export type { CursorStore } from './stream/cursor.ts';
export { stream, type StreamOptions } from './stream/handle-changes.ts';
