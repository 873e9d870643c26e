import type { FeedDefinition } from '@silkgauge/feed';

/** Figures and claims of customs, statistics offices and zones, all on one topic: what speaks of a series keeps its order. */
export const customsEvents: FeedDefinition = {
  feed: 'customs-feed',
  topics: {
    'silkgauge.figure.reported.v1': 'customs.figures',
    'silkgauge.figure.withdrawn.v1': 'customs.figures',
    'silkgauge.claim.reported.v1': 'customs.figures',
  },
};
