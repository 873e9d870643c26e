import { checkFilter } from './states/filter.ts';
import { followApi, type ApiOptions, type Followed } from './states/follow-api.ts';
import { fromTopic, type TopicSource } from './states/from-topic.ts';
import { Following } from './states/following.ts';

export { Refused, UnexpectedAnswer } from './errors.ts';
export type { Filter } from './http/ask.ts';
export type { Followed } from './states/follow-api.ts';
export type { ApiSource } from './states/from-api.ts';
export type { KafkaClient, TopicSource } from './states/from-topic.ts';
export type { StateChange } from './states/newest.ts';
export type { CursorStore } from './stream/cursor.ts';
export { file } from './stream/cursor-file.ts';
export type { GrowthState } from './types.ts';

/** By topic, or over HTTP. */
export type FollowOptions = TopicSource | ApiOptions;

/**
 * Keeps the newest state of each key: the highest version wins. `for await` gives each key that changed, with its newest
 * state and the one given before; a key that changes while the loop is busy comes once. The change at which a loop ends (`break`,
 * or an error in its body) comes again in the next loop. One loop at a time.
 */
export function follow(options: FollowOptions): Followed {
  if (!('kafka' in options)) return followApi(options);
  checkFilter(options.filter ?? {}, true);
  return new Following((taking) => fromTopic(options, taking), undefined, undefined);
}
