import type { EarlyAccess, ExpectedPrint, ReleaseState } from '@silkgauge/contract';
import type { ReleaseFacts } from './release-facts.ts';
import { metSince } from './kept-promises.ts';
import { openedBy, toldBehind, toldUntil, type Opened } from './opened.ts';
import { termsOf, type Term } from './terms.ts';
import { turnsOf } from './term-instants.ts';

/**
 * `cancelled`, else `released`: all is met. Else `late` once a tick came at or after the end of the grace; `due`
 * once one came at or after the instant; `scheduled` before.
 */
type State = ReleaseState['state'];

export interface ReleaseVersion {
  readonly release: string;
  /** +1 for each change, from 1. */
  readonly version: number;
  /** Append time of what changed it, as ISO instant. */
  readonly knownAt: string;
  readonly publisher: string;
  readonly title: string;
  readonly at: string;
  readonly zone: string;
  readonly graceSeconds: number;
  readonly state: State;
  /** Items with the append time of the earliest print that meets each. */
  readonly met: readonly (ExpectedPrint & { readonly since: string })[];
  readonly missing: readonly ExpectedPrint[];
  readonly moved: number;
  /** Whole seconds from the instant until all was met, by append times, rounded down; below zero: early. */
  readonly punctuality: number | null;
  readonly reason: string | null;
  /** Absent where nobody has early access. */
  readonly access?: readonly Omit<EarlyAccess, 'sha256'>[];
  /** Uses of early access, from the lifting on; absent where none is told. */
  readonly opened?: readonly Opened[];
}

/** Every version of a release, oldest first; none before it was scheduled. The same facts give the same versions. */
export function releaseVersions(facts: ReleaseFacts): readonly ReleaseVersion[] {
  const versions: ReleaseVersion[] = [];
  let last = '';
  let before = -Infinity;
  for (const term of termsOf(facts)) {
    for (const instant of turnsOf(term, facts.openings)) {
      const told = tell(term, instant, openedBy(facts.openings, toldUntil(term, instant, before)));
      const text = JSON.stringify(told);
      if (text === last) continue;
      last = text;
      versions.push({ ...told, version: versions.length + 1, knownAt: isoOf(instant) });
    }
    before = toldBehind(term, before);
  }
  return versions;
}

/** The version that was known at an instant, in milliseconds since 1970; undefined before the first. */
export function releaseAsOf(facts: ReleaseFacts, instant: number): ReleaseVersion | undefined {
  return releaseVersions(facts).findLast(({ knownAt }) => Date.parse(knownAt) <= instant);
}

function tell(
  term: Term,
  instant: number,
  opened: readonly Opened[],
): Omit<ReleaseVersion, 'version' | 'knownAt'> {
  const { schedule, at, isCancelled, moved, reason } = term;
  const items = schedule.expects.map((item, place) => ({
    item,
    since: metSince(term.times[place] ?? [], instant),
  }));
  const met = items.flatMap(({ item, since }) => (since === null ? [] : [{ item, since }]));
  const isWhole = met.length === items.length;
  const whole = Math.max(...met.map(({ since }) => since));
  return {
    ...{ release: schedule.release, publisher: schedule.publisher, title: schedule.title },
    ...{ at: schedule.at, zone: schedule.zone, graceSeconds: schedule.graceMs / 1000 },
    state: isCancelled ? 'cancelled' : isWhole ? 'released' : clockState(term, instant),
    met: met.map(({ item, since }) => ({ ...item, since: isoOf(since) })),
    missing: items.flatMap(({ item, since }) => (since === null ? [item] : [])),
    moved,
    punctuality: isWhole && !isCancelled ? Math.floor((whole - at) / 1000) : null,
    reason,
    ...(schedule.access.length > 0 && {
      access: schedule.access.map(({ name, role, from }) => ({ name, role, from })),
    }),
    ...(opened.length > 0 && { opened }),
  };
}

function clockState({ due, late }: Term, instant: number): State {
  if (late <= instant) return 'late';
  return due <= instant ? 'due' : 'scheduled';
}

const isoOf = (instant: number): string => new Date(instant).toISOString();
