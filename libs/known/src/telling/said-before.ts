import type { StateDocument } from '@silkgauge/contract';
import { figuresOf, type Measurement, sidesIn } from '@silkgauge/growth';
import { readHistory, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { FollowedVersions, type SaidVersion } from './followed-versions.ts';

/** Newest versions that are looked at: those of sales are many. */
const MOST_VERSIONS = 2_000;

/** What a side said in an earlier version. */
export interface OldSide {
  readonly version: number;
  readonly said: Measurement;
}

/** What each side of a state (`growth.GY.reported`) said before its numbers last changed, and what it said first. */
export class SaidBefore {
  readonly #now = new Map<string, OldSide>();
  readonly #before = new Map<string, OldSide>();
  readonly #first = new Map<string, OldSide>();
  /** Of `#now`. */
  readonly #numbers = new Map<string, string>();

  /** The same, to be gone on with. */
  copy(): SaidBefore {
    const copy = new SaidBefore();
    for (const [path, side] of this.#now) copy.#now.set(path, side);
    for (const [path, side] of this.#before) copy.#before.set(path, side);
    for (const [path, side] of this.#first) copy.#first.set(path, side);
    for (const [path, numbers] of this.#numbers) copy.#numbers.set(path, numbers);
    return copy;
  }

  /** Takes the next version, oldest first. */
  take(state: Pick<StateDocument, 'level' | 'growth' | 'other'>, version: number): void {
    this.takeSaid(saidIn(state, version));
  }

  /** As `take`. */
  takeSaid({ version, sides }: SaidVersion): void {
    for (const { path, said, numbers } of sides) {
      const last = this.#now.get(path);
      if (!this.#first.has(path) && !isEmpty(said)) this.#first.set(path, { version, said });
      const isChanged = last && this.#numbers.get(path) !== numbers;
      if (isChanged) this.#before.set(path, last);
      // A version that says the same again is not the one that it was said in.
      if (last && !isChanged) continue;
      this.#now.set(path, { version, said });
      this.#numbers.set(path, numbers);
    }
  }

  of(path: string): Measurement | undefined {
    return this.#before.get(path)?.said;
  }

  /** What a side said before its numbers last changed, and in which version first. */
  last(path: string): OldSide | undefined {
    return this.#before.get(path);
  }

  /** The first number that a side had in the versions taken. */
  first(path: string): OldSide | undefined {
    return this.#first.get(path);
  }
}

const isEmpty = ({ value, low, readings }: Measurement): boolean =>
  value === null && low === null && readings === undefined;

const numbersOf = ({ value, low, high, unit, readings }: Measurement): string =>
  JSON.stringify([value, low, high, unit, readings?.map((one) => [one.reading, one.low, one.high])]);

function saidIn(state: Pick<StateDocument, 'level' | 'growth' | 'other'>, version: number): SaidVersion {
  const sides = figuresOf(state).flatMap(({ name, sides: all }) =>
    sidesIn(all).map(([side, said]) => ({ path: `${name}.${side}`, said, numbers: numbersOf(said) })),
  );
  return { version, sides };
}

/** What a state said before, from its newest kept versions; those that are `followed` are not read again. */
export async function readSaidBefore(
  db: Queryable,
  row: Pick<StateChange, 'key' | 'period' | 'version'>,
  asOf: AsOf,
  followed = new FollowedVersions(),
): Promise<SaidBefore> {
  const said = new SaidBefore();
  const read = (after: number) => readSaid(db, row, after, asOf);
  for (const version of await followed.newest(row, MOST_VERSIONS, read)) said.takeSaid(version);
  return said;
}

/** The versions of a state behind a version and up to that of `row`. */
async function readSaid(
  db: Queryable,
  { key, period, version }: Pick<StateChange, 'key' | 'period' | 'version'>,
  after: number,
  asOf: AsOf,
): Promise<SaidVersion[]> {
  const said: SaidVersion[] = [];
  for (let last = after; last < version;) {
    const rows = await readHistory(db, key, period, last, MOST_VERSIONS, asOf);
    for (const { document, version: taken } of rows)
      said.push(saidIn(JSON.parse(document) as StateDocument, taken));
    last = rows.at(-1)?.version ?? version;
  }
  return said;
}

/** Versions in which the first number of a side is looked for, where they are not among the newest. */
const FIRST_VERSIONS = 50;

/** What the sides of a state said last and first. */
export type OldSides = Pick<SaidBefore, 'last' | 'first'>;

/** The newest and the oldest kept versions of a state; the same where these are all. */
export interface KeptSides {
  readonly newest: SaidBefore;
  readonly oldest: SaidBefore;
}

/** Reads the versions of a state that were known at a clock. */
export async function readKeptSides(
  db: Queryable,
  row: Pick<StateChange, 'key' | 'period' | 'version'>,
  asOf: AsOf,
  followed?: FollowedVersions,
): Promise<KeptSides> {
  const newest = await readSaidBefore(db, row, asOf, followed);
  if (row.version <= MOST_VERSIONS) return { newest, oldest: newest };
  const oldest = new SaidBefore();
  for (const { document, version } of await readHistory(db, row.key, row.period, 0, FIRST_VERSIONS, asOf))
    oldest.take(JSON.parse(document) as StateDocument, version);
  return { newest, oldest };
}

export const oldSidesOf = ({ newest, oldest }: KeptSides): OldSides => ({
  last: (path) => newest.last(path),
  first: (path) => oldest.first(path),
});
