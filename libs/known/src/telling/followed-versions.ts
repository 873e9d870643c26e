import type { Measurement } from '@silkgauge/growth';
import type { StateChange } from '@silkgauge/read-model';
import { KeptWithin } from '../kept-within.ts';

/** Versions from which on those of a state are kept: fewer are read as fast. */
const MANY = 100;
/** Versions that are kept of all states, some kilobytes each. */
const MOST_KEPT = 10_000;
/** Versions by which a look back at a moment before may lie behind the newest that was read. */
const BACK = 50;

/** A side that a version has, with its numbers as a text. */
export interface SaidSide {
  readonly path: string;
  readonly said: Measurement;
  readonly numbers: string;
}

/** A version of a state, as far as it says something. */
export interface SaidVersion {
  readonly version: number;
  readonly sides: readonly SaidSide[];
}

/** Versions of one state, without a gap but what was thinned. */
interface Kept {
  /** Those behind this version are there. */
  readonly after: number;
  readonly until: number;
  readonly versions: readonly SaidVersion[];
}

/** What states with many versions said, kept from one version to the next: only those that came since are read. */
export class FollowedVersions {
  readonly #states = new KeptWithin<Kept>(MOST_KEPT, ({ versions }) => versions.length);

  /** So many versions of a state up to that of `row`, oldest first; `read` reads those behind a version. */
  async newest(
    { key, period, version }: Pick<StateChange, 'key' | 'period' | 'version'>,
    most: number,
    read: (after: number) => Promise<readonly SaidVersion[]>,
  ): Promise<readonly SaidVersion[]> {
    const name = `${key}/${period}`;
    const first = Math.max(0, version - most);
    const found = this.#states.get(name);
    const known = found && found.after <= first && first <= found.until ? found : nothingBehind(first);
    const versions = [...known.versions, ...(version > known.until ? await read(known.until) : [])];
    const after = Math.max(known.after, first - BACK);
    this.#keep(name, {
      ...{ after, until: Math.max(known.until, version) },
      versions: versions.filter((one) => one.version > after),
    });
    return versions.filter((one) => one.version > first && one.version <= version);
  }

  #keep(name: string, kept: Kept): void {
    if (kept.versions.length < MANY) this.#states.delete(name);
    else this.#states.set(name, kept);
  }
}

const nothingBehind = (version: number): Kept => ({ after: version, until: version, versions: [] });
