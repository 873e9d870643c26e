import { needOf, type HeldAgainst, type ActiveRule, type View } from '@silkgauge/alerts';
import { versionOf, type ToldState } from '@silkgauge/bulletin';
import {
  oldSidesOf,
  readKeptSides,
  type FollowedVersions,
  type OldSides,
  type WorldReader,
} from '@silkgauge/known';
import { periodBefore } from '@silkgauge/growth';
import type { Queryable } from '@silkgauge/read-model';

/** Reads what the sides of a state said last and first. */
export type ReadSides = (state: ToldState) => Promise<OldSides>;

/** What the versions of a state say that were known at a place in the log; those that are `followed` are not read again. */
export const sidesAsOf =
  (db: Queryable, sequence: string, followed?: FollowedVersions): ReadSides =>
  async (state) => {
    const { key, period } = state;
    const series = key.slice(0, key.indexOf('/'));
    const row = { key: series, period, version: versionOf(state) };
    return oldSidesOf(await readKeptSides(db, row, { sequence }, followed));
  };

/** What rules look at as of one place in the log. */
export class Moment {
  readonly reader: WorldReader;
  readonly #readSides: ReadSides;
  readonly #sides = new Map<string, Promise<OldSides>>();

  /** @param reader reads what was known at the place, each thing once */
  constructor(reader: WorldReader, readSides: ReadSides) {
    this.reader = reader;
    this.#readSides = readSides;
  }

  /** A state and what a rule holds it against; null where the state is not there. */
  async view({ rule }: ActiveRule, key: string): Promise<View | null> {
    const state = await this.reader.state(key);
    return state ? { state, heldAgainst: await this.#heldAgainst(needOf(rule), state) } : null;
  }

  async #heldAgainst(need: ReturnType<typeof needOf>, state: ToldState): Promise<HeldAgainst> {
    const { key, period } = state;
    const series = key.slice(0, key.indexOf('/'));
    switch (need) {
      case 'nothing':
        return NOTHING;
      case 'last':
      case 'first': {
        const found = this.#sides.get(key) ?? this.#readSides(state);
        this.#sides.set(key, found);
        const sides = await found;
        return { ...NOTHING, last: (side) => sides.last(side), first: (side) => sides.first(side) };
      }
      case 'period-before': {
        const before = periodBefore(period);
        const earlier = before === null ? undefined : await this.reader.state(`${series}/${before}`);
        return { ...NOTHING, period: (one) => (one === before ? earlier : undefined) };
      }
      case 'periods': {
        const all = await this.reader.periods(series);
        return { ...NOTHING, periods: () => all };
      }
    }
  }
}

const NOTHING: HeldAgainst = {
  last: () => undefined,
  first: () => undefined,
  period: () => undefined,
  periods: () => [],
};
