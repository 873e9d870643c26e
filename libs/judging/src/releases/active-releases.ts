import type { ReleaseState } from '@silkgauge/contract';
import { readOrders, readRegisteredOf, type Queryable } from '@silkgauge/read-model';
import { takeActive } from '../active-orders.ts';
import { scheduleIn } from './release-facts.ts';
import { ReleaseIndex } from './release-index.ts';

export interface ActiveReleases {
  readonly releases: ReleaseIndex;
  /** Why releases cannot be read, by name. */
  readonly unfollowed: Map<string, string>;
}

/** The releases that stand at a place in the log; those read so far once `isOver` says so. */
export async function readActiveReleases(
  db: Queryable,
  asOf: string,
  isOver: () => boolean,
): Promise<ActiveReleases> {
  const releases = new ReleaseIndex();
  const unfollowed = await takeActive(
    (after, limit) => readWithStates(db, { after, asOf }, limit),
    isOver,
    ({ name, data, told: { state = null, met = [] } = {} }) =>
      releases.set(name, { schedule: scheduleIn(data), state, met }),
  );
  return { releases, unfollowed };
}

/** Orders of releases after a name, each with what is told of its release. */
async function readWithStates(
  db: Queryable,
  { after, asOf }: { readonly after: string | null; readonly asOf: string },
  limit: number,
) {
  const orders = await readOrders(db, 'release', { names: null, after, asOf }, limit);
  const names = orders.map(({ name }) => name);
  const known = await readRegisteredOf(db, 'release', names, { sequence: asOf });
  const states = new Map(
    known.map(({ key, document }) => [key, JSON.parse(document) as Pick<ReleaseState, 'state' | 'met'>]),
  );
  return orders.map(({ name, data }) => ({ name, data, told: states.get(name) }));
}
