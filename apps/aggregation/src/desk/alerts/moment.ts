import { needOf, type Standing, type StandingRule, type View } from '@silkgauge/alerts';
import { versionOf, type ToldState } from '@silkgauge/bulletin';
import { readOldSides, type WorldReader } from '@silkgauge/known';
import { periodBefore } from '@silkgauge/growth';
import type { Queryable } from '@silkgauge/read-model';

/** What rules look at as of one place in the log. */
export class Moment {
  readonly reader: WorldReader;
  readonly #db: Queryable;
  readonly #sequence: string;
  readonly #sides = new Map<string, ReturnType<typeof readOldSides>>();

  /** @param reader reads what was known at `sequence`, each thing once */
  constructor(db: Queryable, sequence: string, reader: WorldReader) {
    this.#db = db;
    this.#sequence = sequence;
    this.reader = reader;
  }

  /** A state and what a rule holds it against; null where the state is not there. */
  async view({ rule }: StandingRule, key: string): Promise<View | null> {
    const state = await this.reader.state(key);
    return state ? { state, standing: await this.#standing(needOf(rule), state) } : null;
  }

  async #standing(need: ReturnType<typeof needOf>, state: ToldState): Promise<Standing> {
    const { key, period } = state;
    const version = versionOf(state);
    const series = key.slice(0, key.indexOf('/'));
    switch (need) {
      case 'nothing':
        return NOTHING;
      case 'last':
      case 'first': {
        const read = () =>
          readOldSides(this.#db, { key: series, period, version }, { sequence: this.#sequence });
        const found = this.#sides.get(key) ?? read();
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

const NOTHING: Standing = {
  last: () => undefined,
  first: () => undefined,
  period: () => undefined,
  periods: () => [],
};
