import type { RowForm } from '../table/csv.ts';

/** No event and no text of the database may have this letter, so that no cell has it. */
const SEPARATOR = '\0';

/** Cells as they are. One text goes to another thread at the price of its bytes, 400,000 texts do not. */
export const PACKED: RowForm = { cell: (text) => text, between: SEPARATOR, end: SEPARATOR };

/**
 * The cells of rows of so many columns, row by row.
 *
 * @throws Error where a cell has the separator
 */
export function unpacked(text: string, { rows, columns }: { rows: number; columns: number }): string[] {
  const cells = text.split(SEPARATOR);
  // One is behind the last separator.
  if (cells.pop() !== '' || cells.length !== rows * columns)
    throw new Error(
      `a cell has a NUL: ${String(rows)} rows of ${String(columns)} columns have ${String(cells.length)} cells`,
    );
  return cells;
}
