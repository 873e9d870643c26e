import type { FeedDefinition } from '@silkgauge/feed';

/** One topic for figures and claims of customs, statistics offices and zones keeps the order per series. */
export const customsEvents: FeedDefinition = {
  feed: 'customs-feed',
  topics: {
    'silkgauge.figure.reported.v1': 'customs.figures',
    'silkgauge.figure.withdrawn.v1': 'customs.figures',
    'silkgauge.claim.reported.v1': 'customs.figures',
    'silkgauge.reporter.described.v1': 'customs.figures',
    'silkgauge.job.reported.v1': 'push.jobs',
  },
};
