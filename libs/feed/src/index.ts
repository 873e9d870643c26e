export { Admission } from './admission.ts';
export { checkPush, definitionOf, requireRights, type FeedDefinition } from './check-push.ts';
export { feedVariables, type FeedConfig } from './config.ts';
export { FeedModule, type FeedKafka } from './feed-module.ts';
export { refusal } from './problems.ts';
export { modeOf, pushedAs, readPush, type Push } from './read-push.ts';
export { runFeed, type FeedOptions } from './run-feed.ts';
