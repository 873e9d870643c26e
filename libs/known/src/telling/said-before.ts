import type { StateDocument } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import { readHistory, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { SIDES } from '../states/sides.ts';

/** Newest versions that are looked at: those of sales are many. */
const MOST_VERSIONS = 2_000;

/** What each side of a state (`growth.GY.reported`) said before its numbers last changed. */
export class SaidBefore {
  readonly #now = new Map<string, Measurement>();
  readonly #before = new Map<string, Measurement>();

  /** Takes the next version, oldest first. */
  take({ level, growth, other }: Pick<StateDocument, 'level' | 'growth' | 'other'>): void {
    this.#takeSides('level', level);
    for (const [key, sides] of Object.entries(growth)) this.#takeSides(`growth.${key}`, sides);
    for (const [measure, sides] of Object.entries(other)) this.#takeSides(`other.${measure}`, sides);
  }

  #takeSides(figure: string, sides: Sides): void {
    for (const side of SIDES) {
      const path = `${figure}.${side}`;
      const [last, now] = [this.#now.get(path), sides[side]];
      if (now) this.#now.set(path, now);
      if (last && now && numbersOf(last) !== numbersOf(now)) this.#before.set(path, last);
    }
  }

  of(path: string): Measurement | undefined {
    return this.#before.get(path);
  }
}

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
    for (const { document } of rows) said.take(JSON.parse(document) as StateDocument);
    last = rows.at(-1)?.version ?? version;
  }
  return said;
}
