import type { Members } from '../plan/members.ts';
import { durationMs } from './duration.ts';
import { USUAL_GRACE } from './release.ts';

const LONGEST_GRACE_MS = 31 * 86_400_000;

/** How long after its instant a release is not late yet, in milliseconds. */
export function readGrace(members: Members): number | null {
  const found = members.raw('grace');
  const grace = typeof found === 'string' ? durationMs(found) : undefined;
  return grace !== undefined && grace <= LONGEST_GRACE_MS
    ? grace
    : members.wrong('grace', 'duration', `a duration of at most 31 days, such as "${USUAL_GRACE}"`);
}
