import { Type, type Static } from 'typebox';
import { LONGEST_NAME, LONGEST_ROLE, MOST_ACCESS } from '../release/read-access.ts';
import { MOST_EXPECTED, readRelease } from '../release/read-release.ts';
import { USUAL_GRACE } from '../release/release.ts';
import { object, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { open, ORDER_PREFIX, orderName, readBy } from './order.ts';

const releaseName = orderName('Name of the release.', 'GACC-2020-H1');

const given = (description: string, example: unknown) => Type.Unknown({ description, examples: [example] });

const EXPECTED = { series: { indicator: ['CBEC'], coverage: ['PLATFORM'] }, period: '2020-S1' };

/** Members are checked by `readRelease`, which tells the faults of all of them at once. */
export const ReleaseScheduleData = object(
  {
    release: releaseName,
    publisher: given('Code of the reporter whose prints are expected.', 'GACC'),
    title: given('Its title, at most 200 characters.', 'Cross-border e-commerce, first half of 2020'),
    at: given(
      'When it is published: an instant with the offset that the zone has then.',
      '2020-07-14T10:00:00+08:00',
    ),
    zone: given('A zone of the IANA Time Zone Database.', 'Asia/Shanghai'),
    grace: open(`From when on it is late: a duration of at most 31 days after at; absent: ${USUAL_GRACE}.`),
    expects: given(
      `What is promised, 1 to ${String(MOST_EXPECTED)} items: series, filters of /v1/growth by dimension; period; status, which may be absent. Each is met by a print of the publisher.`,
      [EXPECTED],
    ),
    embargo: open(
      'Whether what it expects is refused in clear until at, and comes under embargo; absent: false.',
    ),
    access: open(
      `Who is shown its figures before its lifting, up to ${String(MOST_ACCESS)} items: name, role, from, an instant before at, and sha256 of a secret of 128 random bits or more; absent: nobody. Digests are served nowhere.`,
    ),
    reason: open('Why it moved: needed where it was scheduled before, for another instant.'),
  },
  'A publication that is promised. A second one of a name takes the place of the first.',
  'ReleaseScheduledData',
);

export type ReleaseScheduleData = Static<typeof ReleaseScheduleData>;

export interface ReleaseScheduled extends EventOf<'silkgauge.release.scheduled.v1', ReleaseScheduleData> {
  readonly release: string;
}

const keyOf = (release: string): string => ORDER_PREFIX.release + release;

export const releaseScheduled = family({
  type: 'silkgauge.release.scheduled.v1',
  title: 'A release was scheduled',
  schema: ReleaseScheduleData,
  rules: [readBy(readRelease)],
  parse: (attributes, data): ReleaseScheduled => ({
    ...attributes,
    type: 'silkgauge.release.scheduled.v1',
    data,
    release: data.release,
  }),
  recordKey: (event) => keyOf(event.release),
  example: {
    ...{ release: 'GACC-2020-H1', publisher: 'GACC', title: 'Cross-border e-commerce, first half of 2020' },
    ...{ at: '2020-07-14T10:00:00+08:00', zone: 'Asia/Shanghai', grace: USUAL_GRACE },
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
