import type { StateDocument } from '@silkgauge/contract';
import { figuresOf, type Measurement, type Sides } from '@silkgauge/growth';
import { readHistory, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { SIDES } from '../states/sides.ts';

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

  /** The same, to be gone on with. */
  copy(): SaidBefore {
    const copy = new SaidBefore();
    for (const [path, side] of this.#now) copy.#now.set(path, side);
    for (const [path, side] of this.#before) copy.#before.set(path, side);
    for (const [path, side] of this.#first) copy.#first.set(path, side);
    return copy;
  }

  /** Takes the next version, oldest first. */
  take(state: Pick<StateDocument, 'level' | 'growth' | 'other'>, version: number): void {
    for (const [figure, sides] of figuresOf(state)) this.#takeSides(figure, sides, version);
  }

  #takeSides(figure: string, sides: Sides, version: number): void {
    for (const side of SIDES) {
      const path = `${figure}.${side}`;
      const [last, said] = [this.#now.get(path), sides[side]];
      if (!said) continue;
      if (!this.#first.has(path) && !isEmpty(said)) this.#first.set(path, { version, said });
      const isChanged = last && numbersOf(last.said) !== numbersOf(said);
      if (isChanged) this.#before.set(path, last);
      // A version that says the same again is not the one that it was said in.
      if (!last || isChanged) this.#now.set(path, { version, said });
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

/** What a state said before, from its newest kept versions. */
export async function readSaidBefore(
  db: Queryable,
  { key, period, version }: Pick<StateChange, 'key' | 'period' | 'version'>,
  asOf: AsOf,
): Promise<SaidBefore> {
  const said = new SaidBefore();
  for (let last = Math.max(0, version - MOST_VERSIONS); last < version;) {
    const rows = await readHistory(db, key, period, last, MOST_VERSIONS, asOf);
    for (const { document, version: taken } of rows) said.take(JSON.parse(document) as StateDocument, taken);
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
): Promise<KeptSides> {
  const newest = await readSaidBefore(db, row, asOf);
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
