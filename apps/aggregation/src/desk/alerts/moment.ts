import { needOf, type Standing, type StandingRule, type View } from '@silkgauge/alerts';
import type { ToldState } from '@silkgauge/bulletin';
import { databaseWorld, readOldSides, type WorldReader, type WorldSources } from '@silkgauge/known';
import { periodBefore } from '@silkgauge/growth';
import { readState } from '@silkgauge/read-model';

/** What rules look at as of one place in the log, each part read once. */
export class Moment {
  readonly reader: WorldReader;
  readonly #db: WorldSources['db'];
  readonly #sequence: string;
  readonly #states = new Map<string, Promise<ToldState | undefined>>();
  readonly #series = new Map<string, Promise<readonly ToldState[]>>();
  readonly #sides = new Map<string, Promise<Sides>>();

  constructor(sources: WorldSources, sequence: string) {
    this.#db = sources.db;
    this.#sequence = sequence;
    this.reader = databaseWorld(sources, sequence);
  }

  state(key: string): Promise<ToldState | undefined> {
    return once(this.#states, key, () => this.reader.state(key));
  }

  /** All states of a series. */
  periods(series: string): Promise<readonly ToldState[]> {
    return once(this.#series, series, () => this.reader.periods(series));
  }

  /** A state and what a rule holds it against; null where the state is not there. */
  async view({ rule }: StandingRule, key: string): Promise<View | null> {
    const state = await this.state(key);
    return state ? { state, standing: await this.#standing(needOf(rule), state) } : null;
  }

  async #standing(need: ReturnType<typeof needOf>, { key, period }: ToldState): Promise<Standing> {
    const series = key.slice(0, key.indexOf('/'));
    switch (need) {
      case 'nothing':
        return NOTHING;
      case 'last':
      case 'first': {
        const sides = await once(this.#sides, key, () => this.#readSides(series, period));
        return { ...NOTHING, last: (side) => sides?.last(side), first: (side) => sides?.first(side) };
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

  async #readSides(series: string, period: string): Promise<Sides> {
    const asOf = { sequence: this.#sequence };
    const row = await readState(this.#db, series, period, asOf);
    return row && readOldSides(this.#db, row, asOf);
  }
}

type Sides = Awaited<ReturnType<typeof readOldSides>> | null;

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
