import type { EventType } from './events/families.ts';
import type { Fault } from './fault.ts';
import { feedsOf, type Feed } from './topics.ts';

/** Fault of a known type that a feed does not take; without a feed, of one that none takes. */
export const typeOfFeed = (type: EventType, feed?: Feed): Fault => ({
  pointer: '/type',
  rule: 'type-of-feed',
  message: feed ? `The ${feed} does not take ${type}.` : `No door takes ${type}.`,
  fix:
    feedsOf(type).length > 0
      ? `Push it to ${feedsOf(type).join(' or ')}.`
      : 'Leave it out: the system writes it itself.',
});
