import { parseInstant, parseSeriesKey, type ReleaseSchedule } from '@silkgauge/contract';
import { promises, type ReleaseState } from '@silkgauge/releases';

/** A release that stands, with the state of its newest version; null before the first. */
export interface StandingRelease {
  readonly schedule: ReleaseSchedule;
  readonly state: ReleaseState | null;
}

/** Finds the standing releases that something new may change. */
export class ReleaseIndex {
  readonly #releases = new Map<string, StandingRelease>();
  readonly #byPublisher = new Map<string, Set<string>>();

  get size(): number {
    return this.#releases.size;
  }

  set(name: string, release: StandingRelease | null): void {
    const before = this.#releases.get(name);
    if (before) this.#byPublisher.get(before.schedule.publisher)?.delete(name);
    this.#releases.delete(name);
    if (!release) return;
    this.#releases.set(name, release);
    const { publisher } = release.schedule;
    const names = this.#byPublisher.get(publisher) ?? new Set();
    this.#byPublisher.set(publisher, names.add(name));
  }

  get(name: string): StandingRelease | undefined {
    return this.#releases.get(name);
  }

  /** Names of the releases that promise a state, in order. */
  promising(key: string, period: string): string[] {
    const series = parseSeriesKey(key);
    if (!series) return [];
    const names = [...(this.#byPublisher.get(series.reporter) ?? [])];
    return names
      .filter((name) =>
        this.#releases.get(name)?.schedule.expects.some((item) => promises(item, series, period)),
      )
      .sort();
  }

  /** Names of the releases whose instant has come by an append time and that are not released, in order. */
  unreleasedBy(instant: number): string[] {
    const waiting = [...this.#releases].filter(
      ([, { schedule, state }]) => state !== 'released' && (parseInstant(schedule.at) ?? Infinity) <= instant,
    );
    return waiting.map(([name]) => name).sort();
  }
}
