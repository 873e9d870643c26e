import type { SalesTotal } from '@silkgauge/growth';
import { listNotices, platformTurn, type Queryable, type SeriesRow } from '@silkgauge/read-model';
import { NoticesInForce } from '../notices-in-force.ts';
import type { Present } from '../state-book.ts';
import { Recent } from './recent.ts';

/** Of a month of a series: what its partition's owner read or wrote last. Null where there is none. */
export interface Owned<Value> {
  /** The claim of the partition; a later claim knows nothing of it. */
  readonly owner: object;
  readonly value: Value | null;
}

/** About 200 bytes each. */
const MOST_SERIES = 50_000;
/** About 150 bytes each. */
const MOST_TOTALS = 65_536;
/** About 2 kB each. */
const MOST_STATES = 16_384;

/**
 * What sales rest on as far as this process knows it, all of it as of one turn of facts. It may be out of date at any
 * moment: what is worked out from it is only written where everything it rests on still is so.
 */
export interface SalesWorld {
  readonly turn: string;
  readonly notices: NoticesInForce;
  /** Registered series by key. */
  readonly series: Recent<SeriesRow>;
  /** By series and period, as `stateKey` names them. */
  readonly totals: Recent<Owned<SalesTotal>>;
  readonly states: Recent<Owned<Present>>;
}

/** The present world, and a new one when it turned out to be out of date. Bounded, however many series there are. */
export class SalesMemory {
  #world: Promise<SalesWorld> | null = null;

  /** Asks the database only for the first one. */
  world(db: Queryable): Promise<SalesWorld> {
    if (this.#world) return this.#world;
    const opening = openWorld(db);
    this.#world = opening;
    // Who waits for it hears of the error; the next one asks again.
    opening.catch(() => {
      if (this.#world === opening) this.#world = null;
    });
    return opening;
  }

  /** What is worked out from it still goes into it, where nobody will look. */
  async forget(world: SalesWorld): Promise<void> {
    const known = this.#world;
    if (known && (await known.catch(() => null)) === world && this.#world === known) this.#world = null;
  }
}

/** The turn first: whatever is read later is at least as new. */
async function openWorld(db: Queryable): Promise<SalesWorld> {
  const turn = await platformTurn(db);
  return {
    turn,
    notices: new NoticesInForce(await listNotices(db)),
    series: new Recent(MOST_SERIES),
    totals: new Recent(MOST_TOTALS),
    states: new Recent(MOST_STATES),
  };
}
