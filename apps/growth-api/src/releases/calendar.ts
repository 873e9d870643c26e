import { safeText } from '@silkgauge/bulletin';
import type { ReleaseState } from '@silkgauge/contract';
import ical, { ICalEventStatus } from 'ical-generator';

/** Releases as iCalendar (RFC 5545), in UTC; the local time is in each description. */
export function calendarText(releases: readonly ReleaseState[]): string {
  const calendar = ical({
    name: 'Silkgauge: releases',
    prodId: { company: 'Silkgauge', product: 'releases' },
  });
  for (const one of releases) {
    const { release, publisher, title, at, state, moved, knownAt, reason } = one;
    calendar.createEvent({
      ...{
        id: `${release}@releases.silkgauge`,
        start: new Date(at),
        summary: safeText(title),
        sequence: moved,
      },
      ...{ stamp: new Date(knownAt), lastModified: new Date(knownAt) },
      ...(state === 'cancelled' && { status: ICalEventStatus.CANCELLED }),
      description: [
        `${publisher}, ${localTime(one)}`,
        `State: ${state}`,
        ...(reason === null ? [] : [`Reason: ${safeText(reason)}`]),
      ].join('\n'),
    });
  }
  return calendar.toString();
}

/** The promised instant as the clocks of its zone show it, and the zone. */
const localTime = ({ at, zone }: Pick<ReleaseState, 'at' | 'zone'>): string =>
  `${at.slice(0, 10)} ${at.slice(11, 16)} ${zone}`;
