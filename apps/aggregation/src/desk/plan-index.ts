import { parseSeriesKey, passesSeries } from '@silkgauge/contract';
import { Names } from '@silkgauge/judging';
import { CODE_GRAPHS, type Basis } from '@silkgauge/known';
import type { LogEntry } from '@silkgauge/read-model';

type StateEntry = Extract<LogEntry, { readonly kind: null }>;

/** Finds the plans whose telling an entry of the log may change, by what they rest on. */
export class PlanIndex {
  readonly #bases = new Map<string, Basis>();
  readonly #byState = new Names();
  readonly #bySeries = new Names();
  readonly #byRegistered = new Names();
  /** Plans with a query of states, by its period. */
  readonly #byPeriod = new Names();
  /** Plans that tell a month of sales as partial, by the platform. */
  readonly #byPlatform = new Names();

  /** Sets what a plan rests on; null removes the plan. */
  set(name: string, basis: Basis | null): void {
    const before = this.#bases.get(name);
    if (before)
      this.#each(before, (names, key) => {
        names.remove(key, name);
      });
    if (!basis) {
      this.#bases.delete(name);
      return;
    }
    this.#bases.set(name, basis);
    this.#each(basis, (names, key) => {
      names.add(key, name);
    });
  }

  /** Number of plans. */
  get size(): number {
    return this.#bases.size;
  }

  /** Names of the plans that an entry touches. */
  touchedBy(entry: LogEntry): ReadonlySet<string> {
    if (entry.kind !== null) return new Set(this.#byRegistered.get(`${entry.kind} ${entry.key}`));
    const { key, period } = entry;
    return new Set([
      ...this.#byState.get(`${key}/${period}`),
      ...this.#bySeries.get(key),
      ...this.#queriesMeet(entry),
      ...this.#monthsEnd(key, period),
    ]);
  }

  /** Plans with a query that a state of the series may match. */
  *#queriesMeet({ key, domain, period }: StateEntry): Iterable<string> {
    const series = parseSeriesKey(key);
    if (!series) return;
    for (const name of this.#byPeriod.get(period))
      for (const one of this.#bases.get(name)?.queries.values() ?? [])
        if (one.period === period && passesSeries(one.query, { series, domain }, CODE_GRAPHS.areas))
          yield name;
  }

  /** Plans that tell an earlier month of the platform as partial. */
  *#monthsEnd(key: string, period: string): Iterable<string> {
    const platform = key.slice(0, key.indexOf('.'));
    for (const name of this.#byPlatform.get(platform))
      for (const one of this.#bases.get(name)?.partialMonths.values() ?? [])
        if (one.platform === platform && period > one.month) yield name;
  }

  #each(basis: Basis, work: (names: Names, key: string) => void): void {
    for (const key of basis.states) work(this.#byState, key);
    for (const key of basis.series) work(this.#bySeries, key);
    for (const key of basis.registered) work(this.#byRegistered, key);
    for (const { period } of basis.queries.values()) work(this.#byPeriod, period);
    for (const { platform } of basis.partialMonths.values()) work(this.#byPlatform, platform);
  }
}
