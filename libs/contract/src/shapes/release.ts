import { PRINT_STATUSES, RELEASE_STATES } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { count, digits, instant, integer, listOf, orNull, part, text, word, type Shape } from './shape.ts';

export const promised = {
  series: Type.Record(Type.String(), Type.Array(Type.String()), {
    description: 'Codes by dimension; one that ends in * stands for all that begin so.',
  }),
  period: text('The period.', '2020-S1'),
  status: orNull(word(PRINT_STATUSES.codes, 'What a print has to be; null: any.')),
};

const ExpectedItem = part(
  'ExpectedItem',
  'What is promised: a print of any series that the filters take.',
  promised,
);

const MetItem = part('MetItem', 'What was promised and is there.', {
  ...promised,
  since: instant('Append time of the earliest print that meets it and stands.'),
});

const EarlyAccessItem = part('EarlyAccessItem', 'Who is shown the figures before the lifting.', {
  name: text('Of a person or a house.', 'Press office'),
  role: text('The role.', 'press'),
  from: text('From when on, with offset.', '2020-07-14T09:00:00+08:00'),
});

const OpenedItem = part('OpenedItem', 'Who was shown the figures before the lifting.', {
  name: text('As the release named it then.', 'Press office'),
  role: text('The role that it had then.', 'press'),
  first: instant('Append time of the first use.'),
  times: count('How often it was used.'),
});

/** Value of the topic `releases-updated`. */
export const ReleaseState = part('ReleaseState', 'The whole present version of one release.', {
  release: text('Its name.', 'GACC-2020-H1'),
  version: Type.Integer({ minimum: 1, description: 'Rises by one for each release, without gaps.' }),
  sequence: digits('The global change cursor, of which states have theirs too.'),
  knownAt: instant('Append time of what changed it at the broker, never falling within a release.'),
  publisher: text('Code of the reporter whose prints are expected.', 'GACC'),
  title: text('Its title.'),
  at: text('The promised instant, with the offset that the zone has then.', '2020-07-14T10:00:00+08:00'),
  zone: text('A zone of the IANA Time Zone Database.', 'Asia/Shanghai'),
  graceSeconds: count('How long after the instant it is not late yet.'),
  state: word(
    RELEASE_STATES.codes,
    'cancelled; else released: all is met; else late: a tick of the clock came at or after the end of the grace; due: one came at or after the instant; scheduled: before.',
  ),
  met: listOf(MetItem, 'In the order of the schedule.'),
  missing: listOf(ExpectedItem, 'In the order of the schedule.'),
  moved: count('How often the instant changed.'),
  punctuality: orNull(
    integer(
      'Whole seconds from the instant until all was met, by append times; below zero: early. Null before.',
    ),
  ),
  reason: orNull(text('Of the newest order: why it moved, or was cancelled.')),
  access: Type.Optional(
    listOf(EarlyAccessItem, 'Early access, in the order of the schedule; absent: nobody has it.'),
  ),
  opened: Type.Optional(
    listOf(OpenedItem, 'Its uses, by their first; told from the lifting on. Absent: none is told.'),
  ),
});

export type ReleaseState = Shape<typeof ReleaseState>;
