import { dimensionCode, listOf } from '../filter/value-readers.ts';
import { parseInstant } from '../instant.ts';
import { ReleaseState } from '../shapes/release.ts';
import { one, page, written } from './answer.ts';
import { call, DATA } from './call.ts';
import { optional } from './parameter.ts';
import * as t from './terms.ts';

/*
 * Promised publications.
 */

const tag = 'newsroom';
const inPath = {
  release: t.orderName('release', 'There is no release of that name. /v1/releases lists those there are.'),
};

const which = {
  publisher: optional({
    about: 'Only releases of these publishers, by the code of the reporter; several by comma.',
    schema: { type: 'string' },
    read: listOf(dimensionCode('reporter')),
  }),
  state: t.releaseState,
  from: t.promised('later'),
  to: t.promised('earlier'),
};

/** A promised instant as its release has it, with an offset that PostgreSQL takes, and a name. */
const isPlace = (at: string, release: string): boolean =>
  /(?:Z|[+-](?:0\d|1[0-5]):\d\d)$/.test(at) && parseInstant(at) !== undefined && t.isOrderName(release);

export const releases = call('GET', '/v1/releases', {
  tag,
  summary: 'Releases',
  about:
    'Promised publications, the present version of each, in order of the promised instant: what is met, what is missing, and how punctual it was.',
  needs: DATA,
  query: {
    ...which,
    limit: t.limit,
    cursor: t.cursor('releases', 2, ([at = '', release = '']) =>
      isPlace(at, release) ? { at, release } : undefined,
    ),
  },
  answer: page(ReleaseState),
});

export const releasesCalendar = call('GET', '/v1/releases.ics', {
  tag,
  summary: 'Releases as a calendar',
  about:
    'iCalendar (RFC 5545), of up to 1,000 releases with the latest instants: UID stays, DTSTART is in UTC, SEQUENCE is how often the release moved; the local time and its zone are in DESCRIPTION.',
  needs: DATA,
  query: which,
  answer: written('The calendar.', 'text/calendar', { cache: 'no-cache' }),
});

export const release = call('GET', '/v1/releases/{release}', {
  tag,
  summary: 'A release',
  about: 'Its present version.',
  needs: DATA,
  inPath,
  answer: one('Its present version.', ReleaseState),
  errors: ['NotFound'],
});

export const releaseHistory = call('GET', '/v1/releases/{release}/history', {
  tag,
  summary: 'Versions of a release',
  about: 'Every version, oldest first.',
  needs: DATA,
  inPath,
  query: t.pagedByVersion('release-history'),
  answer: page(ReleaseState),
  errors: ['NotFound'],
});
