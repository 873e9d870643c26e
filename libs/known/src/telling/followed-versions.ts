import type { Measurement } from '@silkgauge/growth';
import type { StateChange } from '@silkgauge/read-model';

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
  /** The one used last comes last. */
  readonly #states = new Map<string, Kept>();
  #count = 0;

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
    this.#drop(name);
    if (kept.versions.length < MANY) return;
    this.#states.set(name, kept);
    this.#count += kept.versions.length;
    for (const oldest of this.#states.keys()) {
      if (this.#count <= MOST_KEPT) break;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#count -= this.#states.get(name)?.versions.length ?? 0;
    this.#states.delete(name);
  }
}

const nothingBehind = (version: number): Kept => ({ after: version, until: version, versions: [] });
