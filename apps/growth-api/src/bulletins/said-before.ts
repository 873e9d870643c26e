import type { StateDocument } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import { readHistory, type AsOf, type Queryable } from '@silkgauge/read-model';
import { SIDES } from '../states/sides.ts';

/** Versions that are looked at: those of sales are many. */
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

/** What a state said before, from its kept versions up to a moment. */
export async function readSaidBefore(
  db: Queryable,
  key: string,
  period: string,
  asOf: AsOf,
): Promise<SaidBefore> {
  const said = new SaidBefore();
  let last = 0;
  for (let taken = 0; taken < MOST_VERSIONS;) {
    const rows = await readHistory(db, key, period, last, MOST_VERSIONS - taken, asOf);
    for (const { document } of rows) said.take(JSON.parse(document) as StateDocument);
    if (rows.length === 0) break;
    taken += rows.length;
    last = rows.at(-1)?.version ?? last;
  }
  return said;
}
