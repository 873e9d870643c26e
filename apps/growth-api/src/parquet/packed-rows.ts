import type { RowForm } from '../table/csv.ts';

/** No event and no text of the database may have this letter, so that no cell has it. */
const SEPARATOR = '\0';

/** Cells as they are. One text goes to another thread at the price of its bytes, 400,000 texts do not. */
export const PACKED: RowForm = { cell: (text) => text, between: SEPARATOR, end: SEPARATOR };

/** The cell of a row in a column, both counted from 0. */
export type CellAt = (row: number, column: number) => string;

/**
 * The cells of rows of so many columns, each cut out when it is asked for: all cells at once take more than
 * three times the memory of their text.
 *
 * @throws Error where a cell has the separator
 */
export function unpacked(text: string, { rows, columns }: { rows: number; columns: number }): CellAt {
  const starts = new Uint32Array(rows * columns + 1);
  let [cells, start] = [0, 0];
  for (let end = text.indexOf(SEPARATOR); end !== -1; end = text.indexOf(SEPARATOR, start)) {
    start = end + SEPARATOR.length;
    cells += 1;
    starts[cells] = start;
  }
  if (start !== text.length || cells !== rows * columns)
    throw new Error(
      `a cell has a NUL: ${String(rows)} rows of ${String(columns)} columns have ${String(cells)} cells`,
    );
  const startOf = (at: number) => starts[at] ?? 0;
  return (row, column) => {
    const at = row * columns + column;
    return text.slice(startOf(at), startOf(at + 1) - SEPARATOR.length);
  };
}
