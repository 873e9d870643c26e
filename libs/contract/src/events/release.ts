import type { Static } from 'typebox';
import { LONGEST_NAME, LONGEST_ROLE } from '../release/early-access.ts';
import { readRelease, releaseSchedule, type ReleaseScheduleData } from '../release/release.ts';
import { orderName } from '../terms/order-terms.ts';
import { object, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { ORDER_PREFIX } from './order.ts';

const releaseName = orderName('Name of the release.', 'GACC-2020-H1');

const EXPECTED = { series: { indicator: ['CBEC'], coverage: ['PLATFORM'] }, period: '2020-S1' };

export interface ReleaseScheduled extends EventOf<'silkgauge.release.scheduled.v1', ReleaseScheduleData> {
  readonly release: string;
}

const keyOf = (release: string): string => ORDER_PREFIX.release + release;

export const releaseScheduled = family({
  type: 'silkgauge.release.scheduled.v1',
  title: 'A release was scheduled',
  schema: releaseSchedule.schema,
  read: readRelease,
  rules: [],
  parse: (attributes, data): ReleaseScheduled => ({
    ...attributes,
    type: 'silkgauge.release.scheduled.v1',
    data,
    release: data.release,
  }),
  recordKey: (event) => keyOf(event.release),
  example: {
    ...{ release: 'GACC-2020-H1', publisher: 'GACC', title: 'Cross-border e-commerce, first half of 2020' },
    ...{ at: '2020-07-14T10:00:00+08:00', zone: 'Asia/Shanghai', grace: 'PT15M' },
    expects: [EXPECTED],
  },
});

export const ReleaseCancelledData = object(
  { release: releaseName, reason: text(4096, 'Why it is cancelled.', 'Published with the yearbook') },
  'A publication is promised no more.',
  'ReleaseCancelledData',
);

export type ReleaseCancelledData = Static<typeof ReleaseCancelledData>;

export interface ReleaseCancelled extends EventOf<'silkgauge.release.cancelled.v1', ReleaseCancelledData> {
  readonly release: string;
}

export const releaseCancelled = family({
  type: 'silkgauge.release.cancelled.v1',
  title: 'A release was cancelled',
  schema: ReleaseCancelledData,
  rules: [],
  parse: (attributes, data): ReleaseCancelled => ({
    ...attributes,
    type: 'silkgauge.release.cancelled.v1',
    data,
    release: data.release,
  }),
  recordKey: (event) => keyOf(event.release),
  example: { release: 'GACC-2020-H1', reason: 'Published with the yearbook' },
});

export const ReleaseOpenedData = object(
  {
    release: releaseName,
    name: text(LONGEST_NAME, 'Whose secret opened the preview, as the release names it.', 'Press office'),
    role: text(LONGEST_ROLE, 'The role that the release gives to that name.', 'press'),
  },
  'The preview of a release was opened with a secret of its early access. The system writes it; no door takes it.',
  'ReleaseOpenedData',
);

export type ReleaseOpenedData = Static<typeof ReleaseOpenedData>;

export interface ReleaseOpened extends EventOf<'silkgauge.release.opened.v1', ReleaseOpenedData> {
  readonly release: string;
}

export const releaseOpened = family({
  type: 'silkgauge.release.opened.v1',
  title: 'The preview of a release was opened',
  schema: ReleaseOpenedData,
  rules: [],
  parse: (attributes, data): ReleaseOpened => ({
    ...attributes,
    type: 'silkgauge.release.opened.v1',
    data,
    release: data.release,
  }),
  recordKey: (event) => keyOf(event.release),
  example: { release: 'GACC-2020-H1', name: 'Press office', role: 'press' },
});
