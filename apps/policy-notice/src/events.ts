import type { FeedDefinition } from '@silkgauge/feed';

/** Notices of authorities, statements about notices and series, and orders of the newsroom. */
export const policyEvents: FeedDefinition = {
  feed: 'policy-notice',
  topics: {
    'silkgauge.notice.published.v1': 'policy.notices',
    'silkgauge.notice.withdrawn.v1': 'policy.notices',
    'silkgauge.statement.attributed.v1': 'policy.notices',
    'silkgauge.statement.withdrawn.v1': 'policy.notices',
    'silkgauge.bulletin.planned.v1': 'newsroom.orders',
    'silkgauge.bulletin.dropped.v1': 'newsroom.orders',
    'silkgauge.alert.defined.v1': 'newsroom.orders',
    'silkgauge.alert.dropped.v1': 'newsroom.orders',
    'silkgauge.release.scheduled.v1': 'newsroom.orders',
    'silkgauge.release.cancelled.v1': 'newsroom.orders',
    'silkgauge.sentence.printed.v1': 'newsroom.orders',
    'silkgauge.sentence.dropped.v1': 'newsroom.orders',
    'silkgauge.job.reported.v1': 'push.jobs',
  },
};
