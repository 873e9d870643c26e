import { OPEN_RELEASE_STATES } from '@silkgauge/codelists';
import {
  matchesSeries,
  type FinalPromise,
  type ReleaseState,
  type SeriesDimensions,
} from '@silkgauge/contract';
import type { RegisterChange } from '@silkgauge/read-model';
import type { Follower } from './followed-registers.ts';

type Expected = ReleaseState['missing'][number];

interface Promised extends FinalPromise {
  readonly series: Expected['series'];
  readonly place: string;
  /** Of `at`, in milliseconds since the epoch. */
  readonly instant: number;
}

/** Of one publisher and period the soonest so many promises are looked at, whoever scheduled how many. */
const MOST_OF_ONE = 100;

/** The final figures that open releases promise and that are not there yet, by publisher and period. */
export class FinalPromises implements Follower {
  readonly #byPlace = new Map<string, Promised[]>();
  readonly #byRelease = new Map<string, readonly Promised[]>();

  take({ key, document }: RegisterChange): void {
    for (const one of this.#byRelease.get(key) ?? []) this.#remove(one);
    this.#byRelease.delete(key);
    const promised = finalsOf(key, JSON.parse(document) as Told);
    if (promised.length === 0) return;
    this.#byRelease.set(key, promised);
    for (const one of promised) this.#add(one);
  }

  forget(): void {
    this.#byPlace.clear();
    this.#byRelease.clear();
  }

  /** The soonest promise of a final figure of a series and period; undefined where there is none. */
  of(series: SeriesDimensions, period: string): FinalPromise | undefined {
    const here = this.#byPlace.get(placeOf(series.reporter, period));
    const found = here?.slice(0, MOST_OF_ONE).find((one) => matchesSeries(one.series, series));
    return found && { release: found.release, at: found.at };
  }

  #add(one: Promised): void {
    const here = this.#byPlace.get(one.place) ?? [];
    here.splice(placeAmong(here, one), 0, one);
    this.#byPlace.set(one.place, here);
  }

  #remove(one: Promised): void {
    const here = this.#byPlace.get(one.place) ?? [];
    here.splice(here.indexOf(one), 1);
    if (here.length === 0) this.#byPlace.delete(one.place);
  }
}

/** A version as it is stored: its name is the key. */
type Told = Pick<ReleaseState, 'publisher' | 'at' | 'state' | 'missing'>;

function finalsOf(release: string, { publisher, at, state, missing }: Told): Promised[] {
  if (!OPEN_RELEASE_STATES.some((open) => open === state)) return [];
  const instant = Date.parse(at);
  return missing.flatMap(({ series, period, status }) =>
    status === 'final' ? [{ release, at, instant, series, place: placeOf(publisher, period) }] : [],
  );
}

/** Where a promise stands among others in order, by halves: thousands may be of one period. */
function placeAmong(sorted: readonly Promised[], one: Promised): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = sorted[middle];
    if (other && isBefore(other, one)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** By the promised instant, then the name. */
const isBefore = (a: Promised, b: Promised): boolean =>
  a.instant === b.instant ? a.release < b.release : a.instant < b.instant;

const placeOf = (publisher: string, period: string): string => `${publisher} ${period}`;
