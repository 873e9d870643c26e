export { Refused, UnexpectedAnswer } from './errors.ts';
export type { Filter } from './http/ask.ts';
export type { Change, Kind, UsualKind } from './stream/changes.ts';
export type { CursorStore } from './stream/cursor.ts';
export { file } from './stream/cursor-file.ts';
export { stream, type StreamOptions } from './stream/handle-changes.ts';
