import type { CursorStore } from './stream/cursor.ts';
import { checkFilter } from './states/filter.ts';
import { fromApi, type ApiSource } from './states/from-api.ts';
import { fromTopic, type TopicSource } from './states/from-topic.ts';
import { Following, type Taking } from './states/following.ts';
import type { StateChange } from './states/newest.ts';
import type { GrowthState } from './types.ts';

export { Refused, UnexpectedAnswer } from './errors.ts';
export type { Filter } from './http/ask.ts';
export type { ApiSource } from './states/from-api.ts';
export type { KafkaClient, TopicSource } from './states/from-topic.ts';
export type { StateChange } from './states/newest.ts';
export { file, type CursorStore } from './stream/cursor.ts';
export type { GrowthState } from './types.ts';

/** By topic, or over HTTP; there a cursor keeps what was handed out, for the next start. */
export type FollowOptions = TopicSource | (ApiSource & { readonly cursor?: CursorStore });

/** The newest states, and their changes. */
export interface Followed extends AsyncIterable<StateChange> {
  /** The newest state of each key; emptied ones too. */
  readonly states: ReadonlyMap<string, GrowthState>;
  /** Resolves once all that was there at the start is in `states`. */
  readonly caughtUp: Promise<void>;
  /** How many values were no state, nulls among them. */
  readonly ignored: number;
  stop(): Promise<void>;
}

/**
 * Keeps the newest state of each key: the highest version wins. `for await` gives each key that changed, with its newest
 * state and the one given before; a key that changes while the loop is busy comes once. The change at which a loop ends (`break`,
 * or an error in its body) comes again in the next loop. One loop at a time.
 */
export function follow(options: FollowOptions): Followed {
  checkFilter(options.filter ?? {}, 'kafka' in options);
  if ('kafka' in options) return new Following((taking) => fromTopic(options, taking), undefined, undefined);
  const { cursor, signal } = options;
  const source = async (taking: Taking) => {
    const known = BigInt((await cursor?.read()) ?? -1);
    await fromApi({ ...options, signal: taking.signal }, known, taking);
  };
  return new Following(source, cursor, signal);
}
