/** Formats rows in aligned columns, headings first; cells are cut at `widest` characters. */
export function table(rows: readonly (readonly string[])[], widest = 60): string {
  const cells = rows.map((row) => row.map((cell) => cut(cell.replace(/\s+/g, ' '), widest)));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cut(text: string, widest: number): string {
  return text.length <= widest ? text : `${text.slice(0, widest - 1)}…`;
}
