import { rowLines, type ExpectedRow } from './expected-table.ts';

export interface Comparison {
  readonly same: boolean;
  /** The first different lines with the expected ones; empty if all rows are equal. */
  readonly differences: readonly string[];
}

const SHOWN = 3;

const bySeriesAndMonth = (a: ExpectedRow, b: ExpectedRow): number => {
  if (a.series !== b.series) return a.series < b.series ? -1 : 1;
  return a.month < b.month ? -1 : 1;
};

/** Compares rows byte for byte with the expected rows, in any order. */
export function compareRows(expected: readonly ExpectedRow[], found: readonly ExpectedRow[]): Comparison {
  const wanted = rowLines(expected);
  const got = rowLines([...found].sort(bySeriesAndMonth));
  const differences: string[] = [];
  for (let i = 0; i < Math.max(wanted.length, got.length) && differences.length < SHOWN; i += 1) {
    if (wanted[i] === got[i]) continue;
    differences.push(`row ${String(i + 1)}: expected ${show(wanted[i])}, found ${show(got[i])}`);
  }
  return { same: differences.length === 0, differences };
}

const show = (line: string | undefined): string =>
  line === undefined ? 'nothing' : line.replaceAll('\t', ' ');
