import {
  parseInstant,
  parseSeriesKey,
  type ExpectedPrint,
  type ReleaseSchedule,
  type ReleaseState,
} from '@silkgauge/contract';
import { keeps, promises, type ReleasePrint } from '@silkgauge/releases';
import { Names } from '../names-by-key.ts';

/** A release that stands, with the state of its newest version; null before the first. */
export interface ActiveRelease {
  readonly schedule: ReleaseSchedule;
  readonly state: ReleaseState['state'] | null;
  /** Whether its lifting has been looked at, which tells the uses of early access; absent: not that it is known. */
  readonly isLifted?: boolean;
  /** Items that were met in its newest version, with the append time of the earliest print that meets each. */
  readonly met?: readonly MetItem[];
}

type MetItem = ExpectedPrint & { readonly since: string };

/** Finds the active releases that something new may change. */
export class ReleaseIndex {
  readonly #releases = new Map<string, ActiveRelease>();
  /** By name: since when items are met, in milliseconds since 1970. */
  readonly #met = new Map<string, ReadonlyMap<string, number>>();
  /** Names by publisher and period of what is promised. */
  readonly #byPromise = new Names();

  get size(): number {
    return this.#releases.size;
  }

  /** All names, in order. */
  get names(): string[] {
    return [...this.#releases.keys()].sort();
  }

  set(name: string, release: ActiveRelease | null): void {
    const before = this.#releases.get(name);
    for (const promise of promisesOf(before)) this.#byPromise.remove(promise, name);
    this.#releases.delete(name);
    this.#met.delete(name);
    if (!release) return;
    this.#releases.set(name, release);
    this.#met.set(name, new Map(release.met?.map((item) => [itemKey(item), Date.parse(item.since)])));
    for (const promise of promisesOf(release)) this.#byPromise.add(promise, name);
  }

  /** Names of the releases that promise a state, in order. */
  promising(key: string, period: string): string[] {
    const series = parseSeriesKey(key);
    if (!series) return [];
    return [...this.#byPromise.get(promiseKey(series.reporter, period))]
      .filter((name) =>
        this.#releases.get(name)?.schedule.expects.some((item) => promises(item, series, period)),
      )
      .sort();
  }

  /** Whether a new print changes a release: it keeps a promise that is not met, or met by no earlier one. */
  isMetBy(name: string, print: Omit<ReleasePrint, 'withdrawnAt'>): boolean {
    const { publisher, expects = [] } = this.#releases.get(name)?.schedule ?? {};
    if (print.series.reporter !== publisher) return false;
    const met = this.#met.get(name);
    return expects.some(
      (item) => keeps(item, print) && (met?.get(itemKey(item)) ?? Infinity) > print.knownAt,
    );
  }

  /** Whether a release waits for its lifting, which tells the uses of early access; false where it is not known. */
  isBeforeLifting(name: string): boolean {
    return this.#releases.get(name)?.isLifted === false;
  }

  /**
   * Names of the releases whose instant has come by an append time and that are not released, or tell something at
   * their lifting, in order.
   */
  changingBy(instant: number): string[] {
    const waiting = [...this.#releases].filter(
      ([, { schedule, state, isLifted }]) =>
        (state !== 'released' || (schedule.access.length > 0 && !isLifted)) &&
        (parseInstant(schedule.at) ?? Infinity) <= instant,
    );
    return waiting.map(([name]) => name).sort();
  }
}

const itemKey = ({ series, period, status }: ExpectedPrint): string =>
  JSON.stringify([series, period, status]);

const promiseKey = (publisher: string, period: string): string => `${publisher} ${period}`;

const promisesOf = (release: ActiveRelease | undefined): readonly string[] =>
  release?.schedule.expects.map(({ period }) => promiseKey(release.schedule.publisher, period)) ?? [];
