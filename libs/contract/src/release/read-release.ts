import { PRINT_STATUSES } from '@silkgauge/codelists';
import { FaultList, pointerStep, shown, type Fault } from '../fault.ts';
import { parseInstant } from '../instant.ts';
import { bytesOf } from '../plan/bytes.ts';
import { Members } from '../plan/members.ts';
import { readCodes } from '../plan/read-query.ts';
import { durationMs } from './duration.ts';
import { readAccess } from './read-access.ts';
import { readGrace } from './read-grace.ts';
import { USUAL_GRACE, type ExpectedPrint, type ReleaseSchedule } from './release.ts';
import { isZone, zoneOffset } from './zones.ts';

export const LARGEST_RELEASE = 64 * 1024;
export const MOST_EXPECTED = 100;
const LONGEST_TITLE = 200;

export type ReleaseReading =
  | { readonly ok: true; readonly release: ReleaseSchedule }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a release from parsed JSON, or tells all its faults, at most 100. Periods and areas get their one
 * name; unknown members are ignored, but for those of early access. `root` is the pointer to the release in
 * its event.
 */
export function readRelease(value: unknown, root = ''): ReleaseReading {
  const faults = new FaultList();
  if (bytesOf(value) > LARGEST_RELEASE) {
    const fix = `Write at most ${String(LARGEST_RELEASE)} bytes; make it two releases.`;
    faults.report(root, 'release-size', 'The release is too large.', fix);
    return { ok: false, faults: faults.faults };
  }
  const members = new Members(value, root, faults);
  const told = {
    release: members.name('release'),
    publisher: members.code('publisher', 'GACC'),
    title: readTitle(members),
    ...readMoment(members, faults),
    graceMs: members.has('grace') ? readGrace(members) : durationMs(USUAL_GRACE),
    expects: readExpects(members, faults),
    reason: members.has('reason') ? members.text('reason', 'why it was scheduled anew') : null,
    embargo: readEmbargo(members),
    access: members.has('access') ? readAccess(members, faults) : [],
  };
  return faults.faults.length > 0
    ? { ok: false, faults: faults.faults }
    : { ok: true, release: told as ReleaseSchedule };
}

function readTitle(members: Members): string | null {
  const must = `a title of at most ${String(LONGEST_TITLE)} characters`;
  const title = members.text('title', must);
  return title !== null && title.length > LONGEST_TITLE ? members.wrong('title', 'schema', must) : title;
}

/** Instant and zone; the instant has the offset that the zone has then. */
function readMoment(members: Members, faults: FaultList) {
  const at = members.text('at', 'an instant with offset, such as "2020-07-14T10:00:00+08:00"');
  const instant = at === null ? undefined : parseInstant(at);
  if (at !== null && instant === undefined)
    members.wrong('at', 'instant', 'an existing instant with offset, such as "2020-07-14T10:00:00+08:00"');
  const zone = members.text('zone', 'the name of a time zone, such as "Asia/Shanghai"');
  if (zone !== null && !isZone(zone))
    members.wrong('zone', 'time-zone', 'a zone of the IANA Time Zone Database, such as "Asia/Shanghai"');
  else if (at !== null && zone !== null && instant !== undefined) {
    const due = zoneOffset(zone, instant) ?? '';
    const told = /z$/i.test(at) ? '+00:00' : at.slice(-'+08:00'.length).replace('-00:00', '+00:00');
    if (told !== due) {
      const message = `At ${shown(at)} the zone ${shown(zone)} is ${due} from UTC, not ${told}.`;
      const fix = `Write the instant with the offset ${due}, or the zone that it is told in.`;
      faults.report(members.at('at'), 'zone-offset', message, fix);
    }
  }
  return { at, zone };
}

function readExpects(members: Members, faults: FaultList): ReleaseSchedule['expects'] | null {
  const found = members.raw('expects');
  const must = `a list of 1 to ${String(MOST_EXPECTED)} prints, such as [{ "series": { "indicator": ["CBEC"] }, "period": "2020-S1" }]`;
  if (!Array.isArray(found) || found.length === 0 || found.length > MOST_EXPECTED)
    return members.wrong('expects', Array.isArray(found) ? 'expected-prints' : 'schema', must);
  return found.map((item: unknown, at) => {
    const own = new Members(item, `${members.at('expects')}${pointerStep(at)}`, faults);
    return {
      series: readCodes(own, 'series'),
      // Of a period that is not stated nothing can be promised.
      period: own.statedPeriod('period'),
      status: own.has('status') ? own.oneOf('status', PRINT_STATUSES.codes) : null,
    } as ExpectedPrint;
  });
}

function readEmbargo(members: Members): boolean | null {
  const found = members.has('embargo') ? members.raw('embargo') : false;
  return typeof found === 'boolean' ? found : members.wrong('embargo', 'schema', 'true or false');
}
