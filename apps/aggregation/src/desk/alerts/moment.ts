import { needOf, type Standing, type StandingRule, type View } from '@silkgauge/alerts';
import type { ToldState } from '@silkgauge/bulletin';
import { databaseWorld, readOldSides, type WorldReader, type WorldSources } from '@silkgauge/known';
import { periodBefore } from '@silkgauge/growth';

/** What rules look at as of one place in the log, each part read once. */
export class Moment {
  readonly reader: WorldReader;
  readonly #world: WorldReader;
  readonly #db: WorldSources['db'];
  readonly #sequence: string;
  readonly #states = new Map<string, Promise<ToldState | undefined>>();
  readonly #series = new Map<string, Promise<readonly ToldState[]>>();
  readonly #sides = new Map<string, Promise<Sides>>();

  constructor(sources: WorldSources, sequence: string) {
    this.#db = sources.db;
    this.#sequence = sequence;
    this.#world = databaseWorld(sources, sequence);
    this.reader = {
      ...this.#world,
      state: (key) => this.state(key),
      periods: (series) => this.periods(series),
    };
  }

  state(key: string): Promise<ToldState | undefined> {
    return once(this.#states, key, () => this.#world.state(key));
  }

  /** All states of a series. */
  periods(series: string): Promise<readonly ToldState[]> {
    return once(this.#series, series, async () => {
      const states = await this.#world.periods(series);
      for (const state of states) this.#states.set(state.key, Promise.resolve(state));
      return states;
    });
  }

  /** A state and what a rule holds it against; null where the state is not there. */
  async view({ rule }: StandingRule, key: string): Promise<View | null> {
    const state = await this.state(key);
    return state ? { state, standing: await this.#standing(needOf(rule), state) } : null;
  }

  async #standing(need: ReturnType<typeof needOf>, { key, period, version }: ToldState): Promise<Standing> {
    const series = key.slice(0, key.indexOf('/'));
    switch (need) {
      case 'nothing':
        return NOTHING;
      case 'last':
      case 'first': {
        const sides = await once(this.#sides, key, () =>
          readOldSides(this.#db, { key: series, period, version }, { sequence: this.#sequence }),
        );
        return { ...NOTHING, last: (side) => sides.last(side), first: (side) => sides.first(side) };
      }
      case 'period-before': {
        const before = periodBefore(period);
        const state = before === null ? undefined : await this.state(`${series}/${before}`);
        return { ...NOTHING, period: (one) => (one === before ? state : undefined) };
      }
      case 'periods': {
        const all = await this.periods(series);
        return { ...NOTHING, periods: () => all };
      }
    }
  }
}

type Sides = Awaited<ReturnType<typeof readOldSides>>;

const NOTHING: Standing = {
  last: () => undefined,
  first: () => undefined,
  period: () => undefined,
  periods: () => [],
};

function once<Found>(
  known: Map<string, Promise<Found>>,
  name: string,
  read: () => Promise<Found>,
): Promise<Found> {
  const found = known.get(name) ?? read();
  known.set(name, found);
  return found;
}
