import type { FeedDefinition } from '@silkgauge/feed';

/** Notices of authorities, and statements about notices and series. */
export const policyEvents: FeedDefinition = {
  feed: 'policy-notice',
  topics: {
    'silkgauge.notice.published.v1': 'policy.notices',
    'silkgauge.notice.withdrawn.v1': 'policy.notices',
    'silkgauge.statement.attributed.v1': 'policy.notices',
    'silkgauge.statement.withdrawn.v1': 'policy.notices',
    'silkgauge.job.reported.v1': 'push.jobs',
  },
};
