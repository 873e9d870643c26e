import { parseInstant, parseSeriesKey, type ReleaseSchedule, type ReleaseState } from '@silkgauge/contract';
import { promises } from '@silkgauge/releases';
import { Names } from '../names.ts';

/** A release that stands, with the state of its newest version; null before the first. */
export interface StandingRelease {
  readonly schedule: ReleaseSchedule;
  readonly state: ReleaseState['state'] | null;
  /** Whether its lifting has been looked at, which tells the uses of early access; absent: not that it is known. */
  readonly isLifted?: boolean;
}

/** Finds the standing releases that something new may change. */
export class ReleaseIndex {
  readonly #releases = new Map<string, StandingRelease>();
  /** Names by publisher and period of what is promised. */
  readonly #byPromise = new Names();

  get size(): number {
    return this.#releases.size;
  }

  /** All names, in order. */
  get names(): string[] {
    return [...this.#releases.keys()].sort();
  }

  set(name: string, release: StandingRelease | null): void {
    const before = this.#releases.get(name);
    for (const promise of promisesOf(before)) this.#byPromise.remove(promise, name);
    this.#releases.delete(name);
    if (!release) return;
    this.#releases.set(name, release);
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

const promiseKey = (publisher: string, period: string): string => `${publisher} ${period}`;

const promisesOf = (release: StandingRelease | undefined): readonly string[] =>
  release?.schedule.expects.map(({ period }) => promiseKey(release.schedule.publisher, period)) ?? [];
