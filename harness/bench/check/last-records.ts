import type { Comparison } from './compare.ts';
import { compareRows } from './compare.ts';
import type { ExpectedRow } from './expected-table.ts';
import { stateRow } from './state-row.ts';

interface Last {
  readonly value: string;
  readonly version: number;
}

const VERSION = /"version":(\d+)/;

/** The last record of each key of a compacted topic, with the faults found. */
export class LastRecords {
  readonly #last = new Map<string, Last>();
  readonly #newest = new Map<string, number>();
  records = 0;
  tombstones = 0;
  /** Latest append time, ms since 1970. */
  lastAppended = 0;

  add(key: string, value: string | null, appended: number): void {
    this.records += 1;
    this.lastAppended = Math.max(this.lastAppended, appended);
    if (value === null) {
      this.tombstones += 1;
      this.#last.delete(key);
      return;
    }
    const version = Number(VERSION.exec(value)?.[1] ?? NaN);
    this.#last.set(key, { value, version });
    this.#newest.set(key, Math.max(this.#newest.get(key) ?? 0, version));
  }

  /** Number of keys whose last record is not their highest version or is missing. */
  get stale(): number {
    return [...this.#last].filter(([key, { version }]) => version !== this.#newest.get(key)).length;
  }

  compare(expected: readonly ExpectedRow[]): Comparison {
    const faults: string[] = [];
    const rows = [...this.#last].flatMap(([key, { value }]) => {
      try {
        return [stateRow(key, value)];
      } catch (error) {
        faults.push(String(error));
        return [];
      }
    });
    const { same, differences } = compareRows(expected, rows);
    const stale = this.stale;
    if (stale > 0) faults.push(`${String(stale)} keys end with an older version`);
    return { same: same && faults.length === 0, differences: [...faults.slice(0, 3), ...differences] };
  }
}
