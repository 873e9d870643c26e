import type { FeedDefinition } from '@silkgauge/feed';

/** Two topics: sales are many and are folded; figures and claims of platforms are few and are judged. */
export const platformEvents: FeedDefinition = {
  feed: 'platform-sales',
  topics: {
    'silkgauge.sale.recorded.v1': 'platform.sales',
    'silkgauge.figure.reported.v1': 'platform.figures',
    'silkgauge.figure.withdrawn.v1': 'platform.figures',
    'silkgauge.claim.reported.v1': 'platform.figures',
    'silkgauge.reporter.described.v1': 'platform.figures',
    'silkgauge.job.reported.v1': 'push.jobs',
  },
};
