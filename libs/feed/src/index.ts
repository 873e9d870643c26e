export type { FeedDefinition } from './check-push.ts';
export { feedVariables, type FeedConfig } from './config.ts';
export { FeedModule, type FeedKafka } from './feed-module.ts';
export { runFeed, type FeedOptions } from './run-feed.ts';
