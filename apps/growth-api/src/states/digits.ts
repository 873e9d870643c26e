import { figuresOf, sidesIn } from '@silkgauge/growth';
import type { StateDigits, StateDocument } from '@silkgauge/contract';
import { readHistory, stateKey, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';

/** Newest versions that are looked at: those of sales are many. */
const MOST_VERSIONS = 2_000;

/** The numbers of a state, as text that differs where a digit does. Verdicts, flags, sources and statuses are no digits. */
export const digitsOf = (state: StateDocument): string =>
  JSON.stringify(
    figuresOf(state)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, sides }) =>
        sidesIn(sides).map(([side, { value, low, high, unit, readings = [] }]) => [
          ...[name, side, unit, value, low, high],
          readings.map((one) => [one.reading, one.value, one.low, one.high]),
        ]),
      ),
  );

type Version = Pick<StateChange, 'version' | 'sequence' | 'known_at' | 'document'>;

/** Counts the versions with other digits than the one before, and finds the newest of them. */
export class DigitsHistory {
  #first = 0;
  #count = 0;
  #before: string | null = null;
  #versions = 0;
  #newest: Version | null = null;

  /** Takes the next version, oldest first. */
  take(version: Version): void {
    if (this.#first === 0) this.#first = version.version;
    this.#count += 1;
    const digits = digitsOf(JSON.parse(version.document) as StateDocument);
    if (digits === this.#before) return;
    this.#before = digits;
    this.#versions += 1;
    this.#newest = version;
  }

  /** Whether the versions up to `last` were all taken, so that the count is exact. */
  isComplete(last: number): boolean {
    return this.#first === 1 && this.#count === last;
  }

  of({ key, period, version, sequence }: StateChange): StateDigits {
    const newest = this.#newest ?? { sequence, known_at: new Date(0) };
    return {
      key: stateKey(key, period),
      version,
      sequence,
      digits: {
        since: newest.known_at.toISOString(),
        sequence: newest.sequence,
        versions: this.#versions,
        complete: this.isComplete(version),
      },
    };
  }
}

/** Since when a state has its digits, by the versions that the change log keeps. */
export async function readDigits(db: Queryable, row: StateChange, asOf: AsOf | null): Promise<StateDigits> {
  const history = new DigitsHistory();
  let after = Math.max(0, row.version - MOST_VERSIONS);
  while (after < row.version) {
    const rows = await readHistory(db, row.key, row.period, after, MOST_VERSIONS, asOf);
    // A version that came meanwhile is of a later state.
    for (const one of rows) if (one.version <= row.version) history.take(one);
    after = rows.at(-1)?.version ?? row.version;
  }
  return history.of(row);
}
