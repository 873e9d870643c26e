import type { ReleaseState } from '@silkgauge/contract';
import { inPages, readRegisteredOf, readReleaseOrders, type Queryable } from '@silkgauge/read-model';
import { scheduleIn } from './release-facts.ts';
import { ReleaseIndex } from './release-index.ts';

/** Orders per statement: an order is up to 64 KiB. */
const AT_A_TIME = 50;

export interface StandingReleases {
  readonly releases: ReleaseIndex;
  /** Why releases cannot be read, by name. */
  readonly unfollowed: Map<string, string>;
}

/** The releases that stand at a place in the log; those read so far once `isOver` says so. */
export async function readStandingReleases(
  db: Queryable,
  asOf: string,
  isOver: () => boolean,
): Promise<StandingReleases> {
  const releases = new ReleaseIndex();
  const unfollowed = new Map<string, string>();
  const read = (after: string | null) => readReleaseOrders(db, { after, asOf }, AT_A_TIME);
  for await (const rows of inPages(read, ({ release }) => release)) {
    if (isOver()) break;
    const names = rows.map(({ release }) => release);
    const known = await readRegisteredOf(db, 'release', names, { sequence: asOf });
    const states = new Map(
      known.map(({ key, document }) => [key, JSON.parse(document) as Pick<ReleaseState, 'state' | 'met'>]),
    );
    for (const { release, dropped, data } of rows)
      try {
        const { state = null, met = [] } = states.get(release) ?? {};
        if (!dropped) releases.set(release, { schedule: scheduleIn(data), state, met });
      } catch (error) {
        unfollowed.set(release, String(error));
      }
  }
  return { releases, unfollowed };
}
