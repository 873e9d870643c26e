import { PRINT_STATUSES } from '@silkgauge/codelists';
import type { Static } from 'typebox';
import { shown } from '../fault.ts';
import { parseInstant } from '../instant.ts';
import { DIMENSIONS } from '../series-key.ts';
import { readerOfOrder } from '../terms/body.ts';
import { filtersTerm, graceTerm, orderName, said, statedPeriod, truthTerm } from '../terms/order-terms.ts';
import type { Place } from '../terms/place.ts';
import { listOf, mapped, optional, record, term, type Read } from '../terms/term.ts';
import { code, oneOf, text } from '../vocabulary.ts';
import { durationMs } from './duration.ts';
import { accessTerm, checkAccess } from './early-access.ts';
import { isZone, zoneOffset } from './zones.ts';

export const MOST_EXPECTED = 100;
/** What a release without `grace` has: a quarter of an hour. */
const USUAL_GRACE = 'PT15M';

/** A print that a release promises: of any series that the filters take, of this period. */
const expectedPrint = record(
  {
    series: filtersTerm(
      DIMENSIONS,
      { title: 'SeriesCodes', rule: 'schema' },
      'Filters of /v1/growth by dimension, at least one.',
    ),
    // Of a period that is not stated nothing can be promised.
    period: statedPeriod('The period.'),
    status: optional(
      term(oneOf(PRINT_STATUSES.codes, 'What a print has to be to keep the promise; absent: any.')),
      null,
    ),
  },
  { about: 'A print of the publisher that is promised.', title: 'ExpectedPrint' },
);

const at = term(
  said('When it is published: an instant with the offset that the zone has then.', {
    rule: 'instant',
    must: 'an existing instant with offset',
    example: '2020-07-14T10:00:00+08:00',
  }),
  (found) => (parseInstant(found) === undefined ? undefined : found),
);

const zone = term(
  said('A zone of the IANA Time Zone Database.', {
    rule: 'time-zone',
    must: 'a zone of the IANA Time Zone Database',
    example: 'Asia/Shanghai',
  }),
  (found) => (isZone(found) ? found : undefined),
);

/** A publication that is promised. */
export const releaseSchedule = record(
  {
    release: term(orderName('Name of the release.', 'GACC-2020-H1')),
    publisher: term(code('Code of the reporter whose prints are expected.', 'GACC')),
    title: term(text(200, 'Its title.', 'Cross-border e-commerce, first half of 2020')),
    at,
    zone,
    grace: optional(
      graceTerm(`From when on it is late: a duration of at most 31 days after at; absent: ${USUAL_GRACE}.`),
      durationMs(USUAL_GRACE) ?? 0,
    ),
    expects: listOf(
      expectedPrint,
      {
        rule: 'expected-prints',
        must: `a list of 1 to ${String(MOST_EXPECTED)} prints, such as [{ "series": { "indicator": ["CBEC"] }, "period": "2020-S1" }]`,
        example: '',
      },
      { about: 'What is promised.', least: 1, most: MOST_EXPECTED },
    ),
    embargo: optional(
      truthTerm(
        'Whether what it expects is refused in clear until at, and comes under embargo; absent: false.',
      ),
      false,
    ),
    access: optional(accessTerm, []),
    reason: optional(
      term(
        text(1024, 'Why it moved: needed where it was scheduled before, for another instant.', 'A holiday'),
      ),
      null,
    ),
  },
  {
    about: 'A publication that is promised. A second one of a name takes the place of the first.',
    title: 'ReleaseScheduledData',
    check(read, place, found) {
      checkOffset(read, place);
      const { access, at: given } = found as { readonly access?: unknown; readonly at?: unknown };
      checkAccess(access, given, place.member('access'));
    },
  },
);

/** That the instant has the offset that the zone has then. */
function checkOffset(read: { readonly at?: string; readonly zone?: string }, place: Place): void {
  const instant = read.at === undefined ? undefined : parseInstant(read.at);
  if (read.at === undefined || read.zone === undefined || instant === undefined) return;
  const due = zoneOffset(read.zone, instant) ?? '';
  const told = /z$/i.test(read.at) ? '+00:00' : read.at.slice(-'+08:00'.length).replace('-00:00', '+00:00');
  if (told === due) return;
  const message = `At ${shown(read.at)} the zone ${shown(read.zone)} is ${due} from UTC, not ${told}.`;
  const fix = `Write the instant with the offset ${due}, or the zone that it is told in.`;
  place.member('at').report('zone-offset', message, fix);
}

const graced = mapped(releaseSchedule, ({ grace, ...rest }) => ({ ...rest, graceMs: grace }));

export const readRelease = readerOfOrder(graced, 'release', 'release-size');

export type ReleaseScheduleData = Static<typeof releaseSchedule.schema>;
/** `graceMs`: how long after `at` it is not late yet. `reason`: null where nothing is said. */
export type ReleaseSchedule = Read<typeof graced>;
export type ExpectedPrint = Read<typeof expectedPrint>;
